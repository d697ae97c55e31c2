package io.im2wav4j.pipeline.benchmark;

import io.im2wav4j.core.error.UserError;
import io.im2wav4j.core.io.Csv;
import io.im2wav4j.core.io.FolderLock;
import io.im2wav4j.core.io.Json;
import io.im2wav4j.core.result.EvaluationResult;
import io.im2wav4j.core.result.Interval;
import io.im2wav4j.core.result.MetricResult;
import io.im2wav4j.core.result.SystemResult;
import io.im2wav4j.data.manifest.Item;
import io.im2wav4j.data.reader.DataFormat;
import io.im2wav4j.data.reader.DataSets;
import io.im2wav4j.data.reader.Splits;
import io.im2wav4j.evaluation.protocol.VectorCache;
import io.im2wav4j.generation.GenerationConfig;
import io.im2wav4j.pipeline.Evaluation;
import io.im2wav4j.pipeline.Generation;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * ImageHear and VGGSound's test split: sounds for each item, then their scores. Each sound and each
 * network's answer is kept, so that the work can be stopped at any time and goes on from there.
 */
public final class PublishedBenchmark {
  private static final Logger LOG = LoggerFactory.getLogger(PublishedBenchmark.class);

  private final BenchmarkRequest request;

  /** A benchmark. */
  public PublishedBenchmark(BenchmarkRequest request) {
    this.request = request;
  }

  /**
   * ImageHear: pictures of 30 classes.
   *
   * @param perClass sounds of each class, 120 in the paper
   */
  public EvaluationResult imageHear(int perClass) {
    request.requireInputs();
    List<Item> pictures = items(DataFormat.IMAGEHEAR);
    Map<Integer, List<Item>> assigned = SoundsPerPicture.assign(pictures, perClass);
    List<Item> taking = new ArrayList<>();
    assigned.values().forEach(taking::addAll);
    if (request.models() != null) {
      assigned.forEach((count, items) -> generate(items, count));
    }
    List<Item> inOrder = pictures.stream().filter(taking::contains).toList();
    return evaluate(inOrder, false);
  }

  /** The test split of VGGSound, one sound for each video. */
  public EvaluationResult vggSound() {
    request.requireInputs();
    List<Item> test =
        items(DataFormat.AUTO).stream().filter(item -> item.split().equals("test")).toList();
    if (test.isEmpty()) {
      throw new UserError(
          request.data().toString(),
          "no test items",
          "clips of VGGSound's test split with its CSV",
          "Check --data");
    }
    if (request.models() != null) {
      generate(test, 1);
    }
    return evaluate(test, true);
  }

  private List<Item> items(DataFormat format) {
    return DataSets.read(request.data(), format, Splits.standard()).items();
  }

  private void generate(List<Item> items, int samples) {
    GenerationConfig config = request.generation().withSamplesPerItem(samples);
    LOG.info("{} items with {} sounds each", items.size(), samples);
    Generation.run(
        items, request.models(), request.encoder(), config, request.frameRate(), request.sounds());
  }

  private EvaluationResult evaluate(List<Item> items, boolean withTrueSounds) {
    try (FolderLock lock = FolderLock.take(request.out())) {
      return locked(items, withTrueSounds);
    }
  }

  private EvaluationResult locked(List<Item> items, boolean withTrueSounds) {
    List<Evaluation.System> systems = new ArrayList<>();
    request.wavs().forEach((name, dir) -> systems.add(new Evaluation.System(name, "", dir)));
    if (request.models() != null) {
      systems.add(new Evaluation.System(BenchmarkRequest.OURS, "", request.sounds()));
    }
    Path results = request.out().resolve("results.json");
    EvaluationResult result =
        Evaluation.run(
            new Evaluation.Request(items, systems, withTrueSounds, null, null, request.protocol()),
            request.weights(),
            VectorCache.in(request.out().resolve(".cache")),
            results);
    List<SystemResult> all = new ArrayList<>();
    List<List<String>> rows = new ArrayList<>();
    for (SystemResult system : result.systems()) {
      ClassScores scores = new ClassScores(system, request.protocol());
      List<MetricResult> metrics = new ArrayList<>(system.metrics());
      for (MetricResult metric : scores.perItemMetrics()) {
        metrics.add(scores.overClasses(metric));
        scores.classes(metric.name()).forEach((l, i) -> rows.add(row(system, metric, l, i)));
      }
      all.add(system.withMetrics(metrics));
    }
    Csv.writeTable(
        request.out().resolve("classes.csv"),
        List.of("system", "metric", "class", "estimate", "low", "high"),
        rows);
    EvaluationResult whole =
        new EvaluationResult(
            result.protocol(),
            result.provenance(),
            all,
            result.comparisons(),
            result.warnings(),
            null);
    Json.write(results, whole);
    return whole;
  }

  private static List<String> row(
      SystemResult system, MetricResult metric, String label, Interval value) {
    return List.of(
        system.name(),
        metric.name(),
        label,
        String.format(Locale.ROOT, "%.4f", value.estimate()),
        String.format(Locale.ROOT, "%.4f", value.low()),
        String.format(Locale.ROOT, "%.4f", value.high()));
  }
}
