package io.im2wav4j.models;

import io.im2wav4j.nn.layer.Module;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The tensors of a model, repeated layers in one row.
 *
 * @param rows in the model's order
 * @param parameters trained values
 * @param buffers values that training moves by other means than gradients
 */
public record ModelDescription(List<Row> rows, long parameters, long buffers) {

  /**
   * Equal tensors of repeated layers.
   *
   * @param name path, '*' for the number of a repeated layer
   * @param shape of each
   * @param count how many there are
   * @param trained whether gradients change it
   */
  public record Row(String name, List<Long> shape, int count, boolean trained) {
    /** Values in all of them. */
    public long values() {
      return count * shape.stream().reduce(1L, Math::multiplyExact);
    }
  }

  /** Describes a model. */
  public static ModelDescription of(Module model) {
    Map<Row, Integer> counts = new LinkedHashMap<>();
    Map<String, ?> trained = model.parameters();
    model
        .state()
        .forEach(
            (name, array) -> {
              List<Long> shape = Arrays.stream(array.getShape().getShape()).boxed().toList();
              String pattern = name.replaceAll("(_attn_mods|blocks)\\.\\d+", "$1.*");
              counts.merge(new Row(pattern, shape, 0, trained.containsKey(name)), 1, Integer::sum);
            });
    List<Row> rows = new ArrayList<>();
    counts.forEach((row, n) -> rows.add(new Row(row.name, row.shape, n, row.trained)));
    long all = rows.stream().mapToLong(Row::values).sum();
    return new ModelDescription(
        List.copyOf(rows), model.parameterCount(), all - model.parameterCount());
  }

  /** A table of name, shape, count and values, and the totals. */
  @Override
  public String toString() {
    int width = rows.stream().mapToInt(r -> r.name.length()).max().orElse(0);
    StringBuilder text = new StringBuilder();
    for (Row row : rows) {
      text.append(
          String.format(
              Locale.ROOT,
              "%-" + width + "s  %-18s x %-3d %,15d%s%n",
              row.name,
              row.shape,
              row.count,
              row.values(),
              row.trained ? "" : "  (not trained by gradients)"));
    }
    text.append(String.format(Locale.ROOT, "parameters: %,d%n", parameters));
    if (buffers > 0) {
      text.append(String.format(Locale.ROOT, "buffers: %,d%n", buffers));
    }
    return text.toString();
  }
}
