package io.im2wav4j.pipeline.experiment;

import io.im2wav4j.audio.media.MediaFile;
import io.im2wav4j.core.error.UserError;
import io.im2wav4j.core.io.Json;
import io.im2wav4j.core.result.DemoResult;
import io.im2wav4j.core.result.EvaluationResult;
import io.im2wav4j.core.result.ExperimentResult;
import io.im2wav4j.core.result.ItemResult;
import io.im2wav4j.core.result.SystemResult;
import io.im2wav4j.core.result.VariantResult;
import io.im2wav4j.data.scenes.world.Scene;
import io.im2wav4j.evaluation.metrics.Bootstrap;
import io.im2wav4j.evaluation.pitch.PitchCorrelation;
import io.im2wav4j.evaluation.pitch.PitchEstimator;
import io.im2wav4j.experiments.plan.Experiment;
import io.im2wav4j.experiments.plan.ReferenceSystem;
import io.im2wav4j.generation.GuidanceScale;
import io.im2wav4j.models.ModelKind;
import io.im2wav4j.pipeline.Evaluation;
import io.im2wav4j.pipeline.ModelsFolder;
import io.im2wav4j.pipeline.ReportWriting;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The last step of the demo: its experiment as one evaluation with a summary, on a page, and its
 * models in one folder.
 */
public final class DemoReport {
  /** Folder, in the demo's output, of its store of stages. */
  public static final String STAGES = "stages";

  private static final String GUIDANCE = "generation.low.guidance";
  private static final double LEVEL = 0.95;
  private static final List<ReferenceSystem> NEEDED =
      List.of(ReferenceSystem.TRUE_SOUNDS, ReferenceSystem.RECONSTRUCTED, ReferenceSystem.SHUFFLED);

  private final ExperimentRun run;
  private final Path out;
  private final ExperimentResult experiment;
  private final Bootstrap bootstrap;

  private DemoReport(ExperimentRun run, Path out) {
    this.run = run;
    this.out = out;
    this.experiment = run.result(out);
    this.bootstrap =
        new Bootstrap(
            experiment.protocol().settings().resamples(),
            LEVEL,
            experiment.protocol().settings().seed());
  }

  /**
   * Refuses, before hours of work, an experiment that the demo's summary cannot be made of.
   *
   * @throws UserError where it has other data than the built-in scenes, other networks to score
   *     with than its own classifier and encoder, or lacks a reference
   */
  public static void requireSummable(ExperimentFile file) {
    Experiment experiment = file.experiment();
    if (!experiment.data().scenes()
        || experiment.data().test().isPresent()
        || experiment.base().containsKey("clips")
        || experiment.base().containsKey("evaluation")
        || !experiment.references().containsAll(NEEDED)) {
      throw new UserError(
          file.file().toString(),
          "no experiment that a demo can be made of",
          "built-in scenes, scored with networks that are trained on them, and the references"
              + " true_sounds, reconstructed and shuffled",
          "Change a copy of experiments/demo/experiment.yaml, or use 'im2wav experiment run'");
    }
  }

  /**
   * Writes {@code out}/runs, results.json, report.html, report.pdf and charts/.
   *
   * @param run of which every variant and reference is done
   */
  public static EvaluationResult write(ExperimentRun run, Path out) {
    ModelsFolder models = new ModelsFolder(out.resolve("runs"));
    Map<String, Path> stages = run.baseline();
    Map<ModelKind, Path> trained = new EnumMap<>(ModelKind.class);
    for (ModelKind model : ModelKind.values()) {
      trained.put(model, stages.get(model.toString()));
    }
    models.bring(trained);
    EvaluationResult result = new DemoReport(run, out).evaluation();
    Path results = out.resolve("results.json");
    Json.write(results, result);
    long start = System.nanoTime();
    ReportWriting.run(out, models, new ReportWriting.Options(null, false, Integer.MAX_VALUE));
    double seconds = Math.round((System.nanoTime() - start) / 1e7) / 100.0;
    EvaluationResult whole = result.withDemo(result.demo().withSeconds("report", seconds));
    Json.write(results, whole);
    return whole;
  }

  /** True sounds and reconstructions, the variants, then the baseline with its sounds shuffled. */
  private EvaluationResult evaluation() {
    List<SystemResult> systems = new ArrayList<>();
    SystemResult shuffled = null;
    for (SystemResult reference : experiment.references()) {
      if (reference.name().equals(ReferenceSystem.SHUFFLED.title())) {
        shuffled = reference.withName(shuffledName());
      } else {
        systems.add(reference);
      }
    }
    for (VariantResult variant : experiment.variants()) {
      boolean none = guidance(variant) != null && guidance(variant) == 0;
      systems.add(
          none ? variant.system().withNote("the model without conditions") : variant.system());
    }
    systems.add(shuffled);
    EvaluationResult result =
        new EvaluationResult(
            experiment.protocol(),
            experiment.provenance(),
            systems,
            Evaluation.comparisons(systems, systems.get(systems.size() - 1).name(), bootstrap),
            experiment.warnings(),
            null);
    return result.withDemo(summary(result));
  }

  private String shuffledName() {
    return experiment.baseline() + ", " + ReferenceSystem.SHUFFLED.title();
  }

  private static Double guidance(VariantResult variant) {
    String scale = variant.settings().get(GUIDANCE);
    return scale == null ? null : Double.valueOf(scale);
  }

  private DemoResult summary(EvaluationResult result) {
    Map<String, Double> byGuidance = new LinkedHashMap<>();
    for (VariantResult variant : experiment.variants()) {
      if (guidance(variant) != null) {
        byGuidance.put(GuidanceScale.name(guidance(variant)), accuracy(result, variant.name()));
      }
    }
    double correlation = sizeAndPitch(result.system(experiment.baseline()).orElseThrow());
    return new DemoResult(
        accuracy(result, experiment.baseline()),
        accuracy(result, ReferenceSystem.TRUE_SOUNDS.title()),
        accuracy(result, shuffledName()),
        accuracy(result, ReferenceSystem.RECONSTRUCTED.title()),
        byGuidance,
        Double.isNaN(correlation) ? null : correlation,
        run.seconds());
  }

  private static double accuracy(EvaluationResult result, String system) {
    return result.system(system).orElseThrow().metrics().stream()
            .filter(m -> m.name().startsWith("accuracy"))
            .findFirst()
            .orElseThrow()
            .value()
            .estimate()
        / 100;
  }

  /** Rank correlation of drawn size and generated pitch within the pitched kinds. */
  private double sizeAndPitch(SystemResult system) {
    Path truth = run.baseline().get("data").resolve("truth");
    PitchEstimator estimator =
        PitchEstimator.standard(experiment.protocol().settings().sampleRate());
    List<PitchCorrelation.Measurement> sounds = new ArrayList<>();
    for (ItemResult item : system.items()) {
      Scene scene = Json.read(truth.resolve(item.id() + ".json"), Scene.class);
      if (scene.kind().pitched()) {
        float[] samples = MediaFile.audio(out.resolve(item.generated())).toMono();
        sounds.add(
            new PitchCorrelation.Measurement(
                item.label(), scene.size(), estimator.estimate(samples)));
      }
    }
    return PitchCorrelation.of(sounds, bootstrap).value().estimate();
  }
}
