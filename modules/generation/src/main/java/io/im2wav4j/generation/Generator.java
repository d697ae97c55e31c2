package io.im2wav4j.generation;

import io.im2wav4j.core.Seeds;
import io.im2wav4j.core.error.UserError;
import io.im2wav4j.core.progress.Progress;
import io.im2wav4j.models.lm.LanguageModel;
import io.im2wav4j.models.lm.LanguageModelConfig;
import io.im2wav4j.models.vqvae.SoundCodec;
import io.im2wav4j.models.vqvae.VqVae;
import io.im2wav4j.models.vqvae.VqVaeConfig;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.function.Supplier;

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
    this(() -> low, () -> up, vqVae, config, config.batchSize(), false);
  }

  private Generator(
      Supplier<LanguageModel> low,
      Supplier<LanguageModel> up,
      VqVae vqVae,
      GenerationConfig config,
      int slots,
      boolean take) {
    this.vqVae = vqVae;
    this.codec = new SoundCodec(vqVae);
    this.config = config;
    LanguageModel first = low.get();
    this.lowConfig = first.config();
    this.low = codes(first, config.low(), slots, take);
    LanguageModel second = up.get();
    this.upConfig = second.config();
    checkFit();
    this.up = codes(second, config.up(), slots, take);
  }

  /**
   * A generator that opens Low and Up itself, one after the other, and keeps of each what decoding
   * needs: the two never lie in memory at full size together.
   *
   * @param low opens Low; what it gives is used up
   * @param up opens Up, likewise
   * @param sounds that are wanted in all; a batch is never larger
   * @throws UserError where the three do not fit each other
   */
  public static Generator opening(
      Supplier<LanguageModel> low,
      Supplier<LanguageModel> up,
      VqVae vqVae,
      GenerationConfig config,
      int sounds) {
    return new Generator(low, up, vqVae, config, Math.min(sounds, config.batchSize()), true);
  }

  private CodeGenerator codes(
      LanguageModel model, SamplingConfig sampling, int slots, boolean take) {
    if (!take) {
      return new CodeGenerator(model, sampling, config.overlap(), config.precision(), slots);
    }
    CodeGenerator codes =
        CodeGenerator.take(model, sampling, config.overlap(), config.precision(), slots);
    System.gc(); // a weight file stays mapped, and so in memory, until its mapping is collected
    return codes;
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

  /**
   * Codes that are sampled for so many requests, for a progress of a whole task.
   *
   * @param given samples that each sound begins with
   */
  public long steps(int requests, int given) {
    int ratio = 1 << upConfig.conditioner().halvings();
    int sampled = lowTotal() - given / lowConfig.hop();
    return (long) requests * config.samplesPerItem() * sampled * (1 + ratio);
  }

  /** Low codes of a request's beginning. */
  private int lowGiven(GenerationRequest request) {
    return request.beginning().length / lowConfig.hop();
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
   * Makes {@code samplesPerItem} sounds for each request. Low and Up each decode a batch whose
   * places are filled again as soon as they are free, Up first while its batch is full.
   *
   * @param progress stepped by the codes that are sampled, {@link #steps} in all
   * @param sink takes each sound as soon as it is done: in order, where all take as many codes
   * @throws UserError where a picture's embeddings are of another width than a model's, or a
   *     beginning is as long as the sound
   */
  public void generate(
      List<GenerationRequest> requests, Progress progress, Consumer<GeneratedSound> sink) {
    Deque<Task> waiting = new ArrayDeque<>(tasks(requests));
    Deque<Task> halfway = new ArrayDeque<>();
    int slots = Math.min(config.batchSize(), waiting.size());
    try (CodeBatch lowBatch = low.batch(slots);
        CodeBatch upBatch = up.batch(slots)) {
      while (true) {
        while (upBatch.free() > 0 && !halfway.isEmpty()) {
          Task task = halfway.poll();
          upBatch.add(task.upJob(), codes -> sink.accept(sound(task, codes)));
        }
        boolean lowDone = waiting.isEmpty() && lowBatch.isEmpty();
        if (!upBatch.isEmpty() && (upBatch.free() == 0 || lowDone)) {
          progress.step(upBatch.step(), "");
        } else if (!lowDone) {
          while (lowBatch.free() > 0 && !waiting.isEmpty()) {
            Task task = waiting.poll();
            lowBatch.add(task.lowJob(), codes -> halfway.add(task.halfway(codes)));
          }
          progress.step(lowBatch.step(), "");
        } else {
          return;
        }
      }
    }
  }

  private List<Task> tasks(List<GenerationRequest> requests) {
    List<Task> tasks = new ArrayList<>();
    for (GenerationRequest request : requests) {
      checkWidth(request, "Low", lowConfig);
      checkWidth(request, "Up", upConfig);
      if (lowGiven(request) >= lowTotal()) {
        throw new UserError(
            request.id(),
            "a beginning as long as the sound",
            "fewer than " + config.seconds() + " s",
            "Ask for a longer sound (seconds), or give less of the beginning");
      }
      int[][] given = beginning(request);
      for (int sample = 0; sample < config.samplesPerItem(); sample++) {
        long seed = Seeds.derive(config.seed(), "generate " + request.id(), sample);
        tasks.add(new Task(request, sample, seed, given[1], given[0], null));
      }
    }
    return tasks;
  }

  /** Codes of a request's beginning by level, whole low codes of it. */
  private int[][] beginning(GenerationRequest request) {
    int samples = lowGiven(request) * lowConfig.hop();
    return samples == 0 ? new int[2][0] : codec.encode(Arrays.copyOf(request.beginning(), samples));
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

  /** One sound: its request, its seed, and what is known of its codes. */
  private final class Task {
    private final GenerationRequest request;
    private final int sample;
    private final long seed;
    private final int[] lowGiven;
    private final int[] upGiven;
    private final int[] lowCodes;

    Task(
        GenerationRequest request,
        int sample,
        long seed,
        int[] lowGiven,
        int[] upGiven,
        int[] lowCodes) {
      this.request = request;
      this.sample = sample;
      this.seed = seed;
      this.lowGiven = lowGiven;
      this.upGiven = upGiven;
      this.lowCodes = lowCodes;
    }

    Task halfway(int[] codes) {
      return new Task(request, sample, seed, lowGiven, upGiven, codes);
    }

    CodeJob lowJob() {
      return job(lowTotal(), null, lowGiven, "low codes");
    }

    CodeJob upJob() {
      return job(upTotal(), lowCodes, upGiven, "up codes");
    }

    private CodeJob job(int total, int[] upper, int[] given, String purpose) {
      int rate = vqVae.config().sampleRate();
      long sound = Math.max(samples(), (long) lowTotal() * lowConfig.hop());
      long clip = Math.max(sound, Math.round(config.clipSeconds() * rate));
      return new CodeJob(
          request.frames(),
          rate,
          clip,
          total,
          upper,
          given,
          new SplittableRandom(Seeds.derive(seed, purpose)));
    }
  }

  private GeneratedSound sound(Task task, int[] upCodes) {
    return new GeneratedSound(
        task.request.id(),
        task.sample,
        task.seed,
        Arrays.copyOf(codec.decode(upCodes, 0), Math.toIntExact(samples())),
        vqVae.config().sampleRate(),
        task.lowCodes,
        upCodes);
  }

  @Override
  public void close() {
    low.close();
    up.close();
  }
}
