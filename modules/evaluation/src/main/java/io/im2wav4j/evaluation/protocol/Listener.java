package io.im2wav4j.evaluation.protocol;

import io.im2wav4j.core.error.UserError;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.IntConsumer;

/**
 * Reads sounds in batches, brings them to the protocol's length and lets the networks hear them.
 */
final class Listener {
  /** A difference of length that resampling may make. */
  private static final double LENGTH_TOLERANCE_SECONDS = 0.01;

  private final EvaluationNetworks networks;
  private final EvaluationSettings settings;
  private final AudioAccess access;

  private final VectorCache cache;

  Listener(
      EvaluationNetworks networks,
      EvaluationSettings settings,
      AudioAccess access,
      VectorCache cache) {
    this.networks = networks;
    this.settings = settings;
    this.access = access;
    this.cache = cache;
  }

  /**
   * Hears all sounds.
   *
   * @param who named in warnings
   * @param warnings gets what was cut, padded or silent
   * @param heardSoFar told after each batch how many sounds it held
   * @throws UserError that lists the sounds that could not be read
   */
  Heard hear(
      String who,
      List<EvaluatedSystem.Sound> sounds,
      List<String> warnings,
      IntConsumer heardSoFar) {
    List<Ear> embedders = networks.embedders().stream().map(Ear::of).toList();
    Ear classifier = networks.classifier() == null ? null : Ear.of(networks.classifier());
    Ear encoder = networks.audioEncoder() == null ? null : Ear.of(networks.audioEncoder());
    Ear onsetEar = settings.onsets() == null ? null : Ear.ofOnsets(settings.sampleRate());
    List<List<double[][]>> embeddings = new ArrayList<>();
    embedders.forEach(e -> embeddings.add(new ArrayList<>()));
    List<double[][]> logits = new ArrayList<>();
    List<double[][]> onsets = new ArrayList<>();
    List<double[][]> encodings = new ArrayList<>();
    Lengths lengths = new Lengths();
    List<String> broken = new ArrayList<>();
    for (int from = 0; from < sounds.size(); from += settings.batch()) {
      int to = Math.min(sounds.size(), from + settings.batch());
      List<EvaluatedSystem.Sound> read = new ArrayList<>();
      List<float[]> batch = new ArrayList<>();
      for (EvaluatedSystem.Sound sound : sounds.subList(from, to)) {
        read(sound, lengths, broken)
            .ifPresent(
                samples -> {
                  batch.add(samples);
                  read.add(sound);
                });
      }
      // With one sound broken nothing will come of it: read on only to name all broken ones.
      if (broken.isEmpty()) {
        for (int e = 0; e < embedders.size(); e++) {
          hear(embedders.get(e), read, batch, embeddings.get(e));
        }
        hear(classifier, read, batch, logits);
        hear(encoder, read, batch, encodings);
        hear(onsetEar, read, batch, onsets);
      }
      heardSoFar.accept(to - from);
    }
    if (!broken.isEmpty()) {
      throw new UserError(
          who,
          broken.size() + " of " + sounds.size() + " sounds cannot be used: " + some(broken),
          "readable sounds with finite samples",
          "Make these files anew, or leave their items out of the manifest");
    }
    lengths.report(who, sounds.size(), settings.clipSeconds(), settings.padding(), warnings);
    return new Heard(
        embeddings,
        classifier == null ? null : first(logits),
        encoder == null ? null : first(encodings),
        onsetEar == null ? null : first(onsets));
  }

  /** Hears all sounds with the embedders alone; see {@link #hear}. */
  List<List<double[][]>> embed(
      String who,
      List<EvaluatedSystem.Sound> sounds,
      List<String> warnings,
      IntConsumer heardSoFar) {
    EvaluationNetworks alone = new EvaluationNetworks(networks.embedders(), null, null, null, null);
    return new Listener(alone, settings.withoutOnsets(), access, cache)
        .hear(who, sounds, warnings, heardSoFar)
        .embeddings();
  }

  private void hear(
      Ear ear, List<EvaluatedSystem.Sound> sounds, List<float[]> batch, List<double[][]> into) {
    if (ear == null) {
      return;
    }
    List<Optional<String>> identities = sounds.stream().map(s -> s.source().identity()).toList();
    String preparation =
        settings.sampleRate()
            + " Hz, "
            + settings.clipSeconds()
            + " s, "
            + settings.padding()
            + (settings.channels() == ChannelRule.MEAN ? "" : ", " + settings.channels().text());
    ear.hear(batch, settings.sampleRate(), identities, preparation, access, cache)
        .forEach(vectors -> into.add(toDoubles(vectors)));
  }

  private static List<double[]> first(List<double[][]> all) {
    return all.stream().map(vectors -> vectors[0]).toList();
  }

  private Optional<float[]> read(
      EvaluatedSystem.Sound sound, Lengths lengths, List<String> broken) {
    float[] samples;
    try {
      samples = sound.source().samples(settings.sampleRate());
    } catch (UserError | UncheckedIOException e) {
      broken.add(sound.file() + " (" + e.getMessage() + ")");
      return Optional.empty();
    }
    if (samples.length == 0) {
      broken.add(sound.file() + " (no samples)");
      return Optional.empty();
    }
    float peak = 0;
    for (float s : samples) {
      if (!Float.isFinite(s)) {
        broken.add(sound.file() + " (a sample is " + s + ")");
        return Optional.empty();
      }
      peak = Math.max(peak, Math.abs(s));
    }
    int length = (int) Math.round(settings.clipSeconds() * settings.sampleRate());
    double tolerance = LENGTH_TOLERANCE_SECONDS * settings.sampleRate();
    lengths.cut += samples.length > length + tolerance ? 1 : 0;
    lengths.shorter += samples.length < length - tolerance ? 1 : 0;
    lengths.silent += peak == 0 ? 1 : 0;
    return Optional.of(
        settings.padding() || samples.length > length ? Arrays.copyOf(samples, length) : samples);
  }

  static double[][] toDoubles(float[][] rows) {
    double[][] out = new double[rows.length][];
    for (int i = 0; i < rows.length; i++) {
      out[i] = new double[rows[i].length];
      for (int j = 0; j < rows[i].length; j++) {
        out[i][j] = rows[i][j];
      }
    }
    return out;
  }

  private static String some(List<String> names) {
    return EvaluatedSystem.some(names);
  }

  /** Counts of sounds that were not as the protocol wants them. */
  private static final class Lengths {
    private int cut;
    private int shorter;
    private int silent;

    private void report(
        String who, int all, double seconds, boolean padding, List<String> warnings) {
      if (cut > 0) {
        warnings.add(who + ": " + cut + " of " + all + " sounds were cut to " + seconds + " s");
      }
      if (shorter > 0) {
        warnings.add(
            who
                + ": "
                + shorter
                + " of "
                + all
                + " sounds were shorter than "
                + seconds
                + (padding ? " s and padded with silence" : " s and left so"));
      }
      if (silent > 0) {
        warnings.add(who + ": " + silent + " of " + all + " sounds are silent");
      }
    }
  }
}
