package io.im2wav4j.report;

import io.im2wav4j.core.result.Comparison;
import io.im2wav4j.core.result.Curve;
import io.im2wav4j.core.result.DemoResult;
import io.im2wav4j.core.result.Direction;
import io.im2wav4j.core.result.EvaluationResult;
import io.im2wav4j.core.result.ExperimentResult;
import io.im2wav4j.core.result.Interval;
import io.im2wav4j.core.result.MetricResult;
import io.im2wav4j.core.result.RunSummary;
import io.im2wav4j.core.result.Significance;
import io.im2wav4j.core.result.SystemResult;
import io.im2wav4j.core.result.VariantResult;
import io.im2wav4j.report.page.Block;
import io.im2wav4j.report.page.Page;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Made-up results of the size of the demo and of a large experiment, under their true names. */
public final class SampleDemo {
  private static final String JUDGE = " (small classifier)";
  private static final List<String> NAMES =
      List.of(
          "true sounds",
          "reconstructed",
          "guidance 0",
          "guidance 1",
          "guidance 3",
          "guidance 3, pictures shuffled");

  private SampleDemo() {}

  /** The page of the demo: six systems, eight metrics, five runs. */
  public static Page page() {
    return EvaluationPage.of(
        evaluation(),
        "The demo",
        List.of(
            run("vqvae", 11), run("low", 3), run("up", 3), run("encoder", 3), run("classifier", 2)),
        listening());
  }

  /** The page of an experiment of six variants and five references, with their warnings. */
  public static Page experimentPage() {
    EvaluationResult scored = evaluation();
    List<VariantResult> variants = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      variants.add(
          new VariantResult(
              "guidance " + i,
              Map.of("generation.low.guidance", Integer.toString(i)),
              null,
              List.of(),
              system("guidance " + i, 30 + 9 * i),
              Map.of("generation", 12.5)));
    }
    List<SystemResult> references = new ArrayList<>();
    for (String name :
        List.of(
            "true sounds",
            "reconstructed",
            "no condition",
            "guidance 1, pictures shuffled",
            "nearest training sound")) {
      references.add(system(name, 97 - 17 * references.size()));
    }
    List<Comparison> comparisons = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      if (i != 1) {
        comparisons.add(compared("guidance " + i, "guidance 1", 9 * i - 9));
      }
    }
    List<String> warnings =
        new ArrayList<>(warnings(IntStream.range(0, 6).mapToObj(i -> "guidance " + i).toList()));
    warnings.addAll(warnings(references.stream().map(SystemResult::name).toList()));
    return ExperimentPage.of(
        new ExperimentResult(
            "guidance",
            "Which guidance scale makes sounds fit their pictures best?",
            "",
            List.of("accuracy" + JUDGE, "Frechet distance" + JUDGE),
            "guidance 1",
            scored.protocol(),
            variants,
            references,
            comparisons,
            warnings,
            scored.provenance()),
        "Experiment: guidance",
        listening());
  }

  private static EvaluationResult evaluation() {
    EvaluationResult few = SampleResults.evaluation();
    List<SystemResult> systems = new ArrayList<>();
    for (String name : NAMES) {
      systems.add(system(name, 95 - 15 * systems.size()));
    }
    List<Comparison> comparisons = new ArrayList<>();
    for (String other : NAMES) {
      if (!other.equals("guidance 3")) {
        comparisons.add(compared("guidance 3", other, 10 - 15 * NAMES.indexOf(other)));
      }
    }
    Map<String, Double> seconds = new LinkedHashMap<>();
    for (String stage : List.of("scenes", "encoder", "vqvae", "low", "up", "generation")) {
      seconds.put(stage, 60.0 + seconds.size());
    }
    return new EvaluationResult(
        few.protocol(),
        few.provenance(),
        systems,
        comparisons,
        warnings(NAMES),
        new DemoResult(0.35, 0.95, 0.2, 0.8, Map.of("3.0", 0.35), -0.4, seconds));
  }

  private static List<String> warnings(List<String> names) {
    List<String> all = new ArrayList<>();
    all.add(
        "Frechet distance from "
            + (90 + names.size())
            + " clips in 128 dimensions: the covariance has not full rank, so the value is biased upwards");
    for (String name : names) {
      int i = all.size();
      all.add(name + ": 184 of 184 sounds were shorter than 5.0 s and not padded");
      all.add(
          name
              + ": Frechet distance at infinity"
              + JUDGE
              + " from subsets of 24 vectors and more: published are 500 and more");
      all.add(
          name
              + ": Frechet distance at infinity"
              + JUDGE
              + ": a straight line explains only "
              + (20 + i)
              + " % of the distances' variance");
      all.add(
          name
              + ": inception score"
              + JUDGE
              + " of 96 sounds and 8 classes: it grows with the number of sounds");
    }
    return all;
  }

  private static SystemResult system(String name, double accuracy) {
    SystemResult like = SampleResults.system(name, accuracy, 0, 0, "");
    double distance = name.equals("true sounds") ? 0 : 30 - accuracy / 5;
    return like.withMetrics(
        List.of(
            metric("Frechet distance" + JUDGE, "", Direction.LOWER, distance, 2),
            metric("Frechet distance at infinity" + JUDGE, "", Direction.LOWER, distance - 1, 3),
            metric("kernel distance" + JUDGE, "", Direction.LOWER, distance / 100, 0.02),
            metric("KL softmax" + JUDGE, "nats", Direction.LOWER, distance / 20, 0.1),
            metric(
                "KL softmax eps" + JUDGE,
                "nats",
                Direction.LOWER,
                distance == 0 ? -7.9e-6 : distance / 20,
                1e-7),
            metric(
                "CLIP-score (small pair (audio tower), small pair (image tower))",
                "",
                Direction.HIGHER,
                accuracy / 7 - 6,
                1),
            metric("accuracy" + JUDGE, "%", Direction.HIGHER, accuracy, 5),
            metric("inception score" + JUDGE, "", Direction.HIGHER, 1 + accuracy / 40, 0.3)));
  }

  private static MetricResult metric(
      String name, String unit, Direction direction, double value, double half) {
    return new MetricResult(
        name,
        unit,
        direction,
        new Interval(value, value - half, value + half, 0.95),
        96,
        "96 sounds",
        name.startsWith("accuracy") ? Map.of("classes", 8.0, "chance", 12.5) : Map.of());
  }

  private static Comparison compared(String first, String second, double d) {
    return new Comparison(
        "accuracy" + JUDGE,
        first,
        second,
        new Interval(d, d - 6, d + 6, 0.95),
        0.0021,
        96,
        Comparison.PAIRED_BOOTSTRAP,
        0.0084,
        List.of(new Significance("Wilcoxon signed rank", 0.0005, 0.002)));
  }

  private static RunSummary run(String name, int quantities) {
    RunSummary like = SampleResults.run(name, 2);
    List<Curve> curves = new ArrayList<>();
    for (int i = 0; i < quantities; i++) {
      curves.add(new Curve("validation.quantity" + i, like.curves().get(1).points()));
    }
    return new RunSummary(
        name,
        like.model(),
        like.data(),
        like.parameters(),
        like.steps(),
        like.device(),
        like.seconds(),
        Map.of("width", "128", "depth", "6", "contextLength", "1024", "codebookSize", "256"),
        like.hashes(),
        curves,
        like.warnings());
  }

  private static ListeningSection listening() {
    return new ListeningSection(
        List.of(
            gallery("The first item of each class", 6),
            gallery("The best", 3),
            gallery("Others of each class", 18)),
        "");
  }

  private static Block.Gallery gallery(String title, int items) {
    return new Block.Gallery(
        title, "guidance 3", IntStream.range(0, items).mapToObj(SampleResults::item).toList());
  }
}
