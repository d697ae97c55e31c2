package io.im2wav4j.evaluation.protocol;

import io.im2wav4j.core.error.SkippedItems;
import io.im2wav4j.core.error.UserError;
import io.im2wav4j.core.result.ChannelRule;
import io.im2wav4j.core.result.ProtocolSettings;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.IntConsumer;

/**
 * Reads sounds in batches, brings them to the protocol's length and puts them through the networks.
 */
final class FeatureExtractor {
  /** A difference of length that resampling may make. */
  private static final double LENGTH_TOLERANCE_SECONDS = 0.01;

  private final List<CachedNetwork> embedders;
  private final CachedNetwork classifier;
  private final CachedNetwork encoder;
  private final CachedNetwork onsetDetector;
  private final EvaluationSettings settings;
  private final ProtocolSettings protocol;
  private final AudioAccess access;
  private final VectorCache cache;

  FeatureExtractor(
      EvaluationNetworks networks,
      EvaluationSettings settings,
      AudioAccess access,
      VectorCache cache) {
    this(
        networks.embedders().stream().map(CachedNetwork::ofEmbeddings).toList(),
        networks.classifier() == null ? null : CachedNetwork.ofLogits(networks.classifier()),
        networks.audioEncoder() == null ? null : CachedNetwork.ofEncodings(networks.audioEncoder()),
        settings.protocol().onsets() == null
            ? null
            : CachedNetwork.ofOnsets(settings.protocol().sampleRate()),
        settings,
        access,
        cache);
  }

  private FeatureExtractor(
      List<CachedNetwork> embedders,
      CachedNetwork classifier,
      CachedNetwork encoder,
      CachedNetwork onsetDetector,
      EvaluationSettings settings,
      AudioAccess access,
      VectorCache cache) {
    this.embedders = embedders;
    this.classifier = classifier;
    this.encoder = encoder;
    this.onsetDetector = onsetDetector;
    this.settings = settings;
    this.protocol = settings.protocol();
    this.access = access;
    this.cache = cache;
  }

  /** The same with the embedders alone. */
  FeatureExtractor embeddingsOnly() {
    return new FeatureExtractor(embedders, null, null, null, settings, access, cache);
  }

  /**
   * Puts all sounds through all networks.
   *
   * @param who named in warnings
   * @param warnings gets what was cut, padded or silent
   * @param progress gets after each batch how many sounds it held
   * @throws UserError that lists the sounds that could not be read
   */
  NetworkOutputs extract(
      String who, List<EvaluatedSystem.Sound> sounds, List<String> warnings, IntConsumer progress) {
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
          run(embedders.get(e), read, batch, embeddings.get(e));
        }
        run(classifier, read, batch, logits);
        run(encoder, read, batch, encodings);
        run(onsetDetector, read, batch, onsets);
      }
      progress.accept(to - from);
    }
    if (!broken.isEmpty()) {
      throw new UserError(
          who,
          broken.size()
              + " of "
              + sounds.size()
              + " sounds cannot be used: "
              + EvaluatedSystem.some(broken),
          "readable sounds with finite samples",
          "Make these files anew, or leave their items out of the manifest");
    }
    lengths.report(who, sounds.size(), protocol.clipSeconds(), protocol.padding(), warnings);
    for (int e = 0; e < embedders.size(); e++) {
      if (!isFinite(embedders.get(e), who, sounds, embeddings.get(e), warnings)) {
        embeddings.set(e, null);
      }
    }
    return new NetworkOutputs(
        embeddings,
        isFinite(classifier, who, sounds, logits, warnings) ? first(logits) : null,
        isFinite(encoder, who, sounds, encodings, warnings) ? first(encodings) : null,
        onsetDetector == null ? null : first(onsets));
  }

  /** Whether a network is there and gave numbers for all sounds; says where it did not. */
  private static boolean isFinite(
      CachedNetwork network,
      String who,
      List<EvaluatedSystem.Sound> sounds,
      List<double[][]> outputs,
      List<String> warnings) {
    if (network == null) {
      return false;
    }
    List<String> bad = new ArrayList<>();
    for (int s = 0; s < sounds.size(); s++) {
      if (!Arrays.stream(outputs.get(s))
          .flatMapToDouble(Arrays::stream)
          .allMatch(Double::isFinite)) {
        bad.add(sounds.get(s).file());
      }
    }
    if (!bad.isEmpty()) {
      warnings.add(
          who
              + ": metrics of the "
              + network.name()
              + " are not defined, because it gives values that are no numbers for "
              + bad.size()
              + " of "
              + sounds.size()
              + " sounds: "
              + EvaluatedSystem.some(bad));
    }
    return bad.isEmpty();
  }

  private void run(
      CachedNetwork network,
      List<EvaluatedSystem.Sound> sounds,
      List<float[]> batch,
      List<double[][]> into) {
    if (network == null) {
      return;
    }
    List<Optional<String>> identities = sounds.stream().map(s -> s.source().identity()).toList();
    String preparation =
        protocol.sampleRate()
            + " Hz, "
            + protocol.clipSeconds()
            + " s, "
            + protocol.padding()
            + (protocol.channels() == ChannelRule.MEAN ? "" : ", first");
    network
        .outputs(batch, protocol.sampleRate(), identities, preparation, access, cache)
        .forEach(vectors -> into.add(toDoubles(vectors)));
  }

  private static List<double[]> first(List<double[][]> all) {
    return all.stream().map(vectors -> vectors[0]).toList();
  }

  private Optional<float[]> read(
      EvaluatedSystem.Sound sound, Lengths lengths, List<String> broken) {
    float[] samples;
    try {
      samples = sound.source().samples(protocol.sampleRate());
    } catch (UserError | UncheckedIOException | OutOfMemoryError e) {
      String why = SkippedItems.reason(sound.file(), e).getMessage();
      broken.add(sound.file() + " (" + why + ")");
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
    int length = (int) Math.round(protocol.clipSeconds() * protocol.sampleRate());
    double tolerance = LENGTH_TOLERANCE_SECONDS * protocol.sampleRate();
    lengths.cut += samples.length > length + tolerance ? 1 : 0;
    lengths.shorter += samples.length < length - tolerance ? 1 : 0;
    lengths.silent += peak == 0 ? 1 : 0;
    return Optional.of(
        protocol.padding() || samples.length > length ? Arrays.copyOf(samples, length) : samples);
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
                + (padding ? " s and padded with silence" : " s and not padded"));
      }
      if (silent > 0) {
        warnings.add(who + ": " + silent + " of " + all + " sounds are silent");
      }
    }
  }
}
