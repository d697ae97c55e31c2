package io.im2wav4j.data.scenes.world;

import io.im2wav4j.core.Seeds;
import java.awt.Color;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * Draws scenes at random. Each scene has its own seed, derived from the data set's, so that it does
 * not depend on how many others there are.
 */
public final class SceneSampler {
  private static final double FIRST_HIT_EARLIEST = 0.05;
  private static final double FIRST_HIT_LATEST = 0.15;
  private static final double HIT_JITTER = 0.12;

  /** A hit this close to the end would be cut off before it is heard. */
  private static final double LAST_HIT_MARGIN = 0.12;

  private final long seed;
  private final double seconds;

  /**
   * @param seed the data set's seed
   * @param seconds length of every scene
   */
  public SceneSampler(long seed, double seconds) {
    this.seed = seed;
    this.seconds = seconds;
  }

  /** Scene number {@code index} of a kind in a split. */
  public Scene sample(String split, SceneKind kind, int index) {
    String purpose = "scene-" + split + "-" + kind.label();
    SplittableRandom random = new SplittableRandom(Seeds.derive(seed, purpose, index));
    double size = random.nextDouble();
    double distance = random.nextDouble();
    double pace = random.nextDouble();
    List<Double> hitTimes = kind.hitting() ? hitTimes(kind.hitsPerSecond(pace), random) : List.of();
    return new Scene(
        String.format(Locale.ROOT, "%s-%s-%04d", split, kind.label(), index),
        split,
        kind,
        seconds,
        size,
        kind.pitchHz(size),
        hitTimes,
        kind.cyclesPerSecond(pace),
        distance,
        Scene.loudnessAt(distance),
        random.nextLong(),
        look(kind, random));
  }

  private List<Double> hitTimes(double hitsPerSecond, SplittableRandom random) {
    List<Double> times = new ArrayList<>();
    double time = random.nextDouble(FIRST_HIT_EARLIEST, FIRST_HIT_LATEST);
    do {
      times.add(Math.round(time * 1000) / 1000.0);
      time += (1 + random.nextDouble(-HIT_JITTER, HIT_JITTER)) / hitsPerSecond;
    } while (time < seconds - LAST_HIT_MARGIN);
    return times;
  }

  private static Look look(SceneKind kind, SplittableRandom random) {
    Backdrop backdrop = backdrop(kind, random);
    boolean dark = backdrop == Backdrop.NIGHT;
    double skyHue = backdrop == Backdrop.ROOM ? random.nextDouble() : skyHue(random);
    double groundHue = random.nextDouble(0.05, 0.42);
    double bodyHue = random.nextDouble();
    return new Look(
        backdrop,
        hex(
            skyHue,
            random.nextDouble(0.15, 0.65),
            dark ? random.nextDouble(0.08, 0.22) : random.nextDouble(0.6, 0.95)),
        hex(
            skyHue + random.nextDouble(-0.08, 0.08),
            random.nextDouble(0.05, 0.35),
            dark ? random.nextDouble(0.25, 0.4) : random.nextDouble(0.8, 1.0)),
        hex(
            groundHue,
            random.nextDouble(0.2, 0.6),
            dark ? random.nextDouble(0.15, 0.3) : random.nextDouble(0.35, 0.75)),
        hex(bodyHue, random.nextDouble(0.55, 0.95), random.nextDouble(0.55, 0.95)),
        hex(
            bodyHue + random.nextDouble(0.3, 0.7),
            random.nextDouble(0.3, 0.9),
            random.nextDouble(0.6, 1.0)),
        random.nextDouble(0.36, 0.64),
        random.nextBoolean(),
        random.nextLong(),
        distractors(random));
  }

  private static Backdrop backdrop(SceneKind kind, SplittableRandom random) {
    Backdrop[] all = Backdrop.values();
    Backdrop backdrop = all[random.nextInt(all.length)];
    boolean outdoors = kind == SceneKind.RAIN || kind == SceneKind.WAVE;
    return outdoors && backdrop == Backdrop.ROOM ? Backdrop.PLAIN : backdrop;
  }

  /** Blue by day mostly, else the yellow to pink of dawn and dusk. */
  private static double skyHue(SplittableRandom random) {
    return random.nextDouble() < 0.65
        ? random.nextDouble(0.5, 0.68)
        : random.nextDouble(0.85, 1.13);
  }

  private static List<Distractor> distractors(SplittableRandom random) {
    List<Distractor> distractors = new ArrayList<>();
    Distractor.Shape[] shapes = Distractor.Shape.values();
    int count = random.nextInt(4);
    for (int i = 0; i < count; i++) {
      distractors.add(
          new Distractor(
              shapes[random.nextInt(shapes.length)],
              random.nextDouble(0.04, 0.96),
              random.nextDouble(0.05, 0.95),
              random.nextDouble(0.015, 0.04),
              hex(random.nextDouble(), random.nextDouble(0.3, 1.0), random.nextDouble(0.4, 1.0))));
    }
    return distractors;
  }

  private static String hex(double hue, double saturation, double brightness) {
    int rgb = Color.HSBtoRGB((float) hue, (float) saturation, (float) brightness);
    return String.format(Locale.ROOT, "#%06x", rgb & 0xFFFFFF);
  }
}
