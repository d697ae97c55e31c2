package io.im2wav4j.pipeline.demo;

import io.im2wav4j.audio.WavFile;
import io.im2wav4j.core.config.Configs;
import io.im2wav4j.core.io.Json;
import io.im2wav4j.core.progress.Progress;
import io.im2wav4j.core.result.DemoResult;
import io.im2wav4j.core.result.EvaluationResult;
import io.im2wav4j.core.result.SystemResult;
import io.im2wav4j.core.weights.WeightStore;
import io.im2wav4j.data.manifest.Item;
import io.im2wav4j.data.manifest.Manifest;
import io.im2wav4j.data.scenes.SceneConfig;
import io.im2wav4j.data.scenes.SceneDataSet;
import io.im2wav4j.data.scenes.world.Scene;
import io.im2wav4j.evaluation.metrics.Bootstrap;
import io.im2wav4j.evaluation.pitch.PitchCorrelation;
import io.im2wav4j.evaluation.pitch.PitchEstimator;
import io.im2wav4j.evaluation.protocol.VectorCache;
import io.im2wav4j.generation.GenerationConfig;
import io.im2wav4j.pipeline.Evaluation;
import io.im2wav4j.pipeline.EvaluationConfig;
import io.im2wav4j.pipeline.FeaturePreparation;
import io.im2wav4j.pipeline.Generation;
import io.im2wav4j.pipeline.ModelTraining;
import io.im2wav4j.pipeline.ModelsFolder;
import io.im2wav4j.pipeline.Reconstruction;
import io.im2wav4j.pipeline.ReportWriting;
import io.im2wav4j.training.TrainingOutcome;
import io.im2wav4j.training.encoder.ClassifierRun;
import io.im2wav4j.training.encoder.EncoderRun;
import io.im2wav4j.training.lm.LanguageModelRun;
import io.im2wav4j.training.vqvae.VqVaeRun;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The whole loop on the built-in data: scenes, encoder, classifier, VQ-VAE, features, Low, Up,
 * generation for held-out pictures, evaluation, report. Each stage is the one behind the command of
 * its name; a stage that is finished is passed over, so the demo can be stopped and started again
 * at any point.
 */
public final class Demo {
  private static final int BOOTSTRAP = 2000;

  private final DemoConfig config;
  private final Path configs;
  private final Path out;
  private final long seed;
  private final ModelsFolder models;
  private final StageClock clock;

  /**
   * A demo.
   *
   * @param configFile its configuration
   * @param out folder of everything it makes
   * @param seed of everything random
   */
  public Demo(Path configFile, List<String> overrides, Path out, long seed) {
    this.config = Configs.load(configFile, DemoConfig.class, overrides);
    this.configs = configFile.toAbsolutePath().getParent();
    this.out = out;
    this.seed = seed;
    this.models = new ModelsFolder(out.resolve("runs"));
    this.clock = new StageClock(out.resolve("seconds.json"));
  }

  /** Runs what is not done yet. False: stopped on request. */
  public boolean run() {
    String trainingSeed = "training.seed=" + seed;
    SceneConfig scenes =
        config.load(configs, "scenes", config.scenes(), SceneConfig.class, "seed=" + seed);
    EncoderRun encoder =
        config.load(configs, "encoder", config.encoder(), EncoderRun.class, trainingSeed);
    ClassifierRun classifier =
        config.load(configs, "classifier", config.classifier(), ClassifierRun.class, trainingSeed);
    VqVaeRun vqVae = config.load(configs, "vqvae", config.vqvae(), VqVaeRun.class, trainingSeed);
    LanguageModelRun low =
        config.load(configs, "low", config.low(), LanguageModelRun.class, trainingSeed);
    LanguageModelRun up =
        config.load(configs, "up", config.up(), LanguageModelRun.class, trainingSeed);
    GenerationConfig generation =
        config.load(
            configs, "generation", config.generation(), GenerationConfig.class, "seed=" + seed);

    clock.time("scenes", () -> render(scenes));
    List<Item> items = Manifest.read(data().resolve("manifest.csv"));
    List<Item> test = items.stream().filter(item -> item.split().equals("test")).toList();
    Path cache = out.resolve("sound-cache");
    Path features = out.resolve("features");
    Path vqVaeRun = models.run("vqvae");

    boolean finished =
        train("encoder", () -> ModelTraining.encoder(models.run("encoder"), encoder, items, cache))
            && train(
                "classifier",
                () -> ModelTraining.classifier(models.run("classifier"), classifier, items, cache))
            && train("vqvae", () -> ModelTraining.vqVae(vqVaeRun, vqVae, items, cache));
    if (!finished) {
      return false;
    }
    clock.time(
        "features",
        () -> {
          FeaturePreparation.embeddings(features, items, models.run("encoder"), config.frameRate());
          FeaturePreparation.codes(features, items, vqVaeRun);
        });
    finished =
        train("low", () -> ModelTraining.languageModel(models.run("low"), low, features, vqVaeRun))
            && train(
                "up", () -> ModelTraining.languageModel(models.run("up"), up, features, vqVaeRun));
    if (!finished) {
      return false;
    }
    clock.time("generation", () -> generate(test, generation));
    clock.time(
        "reconstruction",
        () ->
            Reconstruction.run(
                test, vqVaeRun, 0, generation.seconds(), out.resolve("reconstructed")));
    clock.time("evaluation", () -> evaluate(test, generation));
    clock.time(
        "report",
        () -> ReportWriting.run(out, models, "im2wav4j demo: sounds for pictures never seen"));
    Json.write(results(), withSeconds(Json.read(results(), EvaluationResult.class)));
    return true;
  }

  /** The folder of the scenes. */
  private Path data() {
    return out.resolve("scenes");
  }

  /** The results file. */
  public Path results() {
    return out.resolve("results.json");
  }

  /** The page. */
  public Path page() {
    return out.resolve("report.html");
  }

  private void render(SceneConfig scenes) {
    try (Progress progress = Progress.start("scenes", scenes.items())) {
      SceneDataSet.write(data(), scenes, scene -> progress.step(1, ""));
    }
  }

  private boolean train(String stage, Supplier<TrainingOutcome> work) {
    TrainingOutcome[] outcome = new TrainingOutcome[1];
    clock.time(stage, () -> outcome[0] = work.get());
    return outcome[0] == TrainingOutcome.FINISHED;
  }

  private Path generated(double scale) {
    return out.resolve("generated").resolve("guidance-" + scale);
  }

  private static String system(double scale) {
    return "guidance "
        + (scale == Math.rint(scale) ? String.valueOf((long) scale) : String.valueOf(scale));
  }

  private void generate(List<Item> test, GenerationConfig base) {
    for (double scale : config.guidance()) {
      Generation.run(
          test,
          models,
          models.run("encoder"),
          base.withGuidance(scale),
          null,
          config.frameRate(),
          generated(scale));
    }
  }

  private void evaluate(List<Item> test, GenerationConfig generation) {
    List<Evaluation.System> systems = new ArrayList<>();
    systems.add(
        new Evaluation.System(
            "reconstructed",
            "true sounds through the VQ-VAE's up codes: the ceiling",
            out.resolve("reconstructed")));
    double last = config.guidance().get(config.guidance().size() - 1);
    for (double scale : config.guidance()) {
      String note = scale == 0 ? "the model without conditions" : "";
      systems.add(new Evaluation.System(system(scale), note, generated(scale)));
    }
    EvaluationResult result =
        Evaluation.run(
            new Evaluation.Request(
                test,
                systems,
                true,
                system(last),
                null,
                EvaluationConfig.ownNetworks(
                    models, generation.seconds(), config.frameRate(), seed)),
            WeightStore.standard(),
            VectorCache.none(),
            results());
    Json.write(results(), result.withDemo(summary(result, test, last)));
  }

  private DemoResult summary(EvaluationResult result, List<Item> test, double last) {
    Map<String, Double> byGuidance = new LinkedHashMap<>();
    for (double scale : config.guidance()) {
      byGuidance.put(String.valueOf(scale), accuracy(result, system(scale)));
    }
    double correlation = sizeAndPitch(test, generated(last));
    return new DemoResult(
        accuracy(result, system(last)),
        accuracy(result, "true sounds"),
        accuracy(result, system(last) + ", pictures shuffled"),
        accuracy(result, "reconstructed"),
        byGuidance,
        Double.isNaN(correlation) ? null : correlation,
        clock.seconds());
  }

  private EvaluationResult withSeconds(EvaluationResult result) {
    DemoResult d = result.demo();
    return result.withDemo(
        new DemoResult(
            d.accuracy(),
            d.trueAccuracy(),
            d.shuffledAccuracy(),
            d.reconstructionAccuracy(),
            d.accuracyByGuidance(),
            d.sizePitchCorrelation(),
            clock.seconds()));
  }

  private static double accuracy(EvaluationResult result, String system) {
    SystemResult found =
        result.systems().stream().filter(s -> s.name().equals(system)).findFirst().orElseThrow();
    return found.metrics().stream()
            .filter(m -> m.name().startsWith("accuracy"))
            .findFirst()
            .orElseThrow()
            .value()
            .estimate()
        / 100;
  }

  /** Rank correlation of drawn size and generated pitch within the pitched kinds. */
  private double sizeAndPitch(List<Item> test, Path wavs) {
    PitchEstimator estimator = PitchEstimator.standard(16_000);
    List<PitchCorrelation.Measurement> sounds = new ArrayList<>();
    for (Item item : test) {
      Scene truth = Json.read(data().resolve("truth").resolve(item.id() + ".json"), Scene.class);
      if (truth.kind().pitched()) {
        float[] samples = WavFile.read(wavs.resolve(item.id() + ".wav")).toMono();
        sounds.add(
            new PitchCorrelation.Measurement(
                item.label(), truth.size(), estimator.estimate(samples)));
      }
    }
    return PitchCorrelation.of(sounds, new Bootstrap(BOOTSTRAP, 0.95, seed)).value().estimate();
  }
}
