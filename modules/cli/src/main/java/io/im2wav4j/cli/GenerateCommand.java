package io.im2wav4j.cli;

import io.im2wav4j.core.error.UsageError;
import io.im2wav4j.data.manifest.Item;
import io.im2wav4j.data.reader.DataFormat;
import io.im2wav4j.data.reader.DataSet;
import io.im2wav4j.data.reader.DataSets;
import io.im2wav4j.data.reader.Splits;
import io.im2wav4j.generation.GenerationConfig;
import io.im2wav4j.generation.GuidanceScale;
import io.im2wav4j.models.ModelKind;
import io.im2wav4j.pipeline.Generation;
import io.im2wav4j.pipeline.GenerationDefaults;
import io.im2wav4j.pipeline.ModelsFolder;
import io.im2wav4j.pipeline.VideoLengths;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code im2wav generate}. */
@Command(
    name = "generate",
    description = {
      "Makes sounds for pictures and videos: NAME.wav, and NAME.json that says how it was made."
          + " For a video also NAME.mp4, the video with the sound. What is there already is kept.",
      "",
      "Several guidance scales give a folder each: guidance-1, guidance-1.5."
    },
    footer = {
      "",
      "Examples:",
      "  im2wav generate --image dog.jpg --models demo/runs --out sounds",
      "  im2wav generate --video street.mp4 --seconds 8 --models runs --out sounds",
      "  im2wav generate --video street.mp4 --start 12.5 --seconds 4 --models runs --out sounds",
      "  im2wav generate --image dog.jpg --continue bark.wav --seconds 8 --models runs --out"
          + " sounds",
      "  im2wav generate --manifest scenes --split test --guidance 1,3,6 --models demo/runs --out"
          + " sounds"
    })
final class GenerateCommand implements Callable<Integer> {
  private static final Logger LOG = LoggerFactory.getLogger(GenerateCommand.class);

  @Spec private CommandSpec spec;

  @Option(names = "--image", paramLabel = "FILE", description = "A picture; may be repeated.")
  private List<Path> images = new ArrayList<>();

  @Option(names = "--video", paramLabel = "FILE", description = "A video; may be repeated.")
  private List<Path> videos = new ArrayList<>();

  @Option(
      names = "--start",
      paramLabel = "S",
      showDefaultValue = Visibility.NEVER,
      description = "Where the sounds begin in each --video, in seconds from its start.")
  private Double start;

  @Option(
      names = "--mp4",
      negatable = true,
      showDefaultValue = Visibility.NEVER,
      description =
          "Write NAME.mp4, the video with the sound, or do not. Unless given, for each --video but"
              + " not for videos of a --manifest.")
  private Boolean mp4;

  @Option(
      names = "--manifest",
      paramLabel = "DATA",
      description =
          "A data set or manifest: a sound for each of its items, from the item's own start on.")
  private Path manifest;

  @Option(
      names = "--split",
      paramLabel = "SPLIT",
      defaultValue = "test",
      description = "Items of the manifest; or all.")
  private String split;

  @Option(
      names = "--models",
      required = true,
      paramLabel = "DIR",
      description = "Folder with the runs vqvae, low, up and encoder.")
  private Path models;

  @Option(
      names = "--encoder",
      paramLabel = "NETWORK",
      showDefaultValue = Visibility.NEVER,
      description =
          "Another image encoder than the folder's: " + WeightsFolder.IMAGE_ENCODERS + ".")
  private String encoder;

  @Mixin private WeightsFolder weights;
  @Mixin private ParentsOption parents;

  @Option(
      names = "--config",
      paramLabel = "YAML",
      showDefaultValue = Visibility.NEVER,
      description =
          "Generation settings, as configs/generation/default.yaml; those of the models unless given"
              + " ('im2wav models describe --models DIR' shows them).")
  private Path config;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "Override a value of the config, as low.topK=50; may be repeated.")
  private List<String> overrides = new ArrayList<>();

  @Option(
      names = "--guidance",
      paramLabel = "S",
      split = ",",
      converter = GuidanceConverter.class,
      description = "Guidance scales of Low, from 0.")
  private List<Double> guidance = new ArrayList<>();

  @Option(
      names = "--seconds",
      paramLabel = "S",
      showDefaultValue = Visibility.NEVER,
      description =
          "Length of each sound. Low is conditioned on a clip of that length, whatever clipSeconds says.")
  private Double seconds;

  @Option(
      names = "--continue",
      paramLabel = "WAV",
      description =
          "The beginning of each sound: what follows it is made. It goes through the VQ-VAE as all"
              + " of the sound does.")
  private Path beginning;

  @Option(
      names = "--samples",
      paramLabel = "N",
      showDefaultValue = Visibility.NEVER,
      description = "Sounds for each item.")
  private Integer samples;

  @Option(
      names = "--seed",
      paramLabel = "N",
      showDefaultValue = Visibility.NEVER,
      description = "Seed of all sounds.")
  private Long seed;

  @Option(
      names = "--frame-rate",
      paramLabel = "FPS",
      showDefaultValue = Visibility.NEVER,
      description =
          "Frames a second that are taken of a video; as many as in training unless given.")
  private Double frameRate;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "DIR",
      description = "Folder of the sounds.")
  private Path out;

  @Override
  public Integer call() {
    List<Item> items = items();
    if (beginning != null) {
      item("--continue", beginning);
    }
    ModelsFolder folder = new ModelsFolder(models).allowingOtherParents(parents.allowed());
    GenerationConfig base = GenerationDefaults.config(folder, config, overrides());
    double rate = frameRate != null ? frameRate : GenerationDefaults.of(folder).frameRate();
    Path network =
        encoder != null ? weights.imageEncoder(encoder) : folder.trained(ModelKind.ENCODER);
    List<Double> scales = guidance.isEmpty() ? List.of(base.low().guidance()) : guidance;
    List<Item> dubbed = dubbed(items);
    String shortage = VideoLengths.shortage(items, base.seconds());
    if (!shortage.isEmpty()) {
      LOG.warn(shortage);
    }
    for (double scale : scales) {
      Path target = scales.size() == 1 ? out : out.resolve("guidance-" + GuidanceScale.name(scale));
      Generation.run(
              items, folder, network, base.withGuidance(scale), beginning, rate, dubbed, target)
          .forEach(spec.commandLine().getOut()::println);
    }
    return 0;
  }

  private List<Item> items() {
    List<Item> items = new ArrayList<>();
    images.forEach(file -> items.add(picture(file)));
    videos.forEach(file -> items.add(video(file)));
    if (manifest != null) {
      DataSet set = DataSets.read(manifest, DataFormat.AUTO, Splits.standard());
      DataOptions.warn(set, split.equals("all") ? "test" : split);
      items.addAll(DataOptions.chosen(set, split, manifest));
    }
    if (start != null && videos.isEmpty()) {
      throw new UsageError(
          "im2wav generate",
          "--start without --video",
          "a video to start in",
          "Give --video; items of a manifest have their own start");
    }
    if (items.isEmpty()) {
      throw new UsageError(
          "im2wav generate",
          "nothing to make sounds for",
          "--image, --video or --manifest",
          "Name a picture, a video or a data set");
    }
    InputNames.check("im2wav generate", items);
    return items;
  }

  /** Those whose videos are written with their sounds. */
  private List<Item> dubbed(List<Item> items) {
    if (mp4 != null) {
      return mp4 ? items : List.of();
    }
    return items.subList(images.size(), images.size() + videos.size());
  }

  private Item video(Path file) {
    Item item = item("--video", file);
    if (start == null) {
      return item;
    }
    if (!(start >= 0) || Double.isInfinite(start)) {
      throw new UsageError(
          "--start " + start, "no time in a video", "seconds, at least 0", "As --start 12.5");
    }
    Item later = item.between(start, 0);
    VideoLengths.requireStart(later);
    return later;
  }

  private static Item picture(Path file) {
    Item item = item("--image", file);
    if (item.image() == null) {
      throw new UsageError(
          "--image " + file,
          "not the name of a picture",
          "a .jpg, .png ... file",
          "For a video use --video");
    }
    return item;
  }

  private static Item item(String option, Path file) {
    if (Files.isDirectory(file)) {
      throw new UsageError(
          option + " " + file,
          "a folder",
          "one file",
          "For all that is in a folder use --manifest " + file + " --split all");
    }
    return Item.of(file);
  }

  private List<String> overrides() {
    List<String> all = new ArrayList<>();
    if (seconds != null) {
      all.add("seconds=" + seconds);
      all.add("clipSeconds=0");
    }
    if (samples != null) {
      all.add("samplesPerItem=" + samples);
    }
    if (seed != null) {
      all.add("seed=" + seed);
    }
    all.addAll(overrides);
    return all;
  }
}
