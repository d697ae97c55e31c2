package io.im2wav4j.evaluation.metrics;

import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a classifier's classes say about an item's label, as ImageHear maps AudioSet's 527 classes
 * to its 30. A label that the map does not name stands for the class of the same name.
 *
 * @param accepted an item's label to the classes that count as right
 * @param ignored classes too general to say anything ("Animal"): passed over in the ranking, unless
 *     a label accepts them
 * @param rule how the scores become an answer
 */
public record LabelMap(Map<String, Set<String>> accepted, Set<String> ignored, Rule rule) {

  /** How the scores of the classes become an answer. */
  public enum Rule {
    /** The class with the highest score that is not ignored; right if the label accepts it. */
    TOP_CLASS("top-1 of the classes that are not too general"),
    /** The label whose best class has the highest score of all labels' best classes. */
    TOP_GROUP("best of the labels' groups of classes");

    private final String definition;

    Rule(String definition) {
      this.definition = definition;
    }

    /** What is done, in words. */
    public String definition() {
      return definition;
    }
  }

  /** Copies the map, keeping its order. */
  public LabelMap {
    Map<String, Set<String>> copy = new LinkedHashMap<>();
    accepted.forEach((label, classes) -> copy.put(label, Set.copyOf(classes)));
    accepted = Collections.unmodifiableMap(copy);
    ignored = Set.copyOf(ignored);
  }

  /** All classes are ranked. */
  public LabelMap(Map<String, Set<String>> accepted) {
    this(accepted, Set.of(), Rule.TOP_CLASS);
  }

  /** Label and class have the same name. */
  public static LabelMap identity() {
    return new LabelMap(Map.of());
  }

  /** Whether {@code answer} is right for an item of {@code label}. */
  public boolean accepts(String label, String answer) {
    Set<String> right = classes(label);
    return rule == Rule.TOP_GROUP ? right.equals(accepted.get(answer)) : right.contains(answer);
  }

  private Set<String> classes(String label) {
    return accepted.getOrDefault(label, Set.of(label));
  }

  /**
   * The classifier's answer: a class, or a label of the map under {@link Rule#TOP_GROUP}; the first
   * of equals.
   *
   * @param scores any increasing function of the classes' probabilities, [classes]
   * @param classes the classifier's, in the order of the scores
   */
  public String answer(double[] scores, List<String> classes) {
    String best = null;
    double highest = Double.NEGATIVE_INFINITY;
    if (rule == Rule.TOP_GROUP) {
      for (Map.Entry<String, Set<String>> group : accepted.entrySet()) {
        for (int c = 0; c < scores.length; c++) {
          if (scores[c] > highest && group.getValue().contains(classes.get(c))) {
            highest = scores[c];
            best = group.getKey();
          }
        }
      }
    } else {
      for (int c = 0; c < scores.length; c++) {
        if (scores[c] > highest && ranked(classes.get(c))) {
          highest = scores[c];
          best = classes.get(c);
        }
      }
    }
    if (best == null) {
      throw new IllegalArgumentException(
          "the classifier has no class that the table of labels ranks");
    }
    return best;
  }

  /**
   * What can be answered: classes that are ranked, or under {@link Rule#TOP_GROUP} labels that have
   * a class, one of those that mean the same.
   *
   * @param classes the classifier's
   */
  public List<String> answers(Collection<String> classes) {
    if (rule == Rule.TOP_CLASS) {
      return classes.stream().filter(this::ranked).toList();
    }
    Map<Set<String>, String> groups = new LinkedHashMap<>();
    accepted.forEach(
        (label, own) -> {
          if (classes.stream().anyMatch(own::contains)) {
            groups.putIfAbsent(own, label);
          }
        });
    return List.copyOf(groups.values());
  }

  /**
   * The share of right answers of a judge that guesses, each answer as likely as the others.
   *
   * @param labels of the items, at least one
   * @param answers of {@link #answers}, at least one
   */
  public double chance(Collection<String> labels, Collection<String> answers) {
    Map<String, Double> shares = new HashMap<>();
    return labels.stream()
        .mapToDouble(
            label ->
                shares.computeIfAbsent(
                    label,
                    l ->
                        (double) answers.stream().filter(a -> accepts(l, a)).count()
                            / answers.size()))
        .average()
        .orElseThrow();
  }

  private boolean ranked(String name) {
    return !ignored.contains(name) || accepted.values().stream().anyMatch(s -> s.contains(name));
  }

  /**
   * The label that an answer speaks for, for a confusion matrix: {@code label} itself where it is
   * right, else the first label that accepts it, else the answer as it is.
   */
  public String predictedAs(String label, String answer) {
    if (accepts(label, answer)) {
      return label;
    }
    return accepted.keySet().stream()
        .filter(other -> accepts(other, answer))
        .findFirst()
        .orElse(answer);
  }

  /** Those of {@code labels} for which no class of {@code classes} counts as right, sorted. */
  public Set<String> unreachable(Collection<String> labels, Collection<String> classes) {
    Set<String> out = new TreeSet<>();
    for (String label : labels) {
      boolean grouped = rule == Rule.TOP_CLASS || accepted.containsKey(label);
      if (!grouped || classes.stream().noneMatch(c -> classes(label).contains(c))) {
        out.add(label);
      }
    }
    return out;
  }
}
