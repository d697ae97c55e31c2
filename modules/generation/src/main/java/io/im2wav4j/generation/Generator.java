package io.im2wav4j.generation;

import io.im2wav4j.core.Seeds;
import io.im2wav4j.core.error.UserError;
import io.im2wav4j.core.progress.Progress;
import io.im2wav4j.generation.packed.PackedModel;
import io.im2wav4j.models.conditioning.FrameSequence;
import io.im2wav4j.models.lm.LanguageModel;
import io.im2wav4j.models.lm.LanguageModelConfig;
import io.im2wav4j.models.vqvae.SoundCodec;
import io.im2wav4j.models.vqvae.VqVae;
import io.im2wav4j.models.vqvae.VqVaeConfig;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.slf4j.LoggerFactory;

/**
 * Sounds for pictures: Low samples low codes, Up samples up codes given these, the VQ-VAE decodes
 * the up codes.
 *
 * <p>Whole windows are sampled, as in training, and the sound is cut to its length.
 */
public final class Generator implements AutoCloseable {
  private final LanguageModelConfig lowConfig;
  private final LanguageModelConfig upConfig;
  private final VqVae vqVae;
  private final SoundCodec codec;
  private final GenerationConfig config;
  private final CodeGenerator low;
  private final CodeGenerator up;

  /**
   * A generator over the models' weights as they are now.
   *
   * @param vqVae whose level 0 is Up's and level 1 Low's
   * @throws UserError where the three do not fit each other
   */
  public Generator(LanguageModel low, LanguageModel up, VqVae vqVae, GenerationConfig config) {
    this.lowConfig = low.config();
    this.upConfig = up.config();
    this.vqVae = vqVae;
    this.codec = new SoundCodec(vqVae);
    this.config = config;
    checkFit();
    Precision precision = usable(config.precision());
    this.low = new CodeGenerator(low, config.low(), config.overlap(), precision);
    this.up = new CodeGenerator(up, config.up(), config.overlap(), precision);
  }

  private void checkFit() {
    VqVaeConfig sound = vqVae.config();
    if (upConfig.conditioner() == null) {
      throw misfit("Up has no conditioner for low codes", "a model with 'conditioner'");
    }
    fit("hop of Low", lowConfig.hop(), "the VQ-VAE's level 1", sound.hop(1));
    fit("hop of Up", upConfig.hop(), "the VQ-VAE's level 0", sound.hop(0));
    fit("codebook of Low", lowConfig.codebookSize(), "the VQ-VAE", sound.codebookSize());
    fit("codebook of Up", upConfig.codebookSize(), "the VQ-VAE", sound.codebookSize());
    fit(
        "low codes that Up reads",
        upConfig.conditioner().codebookSize(),
        "the VQ-VAE",
        sound.codebookSize());
    fit(
        "up codes a low code for Up",
        1 << upConfig.conditioner().halvings(),
        "the VQ-VAE",
        sound.hop(1) / sound.hop(0));
  }

  private static void fit(String what, int given, String whose, int expected) {
    if (given != expected) {
      throw misfit(what + " is " + given, expected + ", as " + whose + " has it");
    }
  }

  private static UserError misfit(String given, String expected) {
    return new UserError(
        "models", given, expected, "Use Low and Up that were trained on the codes of this VQ-VAE");
  }

  /** Codes that all sounds of a batch take, for a progress of a whole task. */
  public long steps(int requests) {
    int sounds = requests * config.samplesPerItem();
    int batches = (sounds + config.batchSize() - 1) / config.batchSize();
    return (long) batches * (lowTotal() + upTotal());
  }

  /** Low codes of a sound: as many as it needs, at least a window of either model. */
  private int lowTotal() {
    long samples = samples();
    int needed = (int) ((samples + lowConfig.hop() - 1) / lowConfig.hop());
    return Math.max(needed, Math.max(lowConfig.contextLength(), upConfig.upperContextLength()));
  }

  private int upTotal() {
    return lowTotal() << upConfig.conditioner().halvings();
  }

  private long samples() {
    return Math.round(config.seconds() * vqVae.config().sampleRate());
  }

  /**
   * Makes {@code samplesPerItem} sounds for each request, in order.
   *
   * @param progress stepped once for each code of a batch, {@link #steps} in all
   * @param sink takes each sound as soon as its batch is done
   * @throws UserError where a picture's embeddings are of another width than a model's
   */
  public void generate(
      List<GenerationRequest> requests, Progress progress, Consumer<GeneratedSound> sink) {
    List<Task> tasks = new ArrayList<>();
    for (GenerationRequest request : requests) {
      checkWidth(request, "Low", lowConfig);
      checkWidth(request, "Up", upConfig);
      for (int sample = 0; sample < config.samplesPerItem(); sample++) {
        long seed = Seeds.derive(config.seed(), "generate " + request.id(), sample);
        tasks.add(new Task(request, sample, seed));
      }
    }
    for (int from = 0; from < tasks.size(); from += config.batchSize()) {
      List<Task> batch = tasks.subList(from, Math.min(tasks.size(), from + config.batchSize()));
      generateBatch(batch, progress).forEach(sink);
    }
  }

  private static void checkWidth(
      GenerationRequest request, String model, LanguageModelConfig config) {
    int width = request.frames().embeddings()[0].length;
    int expected = config.image().embeddingWidth();
    if (width != expected) {
      throw new UserError(
          request.id(),
          "image embeddings of width " + width,
          "width " + expected + ", as " + model + " has it",
          "Use the image encoder that Low and Up were trained with, or train them on features of"
              + " this one with model.image.embeddingWidth="
              + width);
    }
  }

  private static Precision usable(Precision wanted) {
    if (wanted == Precision.INT16 && !PackedModel.supported()) {
      LoggerFactory.getLogger(Generator.class)
          .warn(
              "decoding in single precision, slower and with other results: this Java was started"
                  + " without --add-modules jdk.incubator.vector");
      return Precision.FP32;
    }
    return wanted;
  }

  private record Task(GenerationRequest request, int sample, long seed) {}

  private List<GeneratedSound> generateBatch(List<Task> tasks, Progress progress) {
    int rate = vqVae.config().sampleRate();
    List<FrameSequence> pictures = tasks.stream().map(t -> t.request().frames()).toList();
    long sound = Math.max(samples(), (long) lowTotal() * lowConfig.hop());
    long clip = Math.max(sound, Math.round(config.clipSeconds() * rate));
    int[][] lowCodes =
        low.generate(pictures, rate, clip, lowTotal(), null, randoms(tasks, "low codes"), progress);
    int[][] upCodes =
        up.generate(
            pictures, rate, clip, upTotal(), lowCodes, randoms(tasks, "up codes"), progress);
    List<GeneratedSound> sounds = new ArrayList<>();
    for (int i = 0; i < tasks.size(); i++) {
      Task task = tasks.get(i);
      float[] audio = Arrays.copyOf(codec.decode(upCodes[i], 0), Math.toIntExact(samples()));
      sounds.add(
          new GeneratedSound(
              task.request().id(),
              task.sample(),
              task.seed(),
              audio,
              rate,
              lowCodes[i],
              upCodes[i]));
    }
    return sounds;
  }

  private static List<SplittableRandom> randoms(List<Task> tasks, String purpose) {
    return tasks.stream().map(t -> new SplittableRandom(Seeds.derive(t.seed(), purpose))).toList();
  }

  @Override
  public void close() {
    low.close();
    up.close();
  }
}
