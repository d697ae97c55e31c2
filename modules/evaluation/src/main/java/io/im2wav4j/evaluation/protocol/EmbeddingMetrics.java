package io.im2wav4j.evaluation.protocol;

import io.im2wav4j.core.Seeds;
import io.im2wav4j.core.result.Direction;
import io.im2wav4j.core.result.Interval;
import io.im2wav4j.core.result.MetricResult;
import io.im2wav4j.evaluation.metrics.Bootstrap;
import io.im2wav4j.evaluation.metrics.FrechetDistance;
import io.im2wav4j.evaluation.metrics.FrechetInfinity;
import io.im2wav4j.evaluation.metrics.FrechetReference;
import io.im2wav4j.evaluation.metrics.GaussianStatistics;
import io.im2wav4j.evaluation.metrics.GroupedKernelDistance;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.ToDoubleFunction;

/**
 * Distances of one system's embeddings from real ones, by one network: Frechet distance, its
 * extrapolation, that of each sound, kernel distance. The bootstrap draws items; a reference of its
 * own stays as it is. Each item counts once: its sounds share its weight.
 */
final class EmbeddingMetrics {
  /** Kernel distances are quadratic in the vectors: of more than these, some are drawn. */
  private static final int KERNEL_VECTORS = 5_000;

  /** A line that explains less of the distances does not say where they go. */
  private static final double POOR_FIT = 0.5;

  private final String network;
  private final EvaluationSettings settings;

  /** Vectors by item, [items][sounds] of [vectors][width]. */
  private final double[][][][] generated;

  /**
   * The same of the items' true sounds, [items] of [vectors][width]; null with another reference.
   */
  private final double[][][] paired;

  private final double[][] all;
  private final double[][] truth;
  private final boolean fixed;

  /** Of each row of {@code all}: one over the sounds of its item. */
  private final double[] weights;

  /** Rows of {@code all} that are of each item. */
  private final int[][] rowsOfItem;

  private final int items;

  /**
   * @param network that made the vectors
   * @param rows the system's sounds
   * @param embeddings vectors of each row, [vectors][width]
   * @param trueSounds vectors of the items' true sounds by id
   * @param compared vectors of a reference of its own, or null: the true sounds
   */
  EmbeddingMetrics(
      String network,
      EvaluationSettings settings,
      List<EvaluationItem> items,
      List<SoundRow> rows,
      List<double[][]> embeddings,
      Map<String, double[][]> trueSounds,
      List<double[][]> compared) {
    this.network = network;
    this.settings = settings;
    this.fixed = compared != null;
    this.items = items.size();
    Map<Integer, List<double[][]>> byItem = new LinkedHashMap<>();
    for (int s = 0; s < rows.size(); s++) {
      int item = rows.get(s).item();
      if (fixed || trueSounds.containsKey(items.get(item).id())) {
        byItem.computeIfAbsent(item, i -> new ArrayList<>()).add(embeddings.get(s));
      }
    }
    this.generated =
        byItem.values().stream()
            .map(v -> v.toArray(double[][][]::new))
            .toArray(double[][][][]::new);
    this.paired =
        fixed
            ? null
            : byItem.keySet().stream()
                .map(item -> trueSounds.get(items.get(item).id()))
                .toArray(double[][][]::new);
    this.all = flat(Arrays.stream(generated).flatMap(Arrays::stream).toArray(double[][][]::new));
    this.truth = flat(fixed ? compared.toArray(double[][][]::new) : paired);
    this.rowsOfItem = new int[generated.length][];
    this.weights = new double[all.length];
    int at = 0;
    for (int g = 0; g < generated.length; g++) {
      rowsOfItem[g] = new int[Arrays.stream(generated[g]).mapToInt(v -> v.length).sum()];
      for (int i = 0; i < rowsOfItem[g].length; i++) {
        // One item alone has nothing to be weighed against.
        weights[at] = generated.length == 1 ? 1 : 1.0 / generated[g].length;
        rowsOfItem[g][i] = at++;
      }
    }
  }

  /**
   * All of them; a score for each sound goes into its row.
   *
   * @param notices gets what a reader must know before believing a number
   */
  List<MetricResult> measure(
      List<SoundRow> rows, List<double[][]> embeddings, List<String> notices, String who) {
    Optional<String> lack = lack();
    if (lack.isPresent()) {
      notices.add(who + ": no " + name("Frechet distance") + ": " + lack.get());
      return List.of();
    }
    List<MetricResult> out = new ArrayList<>();
    FrechetReference reference = new FrechetReference(GaussianStatistics.of(truth));
    ToDoubleFunction<int[]> distance = reference.distances(all, weights);
    FrechetDistance.warning(all.length, truth.length, all[0].length).ifPresent(notices::add);
    out.add(frechet(distance));
    // The draws are by weight already.
    infinity(reference.distances(all), notices, who, out);
    out.add(kernel());
    for (int s = 0; s < rows.size(); s++) {
      double[][] own = embeddings.get(s);
      int[] each = eachOnce(own.length);
      rows.get(s)
          .scores()
          .put(name("Frechet distance of the sound"), reference.distances(own).applyAsDouble(each));
    }
    return out;
  }

  private MetricResult frechet(ToDoubleFunction<int[]> distance) {
    ToDoubleFunction<int[]> ofItems =
        fixed
            ? draw -> distance.applyAsDouble(rowsOf(draw))
            : draw -> {
              int[] drawn = rowsOf(draw);
              return FrechetDistance.between(
                  Arrays.stream(drawn).mapToObj(row -> all[row]).toArray(double[][]::new),
                  Arrays.stream(drawn).mapToDouble(row -> weights[row]).toArray(),
                  pick(paired, draw));
            };
    Bootstrap bootstrap = settings.bootstrap(settings.frechetResamples(), "bootstrap-frechet");
    return result(
        name("Frechet distance"),
        resampled(bootstrap, 0, ofItems),
        counts() + drawsNote(settings.frechetResamples()),
        Map.of());
  }

  private void infinity(
      ToDoubleFunction<int[]> distance, List<String> notices, String who, List<MetricResult> out) {
    InfinitySettings sizes = settings.infinity();
    String name = name("Frechet distance at infinity");
    int smallest = 2 * sizes.smallest() <= all.length ? sizes.smallest() : all.length / 4;
    if (smallest < 2) {
      notices.add(
          who + ": no " + name + ": " + all.length + " vectors are too few to extrapolate from");
      return;
    }
    long seed = Seeds.derive(settings.protocol().seed(), "frechet-infinity");
    FrechetInfinity.Result fit =
        FrechetInfinity.of(distance, eachOnce(all.length), weights, sizes.steps(), smallest, seed);
    Interval value =
        resampled(
            settings.bootstrap(sizes.resamples(), "bootstrap-infinity"),
            Double.NEGATIVE_INFINITY,
            draw -> {
              int[] pool = rowsOf(draw);
              int least = Math.min(smallest, pool.length - 1);
              return least < 2
                  ? Double.NaN
                  : FrechetInfinity.of(distance, pool, weights, sizes.steps(), least, seed).score();
            });
    if (smallest < sizes.smallest()) {
      notices.add(
          who
              + ": "
              + name
              + " from subsets of "
              + smallest
              + " vectors and more: published are "
              + sizes.smallest()
              + " and more");
    }
    if (fit.rSquared() < POOR_FIT) {
      notices.add(
          who
              + ": "
              + name
              + ": a straight line explains only "
              + Math.round(100 * fit.rSquared())
              + " % of the distances' variance, so the extrapolation is unreliable");
    }
    Map<String, Double> details = new LinkedHashMap<>();
    details.put("slope", fit.slope());
    details.put("r2", fit.rSquared());
    details.put("smallest subset", (double) smallest);
    details.put("largest subset", (double) all.length);
    out.add(
        result(
            name,
            value,
            "intercept over 1/N of "
                + sizes.steps()
                + " subsets, the reference as it is"
                + drawsNote(sizes.resamples()),
            details));
  }

  private MetricResult kernel() {
    double[][] reference = fixed ? sample(truth, KERNEL_VECTORS, "kernel-reference") : truth;
    int[] kept = keptItems();
    double[][][][] mine =
        Arrays.stream(kept).mapToObj(g -> generated[g]).toArray(double[][][][]::new);
    ToDoubleFunction<int[]> distance =
        fixed
            ? GroupedKernelDistance.against(mine, reference)
            : GroupedKernelDistance.paired(
                mine, Arrays.stream(kept).mapToObj(g -> paired[g]).toArray(double[][][]::new));
    Bootstrap bootstrap = settings.bootstrap(settings.protocol().resamples(), "bootstrap-kernel");
    Interval value =
        kept.length < 2
            ? Interval.exact(distance.applyAsDouble(eachOnce(kept.length)))
            : bootstrap.recentred(kept.length, Double.NEGATIVE_INFINITY, distance);
    String some =
        kept.length < generated.length || reference.length < truth.length
            ? "; of at most " + KERNEL_VECTORS + " vectors a side, drawn by the seed"
            : "";
    return result(
        name("kernel distance"), value, "squared MMD, kernel (x.y/D + 1)^3" + some, Map.of());
  }

  /** Items in the seed's order as long as their vectors are not too many, then in their own. */
  private int[] keptItems() {
    if (Math.max(all.length, fixed ? 0 : truth.length) <= KERNEL_VECTORS) {
      return eachOnce(generated.length);
    }
    List<Integer> order = shuffled(generated.length, "kernel-items");
    List<Integer> kept = new ArrayList<>();
    int vectors = 0;
    for (int g : order) {
      vectors += Math.max(rowsOfItem[g].length, fixed ? 0 : paired[g].length);
      if (vectors > KERNEL_VECTORS && kept.size() > 1) {
        break;
      }
      kept.add(g);
    }
    return kept.stream().mapToInt(Integer::intValue).sorted().toArray();
  }

  private double[][] sample(double[][] rows, int most, String purpose) {
    return rows.length <= most
        ? rows
        : shuffled(rows.length, purpose).subList(0, most).stream()
            .sorted()
            .map(i -> rows[i])
            .toArray(double[][]::new);
  }

  private List<Integer> shuffled(int n, String purpose) {
    List<Integer> order = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      order.add(i);
    }
    Collections.shuffle(order, new Random(Seeds.derive(settings.protocol().seed(), purpose)));
    return order;
  }

  private Interval resampled(Bootstrap bootstrap, double least, ToDoubleFunction<int[]> ofItems) {
    return generated.length < 2
        ? Interval.exact(ofItems.applyAsDouble(eachOnce(generated.length)))
        : bootstrap.recentred(generated.length, least, ofItems);
  }

  private MetricResult result(
      String name, Interval value, String note, Map<String, Double> details) {
    String zero = value.estimate() == 0 ? "; 0 within rounding" : "";
    return new MetricResult(name, "", Direction.LOWER, value, all.length, note + zero, details);
  }

  private String counts() {
    return all.length
        + " vectors against "
        + truth.length
        + (fixed ? " of the reference" : " of the true sounds")
        + (Arrays.stream(generated).anyMatch(sounds -> sounds.length > 1)
            ? "; an item's sounds share its weight"
            : "");
  }

  /** Why there is no distance; empty where there is one. */
  private Optional<String> lack() {
    if (generated.length == 0) {
      return Optional.of(
          "none of the " + items + " items has a true sound, and no other reference is given");
    }
    if (all.length > 1 && truth.length > 1) {
      return Optional.empty();
    }
    int sounds = Arrays.stream(generated).mapToInt(own -> own.length).sum();
    boolean mine = all.length < 2;
    int vectors = mine ? all.length : truth.length;
    String of =
        mine
            ? sounds == 1 ? "the one sound" : "the " + sounds + " sounds"
            : fixed
                ? "the reference"
                : paired.length == 1
                    ? "the one true sound"
                    : "the " + paired.length + " true sounds";
    String some =
        !fixed && generated.length < items
            ? " (" + generated.length + " of " + items + " items have a true sound)"
            : "";
    return Optional.of(
        of
            + some
            + (vectors == 0
                ? " give no vector: too short for the network"
                : " gives one vector; a covariance needs two"));
  }

  private String drawsNote(int draws) {
    return draws < settings.protocol().resamples() ? "; interval from " + draws + " draws" : "";
  }

  private String name(String metric) {
    return metric + " (" + network + ")";
  }

  private int[] rowsOf(int[] draw) {
    return Arrays.stream(draw).flatMap(g -> Arrays.stream(rowsOfItem[g])).toArray();
  }

  private static double[][] pick(double[][][] groups, int[] draw) {
    return Arrays.stream(draw)
        .mapToObj(g -> groups[g])
        .flatMap(Arrays::stream)
        .toArray(double[][]::new);
  }

  private static double[][] flat(double[][][] groups) {
    return Arrays.stream(groups).flatMap(Arrays::stream).toArray(double[][]::new);
  }

  private static int[] eachOnce(int n) {
    int[] out = new int[n];
    Arrays.setAll(out, i -> i);
    return out;
  }
}
