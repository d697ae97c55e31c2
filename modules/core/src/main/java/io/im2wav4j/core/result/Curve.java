package io.im2wav4j.core.result;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A quantity over training.
 *
 * @param name as "loss" or "validation.loss": what follows the last dot is the quantity, what goes
 *     before says where it was measured
 * @param points in the order of steps
 */
public record Curve(String name, List<Point> points) {

  /** Copies the list. */
  public Curve {
    points = List.copyOf(points);
  }

  /**
   * One value.
   *
   * @param step optimiser step
   * @param value at that step
   */
  public record Point(long step, double value) {}

  /**
   * The curves in the lines of a run's metrics.jsonl: each an object with a number "step" and
   * further numbers; a number inside an inner object is named "outer.inner". Lines without "step"
   * and values that are no numbers are passed over.
   */
  public static List<Curve> of(List<JsonNode> lines) {
    Map<String, List<Point>> curves = new LinkedHashMap<>();
    for (JsonNode line : lines) {
      if (line.path("step").isNumber()) {
        collect("", line, line.path("step").asLong(), curves);
      }
    }
    List<Curve> out = new ArrayList<>();
    curves.forEach((name, points) -> out.add(new Curve(name, points)));
    return out;
  }

  private static void collect(
      String prefix, JsonNode node, long step, Map<String, List<Point>> curves) {
    for (Map.Entry<String, JsonNode> field : node.properties()) {
      String name = prefix + field.getKey();
      if (field.getValue().isObject()) {
        collect(name + ".", field.getValue(), step, curves);
      } else if (field.getValue().isNumber() && !name.equals("step")) {
        curves
            .computeIfAbsent(name, n -> new ArrayList<>())
            .add(new Point(step, field.getValue().asDouble()));
      }
    }
  }

  /** What is measured: the name after its last dot. */
  public String quantity() {
    return name.substring(name.lastIndexOf('.') + 1);
  }

  /** Where it was measured: the name before its last dot, or "training". */
  public String place() {
    int dot = name.lastIndexOf('.');
    return dot < 0 ? "training" : name.substring(0, dot);
  }
}
