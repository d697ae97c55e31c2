package io.im2wav4j.pipeline;

import ai.djl.ndarray.NDManager;
import io.im2wav4j.audio.AudioClip;
import io.im2wav4j.audio.WavFile;
import io.im2wav4j.audio.media.MediaFile;
import io.im2wav4j.audio.media.VideoFrame;
import io.im2wav4j.audio.resample.Resampler;
import io.im2wav4j.core.error.UserError;
import io.im2wav4j.core.io.Hashes;
import io.im2wav4j.core.io.Json;
import io.im2wav4j.core.progress.Progress;
import io.im2wav4j.data.manifest.Item;
import io.im2wav4j.encoders.ImageEncoder;
import io.im2wav4j.encoders.registry.NetworkKind;
import io.im2wav4j.encoders.registry.NetworkRegistry;
import io.im2wav4j.features.prepare.EmbeddingPreparation;
import io.im2wav4j.generation.GeneratedSound;
import io.im2wav4j.generation.GenerationConfig;
import io.im2wav4j.generation.GenerationRequest;
import io.im2wav4j.generation.Generator;
import io.im2wav4j.models.TrainedModels;
import io.im2wav4j.models.conditioning.FrameSequence;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Pictures and videos become WAVs, each with a JSON beside it that says how it was made. */
public final class Generation {
  private Generation() {}

  /**
   * How one sound was made; NAME.json beside NAME.wav.
   *
   * @param id of the item
   * @param sample number among the item's sounds
   * @param source file name of the picture or video
   * @param config how it was generated
   * @param models names to SHA-256 of the weights
   * @param beginning SHA-256 of the sound that was continued; null: none
   */
  public record Recipe(
      String id,
      int sample,
      String source,
      GenerationConfig config,
      Map<String, String> models,
      String beginning) {}

  /** Generates what is not there yet, from silence. */
  public static List<Path> run(
      List<Item> items,
      ModelsFolder models,
      Path encoder,
      GenerationConfig config,
      double frameRate,
      Path out) {
    return run(items, models, encoder, config, null, frameRate, out);
  }

  /**
   * Generates what is not there yet.
   *
   * @param encoder run or file of the image encoder
   * @param beginning a sound that each is to continue; null: none
   * @param frameRate frames a second that are taken of a video
   * @return the WAVs, in order
   */
  public static List<Path> run(
      List<Item> items,
      ModelsFolder models,
      Path encoder,
      GenerationConfig config,
      Path beginning,
      double frameRate,
      Path out) {
    Map<String, String> hashes = new LinkedHashMap<>();
    for (String model : List.of("vqvae", "low", "up")) {
      hashes.put(model, Hashes.sha256(TrainedModels.weights(models.trained(model))));
    }
    String heard = beginning == null ? null : Hashes.sha256(beginning);
    List<Path> wavs = new ArrayList<>();
    List<List<Item>> missing = new ArrayList<>();
    Map<Item, FrameSequence> frames = new HashMap<>();
    try (ImageEncoder network = NetworkRegistry.at(NetworkKind.IMAGE_ENCODER, encoder).open()) {
      hashes.put("encoder", network.sha256());
      for (List<Item> group : groups(items, config)) {
        boolean whole = true;
        for (Item item : group) {
          for (int sample = 0; sample < config.samplesPerItem(); sample++) {
            Path wav = wav(out, item.id(), sample, config);
            wavs.add(wav);
            whole &= isThere(wav, recipe(item, sample, config, hashes, heard));
          }
        }
        if (!whole) {
          missing.add(group);
        }
      }
      embed(missing, network, frameRate, frames);
    }
    // The encoder is closed: it and the other models are never in memory together.
    if (!missing.isEmpty()) {
      // As many as in a run that finds none of them there: the same sounds either way.
      int sounds = Math.multiplyExact(items.size(), config.samplesPerItem());
      generate(missing, models, frames, config, sounds, beginning, out, hashes, heard);
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
      Map<Item, FrameSequence> frames) {
    try (Progress progress =
        Progress.start("embed pictures", groups.stream().mapToInt(List::size).sum())) {
      for (List<Item> group : groups) {
        for (Item item : group) {
          frames.put(item, frames(item, network, frameRate));
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
      Map<String, String> hashes,
      String heard) {
    float[] given =
        beginning == null
            ? new float[0]
            : Resampler.toMono(
                MediaFile.audio(beginning),
                TrainedModels.vqVaeConfig(models.trained("vqvae")).sampleRate());
    try (NDManager manager = NDManager.newBaseManager();
        Generator generator =
            Generator.opening(
                () -> TrainedModels.languageModel(models.trained("low"), manager),
                () -> TrainedModels.languageModel(models.trained("up"), manager),
                TrainedModels.vqVae(models.trained("vqvae"), manager),
                config,
                sounds);
        GenerationProgress progress =
            GenerationProgress.start(groups, generator, config, given.length)) {
      for (List<Item> group : groups) {
        Map<String, Item> byId = new LinkedHashMap<>();
        List<GenerationRequest> requests = new ArrayList<>();
        for (Item item : group) {
          byId.put(item.id(), item);
          requests.add(new GenerationRequest(item.id(), frames.get(item), given));
        }
        generator.generate(
            requests,
            progress.codes(),
            sound -> {
              write(
                  out, sound, recipe(byId.get(sound.id()), sound.sample(), config, hashes, heard));
              progress.sound();
            });
      }
    }
  }

  /** What a model is told of an item: embeddings of its frames with their times. */
  static FrameSequence frames(Item item, ImageEncoder network, double frameRate) {
    List<VideoFrame> frames = EmbeddingPreparation.frames(item, frameRate);
    float[][] embeddings = network.encode(frames.stream().map(VideoFrame::image).toList());
    double[] seconds =
        frames.stream().mapToDouble(f -> Math.max(0, f.seconds() - item.start())).toArray();
    return new FrameSequence(embeddings, seconds);
  }

  private static void write(Path out, GeneratedSound sound, Recipe recipe) {
    Path wav = wav(out, sound.id(), sound.sample(), recipe.config());
    WavFile.write(wav, AudioClip.mono(sound.audio(), sound.sampleRate()), WavFile.Encoding.PCM_16);
    Json.write(json(wav), recipe);
  }

  private static Recipe recipe(
      Item item, int sample, GenerationConfig config, Map<String, String> hashes, String heard) {
    return new Recipe(
        item.id(), sample, item.frameSource().getFileName().toString(), config, hashes, heard);
  }

  /** The JSON is written last: where it is, the WAV is whole. */
  private static boolean isThere(Path wav, Recipe recipe) {
    if (!Files.exists(json(wav)) || !Files.exists(wav)) {
      return false;
    }
    if (!Json.read(json(wav), Recipe.class).equals(recipe)) {
      throw new UserError(
          wav.toString(),
          "a sound that was made otherwise (see " + json(wav).getFileName() + ")",
          "a folder for this configuration and these models",
          "Choose another --out, or delete that folder");
    }
    return true;
  }

  private static Path wav(Path out, String id, int sample, GenerationConfig config) {
    return out.resolve(config.samplesPerItem() == 1 ? id + ".wav" : id + "_" + sample + ".wav");
  }

  private static Path json(Path wav) {
    String name = wav.getFileName().toString();
    return wav.resolveSibling(name.substring(0, name.length() - 4) + ".json");
  }
}
