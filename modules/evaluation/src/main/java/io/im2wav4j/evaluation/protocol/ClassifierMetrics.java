package io.im2wav4j.evaluation.protocol;

import io.im2wav4j.core.result.ConfusionMatrix;
import io.im2wav4j.core.result.Direction;
import io.im2wav4j.core.result.Interval;
import io.im2wav4j.core.result.MetricResult;
import io.im2wav4j.encoders.AudioClassifier;
import io.im2wav4j.evaluation.metrics.Bootstrap;
import io.im2wav4j.evaluation.metrics.InceptionScore;
import io.im2wav4j.evaluation.metrics.KullbackLeibler;
import io.im2wav4j.evaluation.metrics.LabelMap;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** What a classifier says of sounds: divergences, accuracy, inception score, confusion. */
final class ClassifierMetrics {
  private final AudioClassifier classifier;
  private final LabelMap labels;
  private final EvaluationSettings settings;

  ClassifierMetrics(EvaluationNetworks networks, EvaluationSettings settings) {
    this.classifier = networks.classifier();
    this.labels = networks.labels();
    this.settings = settings;
  }

  /** The classifier's answer to a sound. */
  String answer(double[] logits) {
    return labels.answer(logits, classifier.labels());
  }

  /**
   * The scores of one sound.
   *
   * @param logits of the sound
   * @param reference logits of the item's true sound, or null
   */
  void score(EvaluationItem item, double[] logits, double[] reference, Map<String, Double> scores) {
    if (reference != null) {
      for (KullbackLeibler form : settings.divergences()) {
        double[][] pair = {logits};
        scores.put(name(form.label()), form.perClip(new double[][] {reference}, pair)[0]);
      }
    }
    if (item.label() != null) {
      scores.put(accuracyName(), labels.accepts(item.label(), answer(logits)) ? 100.0 : 0.0);
    }
  }

  /** The divergences that the rows have. */
  List<MetricResult> divergences(ItemMeans means) {
    return settings.divergences().stream()
        .flatMap(
            form ->
                means.of(name(form.label()), "nats", Direction.LOWER, form.definition()).stream())
        .toList();
  }

  /** The accuracy, if items have labels, with what guessing would score and among how many. */
  Optional<MetricResult> accuracy(ItemMeans means, List<EvaluationItem> items) {
    List<String> own = items.stream().map(EvaluationItem::label).filter(Objects::nonNull).toList();
    List<String> answers = labels.answers(classifier.labels());
    Map<String, Double> guessing = new LinkedHashMap<>();
    if (!own.isEmpty() && !answers.isEmpty()) {
      guessing.put("classes", (double) answers.size());
      guessing.put("chance", 100 * labels.chance(own, answers));
    }
    return means.of(accuracyName(), "%", Direction.HIGHER, labels.rule().definition(), guessing);
  }

  /** The inception score of all sounds, the bootstrap over items. */
  MetricResult inception(
      List<SoundRow> rows, List<double[]> logits, List<String> notices, String who) {
    Map<Integer, List<Integer>> byItem = new LinkedHashMap<>();
    for (int s = 0; s < rows.size(); s++) {
      byItem.computeIfAbsent(rows.get(s).item(), i -> new ArrayList<>()).add(s);
    }
    int[][] rowsOfItem =
        byItem.values().stream()
            .map(list -> list.stream().mapToInt(Integer::intValue).toArray())
            .toArray(int[][]::new);
    double[] weights = new double[rows.size()];
    for (int[] own : rowsOfItem) {
      Arrays.stream(own).forEach(s -> weights[s] = 1.0 / own.length);
    }
    ToDoubleFunction<int[]> score = InceptionScore.ofRows(logits.toArray(double[][]::new), weights);
    ToDoubleFunction<int[]> ofItems =
        draw ->
            score.applyAsDouble(
                Arrays.stream(draw).flatMap(g -> Arrays.stream(rowsOfItem[g])).toArray());
    Bootstrap bootstrap =
        settings.bootstrap(settings.protocol().resamples(), "bootstrap-inception");
    Interval value =
        rowsOfItem.length < 2
            ? Interval.exact(ofItems.applyAsDouble(new int[] {0}))
            : bootstrap.recentred(rowsOfItem.length, 1, ofItems);
    int classes = classifier.labels().size();
    if (rows.size() < classes) {
      notices.add(
          who
              + ": "
              + name("inception score")
              + " of "
              + rows.size()
              + " sounds and "
              + classes
              + " classes: it grows with the number of sounds; compare it only with values of as many");
    }
    return new MetricResult(
        name("inception score"),
        "",
        Direction.HIGHER,
        value,
        rows.size(),
        "softmax classes, all sounds in one split");
  }

  /** Which label was predicted as what; empty where no item has a label. */
  Optional<ConfusionMatrix> confusion(List<EvaluationItem> items, List<SoundRow> rows) {
    TreeSet<String> own = new TreeSet<>();
    items.stream().map(EvaluationItem::label).filter(Objects::nonNull).forEach(own::add);
    if (own.isEmpty()) {
      return Optional.empty();
    }
    List<SoundRow> labelled =
        rows.stream().filter(row -> items.get(row.item()).label() != null).toList();
    // Items' labels first, then predicted classes that no item has.
    List<String> columns = new ArrayList<>(own);
    labelled.stream()
        .map(row -> predictedAs(items, row))
        .distinct()
        .sorted()
        .filter(p -> !own.contains(p))
        .forEach(columns::add);
    List<String> names = List.copyOf(own);
    int[][] counts = new int[names.size()][columns.size()];
    for (SoundRow row : labelled) {
      String label = items.get(row.item()).label();
      counts[names.indexOf(label)][columns.indexOf(predictedAs(items, row))]++;
    }
    return Optional.of(
        new ConfusionMatrix(
            names,
            columns,
            IntStream.range(0, names.size())
                .mapToObj(i -> Arrays.stream(counts[i]).boxed().toList())
                .toList()));
  }

  private String predictedAs(List<EvaluationItem> items, SoundRow row) {
    return labels.predictedAs(items.get(row.item()).label(), row.predicted());
  }

  private String accuracyName() {
    return name("accuracy");
  }

  private String name(String metric) {
    return metric + " (" + classifier.name() + ")";
  }
}
