package io.im2wav4j.pipeline;

import io.im2wav4j.core.error.UserError;
import io.im2wav4j.core.weights.WeightStore;
import io.im2wav4j.encoders.AudioClassifier;
import io.im2wav4j.encoders.AudioEncoder;
import io.im2wav4j.encoders.ImageEncoder;
import io.im2wav4j.encoders.clip.ClipImageEncoder;
import io.im2wav4j.encoders.passt.PasstClassifier;
import io.im2wav4j.encoders.small.SmallModelFiles;
import io.im2wav4j.encoders.vggish.VggishEncoder;
import io.im2wav4j.encoders.wav2clip.Wav2ClipEncoder;
import io.im2wav4j.encoders.yamnet.YamnetClassifier;
import io.im2wav4j.evaluation.metrics.LabelMap;
import io.im2wav4j.evaluation.protocol.AudioEmbedder;
import io.im2wav4j.evaluation.protocol.EvaluationNetworks;
import io.im2wav4j.evaluation.protocol.LabelTable;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Opens the networks that a protocol names, each file once, and closes them together. */
public final class NetworkLoader implements AutoCloseable {
  private final WeightStore store;
  private final Deque<AutoCloseable> open = new ArrayDeque<>();
  private final Map<Key, Object> bySpec = new LinkedHashMap<>();
  private final EvaluationNetworks networks;

  /** What of a network is open: its half and how the user names it. */
  private record Key(String half, String text) {}

  /** A network as the user names it. */
  private record Spec(String name, Path path) {}

  /** Opens all networks of a protocol. */
  public NetworkLoader(EvaluationConfig config, WeightStore store) {
    this.store = store;
    try {
      LabelMap labels =
          config
              .labels()
              .map(file -> LabelTable.read(file, config.rule()))
              .orElse(LabelMap.identity());
      this.networks =
          new EvaluationNetworks(
              config.embeddings().stream().map(this::embedder).toList(),
              config.classifier().map(this::classifier).orElse(null),
              labels,
              config.audioEncoder().map(this::audioEncoder).orElse(null),
              config.imageEncoder().map(this::imageEncoder).orElse(null));
      config.weights().forEach(this::requireHash);
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  /** The networks, this object's to close. */
  public EvaluationNetworks networks() {
    return networks;
  }

  /** Weights of another hash are another network: its numbers would be another metric's. */
  private void requireHash(String text, String expected) {
    List<String> hashes =
        bySpec.entrySet().stream()
            .filter(e -> e.getKey().text.equals(text))
            .map(e -> hash(e.getValue()))
            .distinct()
            .toList();
    if (hashes.isEmpty()) {
      throw new UserError(
          "weights",
          "a hash for '" + text + "', which is no network of the protocol",
          "one of "
              + bySpec.keySet().stream()
                  .map(Key::text)
                  .distinct()
                  .collect(Collectors.joining(", ")),
          "Name it as the protocol does");
    }
    for (String hash : hashes) {
      if (!hash.equals(expected)) {
        throw new UserError(
            "weights of " + text,
            "SHA-256 " + hash,
            expected,
            "Bring the file that the protocol means, or correct its hash: other weights give other"
                + " numbers");
      }
    }
  }

  private static String hash(Object network) {
    if (network instanceof AudioClassifier classifier) {
      return classifier.sha256();
    }
    if (network instanceof VggishEncoder vggish) {
      return vggish.sha256();
    }
    return network instanceof AudioEncoder audio
        ? audio.sha256()
        : ((ImageEncoder) network).sha256();
  }

  private AudioEmbedder embedder(String text) {
    Spec spec = spec(text, "embedding");
    return switch (spec.name) {
      case "small" -> AudioEmbedder.of(classifier(text));
      case "vggish" -> AudioEmbedder.of(vggish(text, spec));
      case "yamnet" -> AudioEmbedder.of(yamnet(text, spec));
      case "passt" -> AudioEmbedder.of(classifier(text));
      case "wav2clip" -> AudioEmbedder.of(audioEncoder(text));
      default -> throw unknown("embedding", text, "vggish, yamnet, passt, wav2clip, small:RUN");
    };
  }

  private AudioClassifier classifier(String text) {
    Spec spec = spec(text, "classifier");
    return switch (spec.name) {
      case "small" -> once(text, "classifier", s -> SmallModelFiles.classifier(spec.path));
      case "passt" -> once(text, "classifier", s -> PasstClassifier.open(file(spec)));
      case "yamnet" -> yamnet(text, spec);
      default -> throw unknown("classifier", text, "passt, yamnet, small:RUN");
    };
  }

  private VggishEncoder vggish(String text, Spec spec) {
    return once(text, "embedding", s -> VggishEncoder.open(file(spec)));
  }

  private YamnetClassifier yamnet(String text, Spec spec) {
    return once(text, "classifier", s -> YamnetClassifier.open(file(spec)));
  }

  private AudioEncoder audioEncoder(String text) {
    Spec spec = spec(text, "audioEncoder");
    return switch (spec.name) {
      case "small" -> once(text, "audio", s -> SmallModelFiles.audioEncoder(spec.path));
      case "wav2clip" -> once(text, "audio", s -> Wav2ClipEncoder.open(file(spec)));
      default -> throw unknown("audioEncoder", text, "wav2clip, small:RUN");
    };
  }

  private ImageEncoder imageEncoder(String text) {
    Spec spec = spec(text, "imageEncoder");
    return switch (spec.name) {
      case "small" -> once(text, "image", s -> SmallModelFiles.imageEncoder(spec.path));
      case "clip-vit-b32" -> once(text, "image", s -> ClipImageEncoder.open(file(spec)));
      default -> throw unknown("imageEncoder", text, "clip-vit-b32, small:RUN");
    };
  }

  /** Opens a network, unless this very one is open already. */
  @SuppressWarnings("unchecked")
  private <T extends AutoCloseable> T once(String text, String half, Function<String, T> opener) {
    return (T)
        bySpec.computeIfAbsent(
            new Key(half, text),
            key -> {
              T network = opener.apply(text);
              open.push(network);
              return network;
            });
  }

  private Path file(Spec spec) {
    return spec.path != null ? spec.path : store.require(spec.name);
  }

  private static Spec spec(String text, String key) {
    int colon = text.indexOf(':');
    Spec spec =
        colon < 0
            ? new Spec(text, null)
            : new Spec(text.substring(0, colon), Path.of(text.substring(colon + 1)));
    if (spec.name.equals("small") && spec.path == null) {
      throw new UserError(
          key, "'small' without a run", "small:RUN", "Name the run that trained the network");
    }
    return spec;
  }

  private static UserError unknown(String key, String text, String known) {
    return new UserError(
        key,
        "'" + text + "'",
        "one of " + known + ", or NAME:FILE",
        "'im2wav weights list' says what each is for");
  }

  @Override
  public void close() {
    while (!open.isEmpty()) {
      try {
        open.pop().close();
      } catch (Exception e) {
        throw new IllegalStateException("cannot close a network", e);
      }
    }
  }
}
