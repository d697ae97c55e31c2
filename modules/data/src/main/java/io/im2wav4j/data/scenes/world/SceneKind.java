package io.im2wav4j.data.scenes.world;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** The kinds of source. The label of an item is the kind's name in lower case. */
public enum SceneKind {
  /** A bell swinging in a frame: inharmonic partials that ring on. */
  BELL(256, 724, 1.7, 3.0, 0, 0),
  /** A drum under two sticks: a membrane and the slap of the stick. */
  DRUM(85, 240, 2.4, 4.2, 0, 0),
  /** A raining cloud: grains; the heavier the rain is drawn, the denser they fall. */
  RAIN(0, 0, 0, 0, 0, 0),
  /** A beacon with turning beams: a tone that wails once for each turn. */
  SIREN(380, 1075, 0, 0, 0.9, 1.7),
  /** A bird on a branch: a frequency-modulated chirp whenever its beak opens. */
  BIRD(850, 2404, 2.2, 3.8, 0, 0),
  /** A tractor with its engine running: a train of pulses and their harmonics. */
  ENGINE(55, 155, 0, 0, 2.0, 3.5),
  /** A breaker of the sea: dark noise that swells and sinks with the drawn wave. */
  WAVE(0, 0, 0, 0, 0.5, 0.8),
  /** A walker on gravel: a thud and a crunch whenever a foot lands. */
  FOOTSTEPS(0, 0, 2.0, 3.2, 0, 0);

  private final double lowestPitchHz;
  private final double highestPitchHz;
  private final double fewestHits;
  private final double mostHits;
  private final double slowest;
  private final double fastest;

  SceneKind(
      double lowestPitchHz,
      double highestPitchHz,
      double fewestHits,
      double mostHits,
      double slowest,
      double fastest) {
    this.lowestPitchHz = lowestPitchHz;
    this.highestPitchHz = highestPitchHz;
    this.fewestHits = fewestHits;
    this.mostHits = mostHits;
    this.slowest = slowest;
    this.fastest = fastest;
  }

  /** The item's label: the name in lower case. */
  @JsonValue
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether the sound has a pitch (decided by the drawn size). */
  public boolean pitched() {
    return highestPitchHz > 0;
  }

  /** Whether the sound is a series of hits seen in the video. */
  public boolean hitting() {
    return mostHits > 0;
  }

  /**
   * The pitch in hertz of a source of {@code size} 0 (smallest drawn, highest) to 1 (largest,
   * lowest): about one and a half octaves, even in octaves. Null where the kind has no pitch.
   */
  public Double pitchHz(double size) {
    return pitched()
        ? (Double) (highestPitchHz * Math.pow(lowestPitchHz / highestPitchHz, size))
        : null;
  }

  /** Hits a second at {@code pace} 0 (slowest) to 1; zero where the kind does not hit. */
  double hitsPerSecond(double pace) {
    return fewestHits + (mostHits - fewestHits) * pace;
  }

  /**
   * Turns, puffs or swells a second at {@code pace} 0 (slowest) to 1; zero where there are none.
   */
  double cyclesPerSecond(double pace) {
    return slowest + (fastest - slowest) * pace;
  }
}
