package io.im2wav4j.cli;

import io.im2wav4j.core.config.Configs;
import io.im2wav4j.core.error.UsageError;
import io.im2wav4j.generation.GenerationConfig;
import io.im2wav4j.models.ModelKind;
import io.im2wav4j.pipeline.EvaluationConfig;
import io.im2wav4j.pipeline.GenerationDefaults;
import io.im2wav4j.pipeline.ModelsFolder;
import io.im2wav4j.pipeline.benchmark.BenchmarkRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What both benchmarks ask for. */
final class BenchmarkOptions {
  @Option(
      names = "--models",
      paramLabel = "DIR",
      showDefaultValue = Visibility.NEVER,
      description = "Folder with the runs vqvae, low, up and encoder that make the sounds.")
  private Path models;

  @Option(
      names = "--wavs",
      paramLabel = "NAME=DIR",
      description = "Sounds of another system, ID.wav or ID_0.wav, ID_1.wav ...; may be repeated.")
  private Map<String, Path> wavs = new LinkedHashMap<>();

  @Option(
      names = "--encoder",
      paramLabel = "NETWORK",
      showDefaultValue = Visibility.NEVER,
      description = "Another image encoder than the folder's, as for 'im2wav generate'.")
  private String encoder;

  @Option(
      names = "--config",
      paramLabel = "YAML",
      showDefaultValue = Visibility.NEVER,
      description = "How sounds are made; as the models say unless given.")
  private Path config;

  @Option(
      names = "--guidance",
      paramLabel = "SCALE",
      showDefaultValue = Visibility.NEVER,
      converter = GuidanceConverter.class,
      description = "Scale of Low's guidance, otherwise than --config.")
  private Double guidance;

  @Option(
      names = "--frame-rate",
      paramLabel = "FPS",
      showDefaultValue = Visibility.NEVER,
      description =
          "Frames a second that are taken of a video, to make its sound (default: 4) and to score it"
              + " (default: the protocol's).")
  private Double frameRate;

  @Option(
      names = "--protocol",
      paramLabel = "YAML",
      showDefaultValue = Visibility.NEVER,
      description =
          "Networks and settings of the scores (default: configs/evaluation/published.yaml).")
  private Path protocol;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "Override a value of the protocol; may be repeated.")
  private List<String> overrides = new ArrayList<>();

  @Option(
      names = "--out",
      required = true,
      paramLabel = "DIR",
      description = "Folder for sounds, results.json, classes.csv and the page.")
  private Path out;

  @Mixin private WeightsFolder weights;
  @Mixin private ParentsOption parents;

  Path out() {
    return out;
  }

  /** The runs to tell of in the report. */
  ModelsFolder models() {
    return new ModelsFolder(models == null ? out.resolve("runs") : models);
  }

  /**
   * The whole request.
   *
   * @param labels table of classes beside the data, for a protocol that names none
   * @param trueSounds whether the items have any; without them no network for the Frechet distance
   *     is asked for
   */
  BenchmarkRequest request(String command, Path data, Path labels, boolean trueSounds) {
    if (models == null && wavs.isEmpty()) {
      throw new UsageError(
          command, "nothing to score", "--models DIR or --wavs NAME=DIR", "Give one of them");
    }
    if (models == null && (encoder != null || config != null || guidance != null)) {
      throw new UsageError(
          command,
          "--encoder, --config or --guidance without --models",
          "--models DIR, the runs that make sounds",
          "Give it, or leave them out: sounds of --wavs are there already");
    }
    ModelsFolder folder =
        models == null ? null : new ModelsFolder(models).allowingOtherParents(parents.allowed());
    Path network =
        folder == null
            ? null
            : encoder != null ? weights.imageEncoder(encoder) : folder.trained(ModelKind.ENCODER);
    return new BenchmarkRequest(
        data,
        folder,
        network,
        folder == null ? null : generation(folder),
        frameRate != null || folder == null
            ? Objects.requireNonNullElse(frameRate, 4.0)
            : GenerationDefaults.of(folder).frameRate(),
        wavs,
        protocol(labels, trueSounds),
        weights.store(),
        out);
  }

  private GenerationConfig generation(ModelsFolder folder) {
    return GenerationDefaults.config(
        folder, config, guidance == null ? List.of() : List.of("low.guidance=" + guidance));
  }

  private EvaluationConfig protocol(Path labels, boolean trueSounds) {
    Path file = protocol == null ? Path.of("configs/evaluation/published.yaml") : protocol;
    List<String> all = new ArrayList<>();
    if (!trueSounds) {
      all.addAll(List.of("embedding=", "furtherEmbeddings=[]"));
    }
    override(all, "frameRate", frameRate);
    if (labels != null && Files.exists(labels)) {
      EvaluationConfig plain = Configs.load(file, EvaluationConfig.class, overrides);
      if (plain.labels().isEmpty()) {
        all.add("labels=" + labels);
      }
    }
    all.addAll(overrides);
    return Configs.load(file, EvaluationConfig.class, all);
  }

  /** A flag wins over the file that it stands beside, where it is given; --set wins over both. */
  static void override(List<String> overrides, String key, Object given) {
    if (given != null) {
      overrides.add(key + "=" + given);
    }
  }
}
