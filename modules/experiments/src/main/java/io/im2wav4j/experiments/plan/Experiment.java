package io.im2wav4j.experiments.plan;

import io.im2wav4j.core.config.Default;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * An experiment's file. Stages are scenes, clips, encoder, classifier, vqvae, features, low, up,
 * generation and evaluation; a setting is a dotted key of the stage's configuration with its value
 * in YAML, lists in quotes ({@code model.downsamplingLayers: "[4, 1]"}).
 *
 * @param question in one sentence
 * @param expectation before it is run, in one sentence
 * @param data what it trains and tests on
 * @param base for each stage its configuration file, relative to this one; encoder may be the name
 *     of published weights; without evaluation the networks are the base's own classifier and
 *     encoder; with clips the training data are cut by it
 * @param set settings of all variants, by stage
 * @param variants by name, for each stage its settings; the key {@code config} names another file
 *     (or published encoder) than the base's
 * @param grid for each {@code stage.key} its values: one variant for each combination
 * @param baseline the variant that the others are compared with
 * @param metrics that answer the question, by the beginnings of their names, the first foremost
 * @param references systems that bound the numbers
 * @param seed of training and generation
 */
public record Experiment(
    String question,
    @Default("\"\"") String expectation,
    ExperimentData data,
    Map<String, String> base,
    @Default("{}") Map<String, Map<String, String>> set,
    @Default("{}") Map<String, Map<String, Map<String, String>>> variants,
    @Default("{}") Map<String, List<String>> grid,
    String baseline,
    List<String> metrics,
    @Default("[true_sounds]") List<ReferenceSystem> references,
    @Default("1") long seed) {

  /** The stages that can be set. */
  public static final List<String> STAGES =
      List.of(
          "scenes",
          "clips",
          "encoder",
          "classifier",
          "vqvae",
          "features",
          "low",
          "up",
          "generation",
          "evaluation");

  /** The setting that replaces a stage's file. */
  public static final String CONFIG = "config";

  private static final List<String> NEEDED =
      List.of("encoder", "vqvae", "features", "low", "up", "generation");

  /** Checks what the file alone can tell. */
  public Experiment {
    for (String stage : NEEDED) {
      if (!base.containsKey(stage)) {
        throw new IllegalArgumentException(
            "base has no '" + stage + "'; must name a file for each of " + NEEDED);
      }
    }
    if (!base.containsKey("evaluation") && !base.containsKey("classifier")) {
      throw new IllegalArgumentException(
          "base has neither 'evaluation' nor 'classifier'; must name a protocol or a classifier to train");
    }
    refuseUnknown("base", base.keySet());
    refuseUnknown("set", set.keySet());
    variants.forEach((name, stages) -> refuseUnknown("variants '" + name + "'", stages.keySet()));
    for (String key : grid.keySet()) {
      if (!key.contains(".") || !STAGES.contains(key.substring(0, key.indexOf('.')))) {
        throw new IllegalArgumentException(
            "grid has '" + key + "'; must be stage.key with a stage of " + STAGES);
      }
      if (grid.get(key).isEmpty()) {
        throw new IllegalArgumentException("grid has no values for '" + key + "'; must have one");
      }
    }
    if (metrics.isEmpty()) {
      throw new IllegalArgumentException("metrics is empty; must name one that answers");
    }
    List<Variant> all = expand(variants, grid);
    if (all.isEmpty()) {
      throw new IllegalArgumentException(
          "variants is empty; must have one, or there must be a grid");
    }
    Set<String> slugs = new HashSet<>();
    for (Variant variant : all) {
      if (!slugs.add(variant.slug())) {
        throw new IllegalArgumentException(
            "variants has '" + variant.name() + "' twice; must have names that differ in letters");
      }
    }
    if (all.stream().noneMatch(v -> v.name().equals(baseline))) {
      throw new IllegalArgumentException(
          "baseline is '"
              + baseline
              + "'; must be one of "
              + String.join(", ", all.stream().map(Variant::name).toList()));
    }
  }

  private static void refuseUnknown(String where, Set<String> stages) {
    for (String stage : stages) {
      if (!STAGES.contains(stage)) {
        throw new IllegalArgumentException(
            where + " has '" + stage + "'; must be stages of " + String.join(", ", STAGES));
      }
    }
  }

  /** The variants in order: the named ones, then the grid's. */
  public List<Variant> allVariants() {
    return expand(variants, grid);
  }

  /** The baseline. */
  public Variant baselineVariant() {
    return allVariants().stream().filter(v -> v.name().equals(baseline)).findFirst().orElseThrow();
  }

  /** The file of a stage, or published encoder; null where there is none. */
  public String file(String stage, Variant variant) {
    String common = set.getOrDefault(stage, Map.of()).getOrDefault(CONFIG, base.get(stage));
    return variant.overrides().getOrDefault(stage, Map.of()).getOrDefault(CONFIG, common);
  }

  /** What is set of a stage, as {@code key=value}, the variant's last. */
  public List<String> overrides(String stage, Variant variant) {
    List<String> all = new ArrayList<>(Variant.assignments(set.getOrDefault(stage, Map.of())));
    all.addAll(variant.overrides(stage));
    return all;
  }

  private static List<Variant> expand(
      Map<String, Map<String, Map<String, String>>> variants, Map<String, List<String>> grid) {
    List<Variant> all = new ArrayList<>();
    variants.forEach((name, overrides) -> all.add(new Variant(name, overrides)));
    List<Map<String, String>> points = new ArrayList<>();
    if (!grid.isEmpty()) {
      points.add(Map.of());
    }
    for (String key : grid.keySet()) {
      List<Map<String, String>> longer = new ArrayList<>();
      for (Map<String, String> point : points) {
        for (String value : grid.get(key)) {
          Map<String, String> next = new LinkedHashMap<>(point);
          next.put(key, value);
          longer.add(next);
        }
      }
      points = longer;
    }
    points.forEach(point -> all.add(gridVariant(point)));
    return all;
  }

  /** Named by the shortest ends of its keys that tell them apart: "guidance 3". */
  private static Variant gridVariant(Map<String, String> point) {
    Map<String, Map<String, String>> overrides = new LinkedHashMap<>();
    List<String> names = new ArrayList<>();
    point.forEach(
        (path, value) -> {
          int dot = path.indexOf('.');
          overrides
              .computeIfAbsent(path.substring(0, dot), s -> new LinkedHashMap<>())
              .put(path.substring(dot + 1), value);
          names.add(shortest(path, point.keySet()) + " " + value);
        });
    return new Variant(String.join(", ", names), overrides);
  }

  private static String shortest(String path, Set<String> all) {
    for (int dot = path.lastIndexOf('.'); dot >= 0; dot = path.lastIndexOf('.', dot - 1)) {
      String end = path.substring(dot);
      if (all.stream().filter(other -> other.endsWith(end)).count() == 1) {
        return end.substring(1).replace('.', ' ');
      }
    }
    return path.replace('.', ' ');
  }
}
