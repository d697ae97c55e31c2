package io.im2wav4j.evaluation.protocol;

import io.im2wav4j.core.Seeds;
import io.im2wav4j.core.result.ClassResult;
import io.im2wav4j.core.result.ConfusionMatrix;
import io.im2wav4j.core.result.Direction;
import io.im2wav4j.core.result.Interval;
import io.im2wav4j.core.result.ItemResult;
import io.im2wav4j.core.result.MetricResult;
import io.im2wav4j.core.result.SystemResult;
import io.im2wav4j.evaluation.metrics.Bootstrap;
import io.im2wav4j.evaluation.metrics.ClipScore;
import io.im2wav4j.evaluation.metrics.FrechetDistance;
import io.im2wav4j.evaluation.metrics.GaussianStatistics;
import io.im2wav4j.evaluation.metrics.KullbackLeibler;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.IntConsumer;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * One system's metrics. Scores of an item's several sounds are averaged before the mean and the
 * bootstrap over items: sounds for one picture are not independent.
 */
final class SystemScorer {
  /** Below this many items an interval says little. */
  private static final int FEW_ITEMS = 20;

  private final EvaluationNetworks networks;
  private final EvaluationSettings settings;
  private final List<EvaluationItem> items;
  private final References references;
  private final List<double[][]> compared;
  private final List<MetricResult> metrics = new ArrayList<>();
  private final List<Mean> means = new ArrayList<>();
  private final List<Row> rows = new ArrayList<>();

  /** One sound: its item's number and its scores by metric. */
  private record Row(
      int item, int sample, String file, String predicted, Map<String, Double> scores) {}

  /** A metric that is a mean over items. */
  private record Mean(String name, String unit, Direction direction, String note) {}

  /**
   * @param compared embeddings that the Frechet distance compares with, or null: those of the
   *     items' true sounds
   */
  SystemScorer(
      EvaluationNetworks networks,
      EvaluationSettings settings,
      List<EvaluationItem> items,
      References references,
      List<double[][]> compared) {
    this.compared = compared;
    this.networks = networks;
    this.settings = settings;
    this.items = items;
    this.references = references;
  }

  SystemResult score(
      EvaluatedSystem system,
      Listener listener,
      Collection<String> warnings,
      IntConsumer progress) {
    List<EvaluatedSystem.Sound> sounds = new ArrayList<>();
    List<int[]> places = new ArrayList<>();
    for (int i = 0; i < items.size(); i++) {
      List<EvaluatedSystem.Sound> own = system.sounds().get(items.get(i).id());
      for (int k = 0; k < own.size(); k++) {
        sounds.add(own.get(k));
        places.add(new int[] {i, k});
      }
    }
    List<String> notices = new ArrayList<>();
    Heard heard = listener.hear(system.name(), sounds, notices, progress);
    for (int s = 0; s < sounds.size(); s++) {
      rows.add(row(places.get(s)[0], places.get(s)[1], sounds.get(s).file(), heard, s));
    }
    if (heard.embeddings() != null) {
      frechetDistance(heard, notices, system.name());
    }
    if (heard.logits() != null) {
      for (KullbackLeibler form : settings.divergences()) {
        mean(divergenceName(form), "nats", Direction.LOWER, form.definition());
      }
    }
    if (heard.encodings() != null) {
      mean(clipScoreName(), "", Direction.HIGHER, "100 x cosine, mean over frames, then items");
    }
    if (heard.logits() != null) {
      mean(accuracyName(), "%", Direction.HIGHER, networks.labels().rule().definition());
    }
    if (items.size() < FEW_ITEMS) {
      notices.add("only " + items.size() + " items: the intervals say little");
    }
    warnings.addAll(notices);
    return new SystemResult(
        system.name(),
        system.note(),
        metrics,
        confusion().orElse(null),
        classResults(),
        itemResults());
  }

  private Row row(int item, int sample, String file, Heard heard, int s) {
    EvaluationItem subject = items.get(item);
    Map<String, Double> scores = new LinkedHashMap<>();
    String predicted = null;
    if (heard.logits() != null) {
      double[][] logits = {heard.logits().get(s)};
      predicted = networks.labels().answer(logits[0], networks.classifier().labels());
      double[] reference = references.logits().get(subject.id());
      if (reference != null) {
        for (KullbackLeibler form : settings.divergences()) {
          scores.put(divergenceName(form), form.perClip(new double[][] {reference}, logits)[0]);
        }
      }
      if (subject.label() != null) {
        boolean right = networks.labels().accepts(subject.label(), predicted);
        scores.put(accuracyName(), right ? 100.0 : 0.0);
      }
    }
    double[][] frames = references.pictures().get(subject.id());
    if (heard.encodings() != null && frames != null) {
      scores.put(clipScoreName(), ClipScore.of(heard.encodings().get(s), frames));
    }
    return new Row(item, sample, file, predicted, scores);
  }

  /** A metric that is a mean over items; left out where no item has it. */
  private void mean(String name, String unit, Direction direction, String note) {
    Mean mean = new Mean(name, unit, direction, note);
    over(rows, mean)
        .ifPresent(
            metric -> {
              means.add(mean);
              metrics.add(metric);
            });
  }

  private Optional<MetricResult> over(List<Row> some, Mean mean) {
    double[] perItem = itemMeans(some, mean.name());
    if (perItem.length == 0) {
      return Optional.empty();
    }
    int count = (int) some.stream().filter(r -> r.scores().containsKey(mean.name())).count();
    Bootstrap bootstrap =
        new Bootstrap(settings.resamples(), settings.level(), seed("bootstrap-mean"));
    return Optional.of(
        new MetricResult(
            mean.name(),
            mean.unit(),
            mean.direction(),
            bootstrap.mean(perItem),
            count,
            mean.note()));
  }

  /** The means again, over the items of each label. */
  private List<ClassResult> classResults() {
    Map<String, List<Row>> byLabel = new TreeMap<>();
    for (Row row : rows) {
      String label = items.get(row.item()).label();
      if (label != null) {
        byLabel.computeIfAbsent(label, l -> new ArrayList<>()).add(row);
      }
    }
    List<ClassResult> out = new ArrayList<>();
    byLabel.forEach(
        (label, own) ->
            out.add(
                new ClassResult(
                    label,
                    (int) own.stream().mapToInt(Row::item).distinct().count(),
                    means.stream().flatMap(mean -> over(own, mean).stream()).toList())));
    return out;
  }

  private static double[] itemMeans(List<Row> some, String name) {
    Map<Integer, List<Double>> byItem = new LinkedHashMap<>();
    for (Row row : some) {
      Double score = row.scores().get(name);
      if (score != null) {
        byItem.computeIfAbsent(row.item(), i -> new ArrayList<>()).add(score);
      }
    }
    return byItem.values().stream()
        .mapToDouble(v -> v.stream().mapToDouble(Double::doubleValue).average().orElseThrow())
        .toArray();
  }

  /** The bootstrap draws items; a reference of its own stays as it is. */
  private void frechetDistance(Heard heard, List<String> notices, String who) {
    List<List<double[]>> generated = new ArrayList<>();
    List<List<double[]>> reference = new ArrayList<>();
    Map<Integer, Integer> groups = new LinkedHashMap<>();
    for (int s = 0; s < rows.size(); s++) {
      int item = rows.get(s).item();
      double[][] own = references.embeddings().get(items.get(item).id());
      if (own != null || compared != null) {
        Integer group = groups.get(item);
        if (group == null) {
          group = groups.size();
          groups.put(item, group);
          generated.add(new ArrayList<>());
          reference.add(own == null ? List.of() : List.of(own));
        }
        generated.get(group).addAll(List.of(heard.embeddings().get(s)));
      }
    }
    double[][] fixed =
        compared == null
            ? null
            : compared.stream().flatMap(Arrays::stream).toArray(double[][]::new);
    double[][] all = gather(generated, eachOnce(generated.size()));
    double[][] truth = fixed == null ? gather(reference, eachOnce(reference.size())) : fixed;
    String name = "Frechet distance (" + networks.embedder().name() + ")";
    if (all.length < 2 || truth.length < 2) {
      notices.add(who + ": no " + name + ": it needs at least two sounds on each side");
      return;
    }
    Bootstrap bootstrap =
        new Bootstrap(settings.frechetResamples(), settings.level(), seed("bootstrap-frechet"));
    GaussianStatistics known = fixed == null ? null : GaussianStatistics.of(fixed);
    Interval interval =
        bootstrap.recentred(
            generated.size(),
            0,
            draw ->
                known == null
                    ? FrechetDistance.between(gather(generated, draw), gather(reference, draw))
                    : FrechetDistance.between(gather(generated, draw), known));
    FrechetDistance.warning(all.length, truth.length, all[0].length).ifPresent(notices::add);
    metrics.add(
        new MetricResult(
            name,
            "",
            Direction.LOWER,
            interval,
            all.length,
            all.length
                + " vectors against "
                + truth.length
                + (fixed == null ? " of the true sounds" : " of the reference")));
  }

  private static double[][] gather(List<List<double[]>> groups, int[] draw) {
    List<double[]> out = new ArrayList<>();
    for (int g : draw) {
      out.addAll(groups.get(g));
    }
    return out.toArray(double[][]::new);
  }

  private static int[] eachOnce(int n) {
    return IntStream.range(0, n).toArray();
  }

  private Optional<ConfusionMatrix> confusion() {
    TreeSet<String> labels = new TreeSet<>();
    items.stream().map(EvaluationItem::label).filter(Objects::nonNull).forEach(labels::add);
    if (networks.classifier() == null || labels.isEmpty()) {
      return Optional.empty();
    }
    // Items' labels first, then classes heard that no item has.
    List<String> columns = new ArrayList<>(labels);
    rows.stream()
        .filter(row -> items.get(row.item()).label() != null)
        .map(this::heardAs)
        .distinct()
        .sorted()
        .filter(p -> !labels.contains(p))
        .forEach(columns::add);
    List<String> names = List.copyOf(labels);
    int[][] counts = new int[names.size()][columns.size()];
    for (Row row : rows) {
      String label = items.get(row.item()).label();
      if (label != null) {
        counts[names.indexOf(label)][columns.indexOf(heardAs(row))]++;
      }
    }
    IntFunction<List<Integer>> line = i -> Arrays.stream(counts[i]).boxed().toList();
    return Optional.of(
        new ConfusionMatrix(
            names, columns, IntStream.range(0, names.size()).mapToObj(line).toList()));
  }

  private String heardAs(Row row) {
    return networks.labels().heardAs(items.get(row.item()).label(), row.predicted());
  }

  private List<ItemResult> itemResults() {
    return rows.stream()
        .map(
            row -> {
              EvaluationItem item = items.get(row.item());
              return new ItemResult(
                  item.id(),
                  item.label(),
                  row.sample(),
                  item.image(),
                  row.file(),
                  item.reference(),
                  row.predicted(),
                  row.scores());
            })
        .toList();
  }

  private String divergenceName(KullbackLeibler form) {
    return form.label() + " (" + networks.classifier().name() + ")";
  }

  private String accuracyName() {
    return "accuracy (" + networks.classifier().name() + ")";
  }

  private String clipScoreName() {
    String audio = networks.audioEncoder().name();
    String image = networks.imageEncoder().name();
    return "CLIP-score (" + (audio.equals(image) ? audio : audio + ", " + image) + ")";
  }

  private long seed(String purpose) {
    return Seeds.derive(settings.seed(), purpose);
  }
}
