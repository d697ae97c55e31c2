package io.im2wav4j.pipeline;

import ai.djl.ndarray.NDManager;
import com.fasterxml.jackson.databind.JsonNode;
import io.im2wav4j.audio.AudioClip;
import io.im2wav4j.audio.WavFile;
import io.im2wav4j.audio.media.DubbedVideo;
import io.im2wav4j.audio.media.MediaFile;
import io.im2wav4j.audio.media.PictureFile;
import io.im2wav4j.audio.resample.Resampler;
import io.im2wav4j.core.error.SkippedItems;
import io.im2wav4j.core.error.UserError;
import io.im2wav4j.core.io.FolderLock;
import io.im2wav4j.core.io.Json;
import io.im2wav4j.core.io.Nullable;
import io.im2wav4j.core.progress.Progress;
import io.im2wav4j.data.manifest.Item;
import io.im2wav4j.encoders.ImageEncoder;
import io.im2wav4j.encoders.registry.NetworkKind;
import io.im2wav4j.encoders.registry.NetworkRegistry;
import io.im2wav4j.features.prepare.EmbeddingPreparation;
import io.im2wav4j.features.prepare.FrameEmbeddings;
import io.im2wav4j.generation.GeneratedSound;
import io.im2wav4j.generation.GenerationConfig;
import io.im2wav4j.generation.GenerationRequest;
import io.im2wav4j.generation.Generator;
import io.im2wav4j.generation.decode.DecodeEngine;
import io.im2wav4j.models.ModelKind;
import io.im2wav4j.models.TrainedModels;
import io.im2wav4j.models.conditioning.FrameSequence;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Pictures and videos become WAVs, each with a JSON beside it that says how it was made. */
public final class Generation {
  private static final Logger LOG = LoggerFactory.getLogger(Generation.class);
  private static final String ENCODER = ModelKind.ENCODER.toString();

  private Generation() {}

  /**
   * How one sound was made; NAME.json beside NAME.wav.
   *
   * @param id of the item
   * @param sample number among the item's sounds
   * @param source file name of the picture or video
   * @param sourceSha256 of its content
   * @param start of the stretch of a video, in seconds; 0 for a picture
   * @param duration of that stretch; 0: to the end
   * @param frameRate frames a second that were taken of a video; null: a picture
   * @param config how it was generated, in the precision that the engine really has
   * @param engine that decoded the codes
   * @param models names to SHA-256 of the weights, the image encoder's among them
   * @param settings names to SHA-256 of the models' configurations, of those that are runs
   * @param otherParents where the user allowed it: which models were trained with others than these
   * @param beginning SHA-256 of the sound that was continued; null: none
   */
  private record Recipe(
      String id,
      int sample,
      String source,
      @Nullable String sourceSha256,
      @Nullable double start, // old recipes have neither
      @Nullable double duration,
      @Nullable Double frameRate,
      GenerationConfig config,
      @Nullable String engine,
      Map<String, String> models,
      @Nullable Map<String, String> settings,
      @Nullable List<String> otherParents,
      @Nullable String beginning)
      implements KeptSound.Recipe {

    /** The recipe of an item's first sound. */
    static Recipe of(Item item, double frameRate, Making making) {
      Path source = item.frameSource();
      boolean picture = PictureFile.isPicture(source);
      return new Recipe(
          item.id(),
          0,
          source.getFileName().toString(),
          KeptSound.sha256(source),
          picture ? 0 : item.start(),
          picture ? 0 : item.duration(),
          picture ? null : frameRate,
          making.config,
          making.engine,
          making.models,
          making.settings,
          making.otherParents,
          making.beginning);
    }

    Recipe withSample(int number) {
      return new Recipe(
          id,
          number,
          source,
          sourceSha256,
          start,
          duration,
          frameRate,
          config,
          engine,
          models,
          settings,
          otherParents,
          beginning);
    }

    @Override
    public boolean isWhole() {
      return sourceSha256 != null && engine != null && settings != null;
    }
  }

  /** What all sounds of a run have in common; see {@link Recipe}. */
  private record Making(
      GenerationConfig config,
      String engine,
      Map<String, String> models,
      Map<String, String> settings,
      List<String> otherParents,
      String beginning) {
    static Making of(
        ModelsFolder models,
        Path encoder,
        String encoderSha256,
        GenerationConfig config,
        Path beginning) {
      Map<String, String> hashes = new LinkedHashMap<>();
      Map<String, String> settings = new LinkedHashMap<>();
      for (ModelKind model : ModelKind.IM2WAV) {
        hashes.put(model.toString(), TrainedModels.sha256(models.trained(model)));
        settings.put(model.toString(), TrainedModels.settings(models.run(model)));
      }
      hashes.put(ENCODER, encoderSha256);
      if (Files.isDirectory(encoder)) {
        settings.put(ENCODER, TrainedModels.settings(encoder));
      }
      DecodeEngine engine = DecodeEngine.standard();
      return new Making(
          config.withPrecision(engine.precision(config.precision())),
          engine.name(),
          hashes,
          settings,
          ModelParents.require(models, hashes.get(ModelKind.VQVAE.toString()), encoderSha256),
          beginning == null ? null : KeptSound.sha256(beginning));
    }
  }

  /** Generates what is not there yet, from silence. */
  public static List<Path> run(
      List<Item> items,
      ModelsFolder models,
      Path encoder,
      GenerationConfig config,
      double frameRate,
      Path out) {
    return run(items, models, encoder, config, null, frameRate, List.of(), out);
  }

  /**
   * Generates what is not there yet.
   *
   * @param encoder run or file of the image encoder
   * @param beginning a sound that each is to continue; null: none
   * @param frameRate frames a second that are taken of a video
   * @param dubbed those of the items whose videos are written with each sound, as NAME.mp4
   * @return the WAVs, in order, each with its MP4 after it; without those of items that cannot be
   *     read, which the log names
   * @throws UserError where none of them can be read
   */
  public static List<Path> run(
      List<Item> items,
      ModelsFolder models,
      Path encoder,
      GenerationConfig config,
      Path beginning,
      double frameRate,
      Collection<Item> dubbed,
      Path out) {
    EmbeddingPreparation.requireFrameRate(frameRate);
    ModelKind.IM2WAV.forEach(models::trained);
    try (FolderLock lock = FolderLock.take(out)) {
      List<Item> videos =
          dubbed.stream().filter(item -> !PictureFile.isPicture(item.frameSource())).toList();
      videos.forEach(item -> wavs(out, item.id(), config).forEach(DubbedSound::refuseOther));
      List<Path> wavs = locked(items, models, encoder, config, beginning, frameRate, out);
      Set<Path> made = dub(videos, new HashSet<>(wavs), config, out);
      return wavs.stream()
          .flatMap(wav -> Stream.of(wav, DubbedSound.mp4(wav)))
          .filter(file -> file.toString().endsWith(".wav") || made.contains(file))
          .toList();
    }
  }

  /** Writes the MP4s that are not there yet, and gives all; what fails is named and left out. */
  private static Set<Path> dub(
      List<Item> videos, Set<Path> wavs, GenerationConfig config, Path out) {
    Map<Path, Item> wanted = new LinkedHashMap<>();
    for (Item item : videos) {
      wavs(out, item.id(), config).stream()
          .filter(wavs::contains)
          .forEach(wav -> wanted.put(wav, item));
    }
    Set<Path> made = new HashSet<>();
    if (wanted.isEmpty()) {
      return made;
    }
    SkippedItems skipped = new SkippedItems();
    try (Progress progress = Progress.start("write videos", wanted.size())) {
      wanted.forEach(
          (wav, item) -> {
            Path mp4 = DubbedSound.mp4(wav);
            String name = mp4.getFileName().toString();
            try {
              if (!DubbedSound.isThere(wav)) {
                DubbedVideo video = DubbedSound.write(item, wav);
                LOG.info(
                    "{}: pictures {}",
                    name,
                    video.copied() ? "copied" : "encoded, as " + video.reason());
              }
              made.add(mp4);
            } catch (UserError e) {
              skipped.add(name, e);
            }
            progress.step(1, name);
          });
    }
    skipped.finish(wanted.size());
    return made;
  }

  private static List<Path> locked(
      List<Item> items,
      ModelsFolder models,
      Path encoder,
      GenerationConfig config,
      Path beginning,
      double frameRate,
      Path out) {
    Map<String, Recipe> recipes = new HashMap<>();
    List<Path> wavs = new ArrayList<>();
    List<List<Item>> missing = new ArrayList<>();
    Map<Item, FrameSequence> frames = new HashMap<>();
    Set<Item> whole = new HashSet<>();
    SkippedItems skipped = new SkippedItems();
    try (ImageEncoder network = NetworkRegistry.at(NetworkKind.IMAGE_ENCODER, encoder).open()) {
      Making making = Making.of(models, encoder, network.sha256(), config, beginning);
      for (List<Item> group : groups(items, config)) {
        for (Item item : group) {
          Recipe recipe;
          try {
            recipe = Recipe.of(item, frameRate, making);
          } catch (UserError e) {
            skipped.add(item.id(), e);
            continue;
          }
          refuseOtherNumber(out, item.id(), config);
          recipes.put(item.id(), recipe);
          boolean there = true;
          for (int sample = 0; sample < config.samplesPerItem(); sample++) {
            Path wav = wav(out, item.id(), sample, config);
            wavs.add(wav);
            there &= KeptSound.isThere(wav, recipe.withSample(sample), Generation::read);
          }
          if (there) {
            whole.add(item);
          }
        }
        List<Item> readable = group.stream().filter(i -> !skipped.contains(i.id())).toList();
        if (!whole.containsAll(readable)) {
          missing.add(readable);
        }
      }
      embed(missing, network, frameRate, frames, skipped);
    }
    skipped.finish(items.size());
    items.stream()
        .filter(item -> skipped.contains(item.id()))
        .forEach(item -> wavs.removeAll(wavs(out, item.id(), config)));
    missing.replaceAll(group -> group.stream().filter(frames::containsKey).toList());
    missing.removeIf(whole::containsAll);
    // The encoder is closed: it and the other models are never in memory together.
    if (!missing.isEmpty()) {
      // As many as in a run that finds none of them there: the same sounds either way.
      int sounds = Math.multiplyExact(items.size(), config.samplesPerItem());
      generate(missing, models, frames, config, sounds, beginning, out, recipes);
    }
    return wavs;
  }

  /**
   * Items whose sounds are decoded together: always the same ones, whatever is there already, for a
   * sound's last bits may depend on its neighbours.
   */
  private static List<List<Item>> groups(List<Item> items, GenerationConfig config) {
    int size = Math.max(1, config.batchSize() / config.samplesPerItem());
    List<List<Item>> groups = new ArrayList<>();
    for (int from = 0; from < items.size(); from += size) {
      groups.add(items.subList(from, Math.min(items.size(), from + size)));
    }
    return groups;
  }

  private static void embed(
      List<List<Item>> groups,
      ImageEncoder network,
      double frameRate,
      Map<Item, FrameSequence> frames,
      SkippedItems skipped) {
    try (Progress progress =
        Progress.start("embed pictures", groups.stream().mapToInt(List::size).sum())) {
      for (List<Item> group : groups) {
        for (Item item : group) {
          try {
            frames.put(item, frames(item, network, frameRate));
          } catch (UserError | OutOfMemoryError e) {
            skipped.add(item.id(), e);
          }
          progress.step(1, item.id());
        }
      }
    }
  }

  private static void generate(
      List<List<Item>> groups,
      ModelsFolder models,
      Map<Item, FrameSequence> frames,
      GenerationConfig config,
      int sounds,
      Path beginning,
      Path out,
      Map<String, Recipe> recipes) {
    float[] given =
        beginning == null
            ? new float[0]
            : Resampler.toMono(
                MediaFile.audio(beginning),
                TrainedModels.codecFormat(models.trained(ModelKind.VQVAE)).sampleRate());
    try (NDManager manager = NDManager.newBaseManager();
        Generator generator =
            Generator.opening(
                () -> TrainedModels.languageModel(models.trained(ModelKind.LOW), manager),
                () -> TrainedModels.languageModel(models.trained(ModelKind.UP), manager),
                TrainedModels.codec(models.trained(ModelKind.VQVAE), manager),
                config,
                sounds);
        GenerationProgress progress =
            GenerationProgress.start(groups, generator, config, given.length)) {
      for (List<Item> group : groups) {
        List<GenerationRequest> requests = new ArrayList<>();
        for (Item item : group) {
          requests.add(new GenerationRequest(item.id(), frames.get(item), given));
        }
        generator.generate(
            requests,
            progress.codes(),
            sound -> {
              write(out, sound, recipes.get(sound.id()).withSample(sound.sample()));
              progress.sound();
            });
      }
    }
  }

  /** What conditions a model on an item: embeddings of its frames with their times. */
  static FrameSequence frames(Item item, ImageEncoder network, double frameRate) {
    FrameEmbeddings frames = FrameEmbeddings.of(item, network, frameRate);
    return new FrameSequence(frames.vectors(), frames.seconds());
  }

  private static void write(Path out, GeneratedSound sound, Recipe recipe) {
    Path wav = wav(out, sound.id(), sound.sample(), recipe.config());
    DubbedSound.drop(wav);
    WavFile.write(wav, AudioClip.mono(sound.audio(), sound.sampleRate()), WavFile.Encoding.PCM_16);
    Json.write(KeptSound.json(wav), recipe);
  }

  private static Recipe read(Path json) {
    return Json.read(json, Recipe.class);
  }

  /** Whether the JSON beside a sound is of one that was generated. */
  static boolean wrote(Path json) {
    return Json.read(json, JsonNode.class).has("config");
  }

  /**
   * Sounds of an item that were made when it was to have another number of them would be taken for
   * samples of now.
   */
  private static void refuseOtherNumber(Path out, String id, GenerationConfig config) {
    boolean several = config.samplesPerItem() > 1;
    Path other = wav(out, id, 0, config.withSamplesPerItem(several ? 1 : 2));
    if (Files.exists(other) && isOf(id, KeptSound.json(other))) {
      throw new UserError(
          other.toString(),
          "there from a run with another number of sounds for each picture",
          several ? id + "_0.wav, " + id + "_1.wav ... alone" : id + ".wav alone",
          "Choose another --out, or delete the sounds of '" + id + "'");
    }
  }

  private static boolean isOf(String id, Path json) {
    return Files.exists(json) && id.equals(Json.read(json, JsonNode.class).path("id").asText());
  }

  private static List<Path> wavs(Path out, String id, GenerationConfig config) {
    return IntStream.range(0, config.samplesPerItem())
        .mapToObj(sample -> wav(out, id, sample, config))
        .toList();
  }

  private static Path wav(Path out, String id, int sample, GenerationConfig config) {
    return out.resolve(config.samplesPerItem() == 1 ? id + ".wav" : id + "_" + sample + ".wav");
  }
}
