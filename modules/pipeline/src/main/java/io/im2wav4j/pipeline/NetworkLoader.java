package io.im2wav4j.pipeline;

import io.im2wav4j.core.error.UserError;
import io.im2wav4j.core.weights.WeightStore;
import io.im2wav4j.encoders.FrozenNetwork;
import io.im2wav4j.encoders.registry.FoundNetwork;
import io.im2wav4j.encoders.registry.NetworkKind;
import io.im2wav4j.encoders.registry.NetworkRegistry;
import io.im2wav4j.evaluation.metrics.LabelMap;
import io.im2wav4j.evaluation.protocol.EvaluationNetworks;
import io.im2wav4j.evaluation.protocol.LabelTable;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** Opens the networks that a protocol names, each once, and closes them together. */
public final class NetworkLoader implements AutoCloseable {
  private final NetworkRegistry registry;
  private final Map<FoundNetwork<?>, FrozenNetwork> open = new LinkedHashMap<>();
  private final Map<String, Set<FrozenNetwork>> byName = new LinkedHashMap<>();
  private final EvaluationNetworks networks;

  /** Opens all networks of a protocol. */
  public NetworkLoader(EvaluationConfig config, WeightStore store) {
    this.registry = new NetworkRegistry(store);
    try {
      LabelMap labels =
          config
              .labels()
              .map(file -> LabelTable.read(file, config.rule()))
              .orElse(LabelMap.identity());
      this.networks =
          new EvaluationNetworks(
              config.embeddings().stream().map(n -> open(NetworkKind.EMBEDDING, n)).toList(),
              config.classifier().map(n -> open(NetworkKind.CLASSIFIER, n)).orElse(null),
              labels,
              config.audioEncoder().map(n -> open(NetworkKind.AUDIO_ENCODER, n)).orElse(null),
              config.imageEncoder().map(n -> open(NetworkKind.IMAGE_ENCODER, n)).orElse(null));
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
  private void requireHash(String name, String expected) {
    if (!byName.containsKey(name)) {
      throw new UserError(
          "weights",
          "a hash for '" + name + "', which is no network of the protocol",
          "one of " + String.join(", ", byName.keySet()),
          "Name it as the protocol does");
    }
    for (FrozenNetwork network : byName.get(name)) {
      if (!network.sha256().equals(expected)) {
        throw new UserError(
            "weights of " + name,
            "SHA-256 " + network.sha256(),
            expected,
            "Bring the file that the protocol means, or correct its hash: other weights give other"
                + " numbers");
      }
    }
  }

  /** Opens a network, unless this very one is open already. */
  private <T extends FrozenNetwork> T open(NetworkKind<T> kind, String name) {
    FrozenNetwork network = open.computeIfAbsent(registry.find(kind, name), FoundNetwork::open);
    byName.computeIfAbsent(name, n -> new LinkedHashSet<>()).add(network);
    return kind.type().cast(network);
  }

  @Override
  public void close() {
    open.values().forEach(FrozenNetwork::close);
  }
}
