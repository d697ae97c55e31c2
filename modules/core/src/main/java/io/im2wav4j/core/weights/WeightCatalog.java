package io.im2wav4j.core.weights;

import io.im2wav4j.core.config.Configs;
import io.im2wav4j.core.error.UsageError;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The published weights that im2wav can use.
 *
 * @param weights in the order to show
 */
public record WeightCatalog(List<WeightEntry> weights) {
  private static final String RESOURCE = "weights.yaml";

  /** Copies the list. */
  public WeightCatalog {
    weights = List.copyOf(weights);
  }

  /** The list that comes with the program. */
  public static WeightCatalog builtIn() {
    try (InputStream in = WeightCatalog.class.getResourceAsStream(RESOURCE)) {
      String yaml = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return Configs.parse(yaml, RESOURCE, WeightCatalog.class);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the list of weights", e);
    }
  }

  /** Whether there is an entry of that name. */
  public boolean has(String name) {
    return weights.stream().anyMatch(w -> w.name().equals(name));
  }

  /** The entry of that name. */
  public WeightEntry get(String name) {
    return weights.stream()
        .filter(w -> w.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new UsageError(
                    "weights",
                    "'" + name + "'",
                    "one of "
                        + weights.stream().map(WeightEntry::name).collect(Collectors.joining(", ")),
                    "'im2wav weights list' says what each is for"));
  }
}
