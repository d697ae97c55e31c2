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

  Listener(EvaluationNetworks networks, EvaluationSettings settings, AudioAccess access) {
    this.networks = networks;
    this.settings = settings;
    this.access = access;
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
    List<double[][]> embeddings = networks.embedder() == null ? null : new ArrayList<>();
    List<double[]> logits = networks.classifier() == null ? null : new ArrayList<>();
    List<double[]> encodings = networks.audioEncoder() == null ? null : new ArrayList<>();
    Lengths lengths = new Lengths();
    List<String> broken = new ArrayList<>();
    for (int from = 0; from < sounds.size(); from += settings.batch()) {
      int to = Math.min(sounds.size(), from + settings.batch());
      List<float[]> batch = new ArrayList<>();
      for (EvaluatedSystem.Sound sound : sounds.subList(from, to)) {
        read(sound, lengths, broken).ifPresent(batch::add);
      }
      // With one sound broken nothing will come of it: read on only to name all broken ones.
      if (broken.isEmpty()) {
        if (embeddings != null) {
          AudioEmbedder embedder = networks.embedder();
          embedder
              .embed(atRate(batch, embedder.sampleRate()))
              .forEach(v -> embeddings.add(toDoubles(v)));
        }
        if (logits != null) {
          float[][] rows =
              networks.classifier().logits(atRate(batch, networks.classifier().sampleRate()));
          logits.addAll(Arrays.asList(toDoubles(rows)));
        }
        if (encodings != null) {
          float[][] rows =
              networks.audioEncoder().encode(atRate(batch, networks.audioEncoder().sampleRate()));
          encodings.addAll(Arrays.asList(toDoubles(rows)));
        }
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
    lengths.report(who, sounds.size(), settings.clipSeconds(), warnings);
    return new Heard(embeddings, logits, encodings);
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
    lengths.padded += samples.length < length - tolerance ? 1 : 0;
    lengths.silent += peak == 0 ? 1 : 0;
    return Optional.of(Arrays.copyOf(samples, length));
  }

  private List<float[]> atRate(List<float[]> batch, int rate) {
    if (rate == settings.sampleRate()) {
      return batch;
    }
    return batch.stream().map(s -> access.resample(s, settings.sampleRate(), rate)).toList();
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
    private int padded;
    private int silent;

    private void report(String who, int all, double seconds, List<String> warnings) {
      if (cut > 0) {
        warnings.add(who + ": " + cut + " of " + all + " sounds were cut to " + seconds + " s");
      }
      if (padded > 0) {
        warnings.add(
            who
                + ": "
                + padded
                + " of "
                + all
                + " sounds were shorter than "
                + seconds
                + " s and padded with silence");
      }
      if (silent > 0) {
        warnings.add(who + ": " + silent + " of " + all + " sounds are silent");
      }
    }
  }
}
