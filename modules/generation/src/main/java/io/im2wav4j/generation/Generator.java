package io.im2wav4j.generation;

import io.im2wav4j.core.Seeds;
import io.im2wav4j.core.error.UserError;
import io.im2wav4j.core.progress.Progress;
import io.im2wav4j.generation.decode.DecodeEngine;
import io.im2wav4j.models.codec.CodeLevel;
import io.im2wav4j.models.codec.CodecFormat;
import io.im2wav4j.models.codec.SoundCodec;
import io.im2wav4j.models.lm.LanguageModel;
import io.im2wav4j.models.lm.LanguageModelConfig;
import io.im2wav4j.models.lm.SamplingConfig;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Sounds for pictures: Low samples low codes, Up samples up codes conditioned on these, the codec
 * decodes the up codes.
 *
 * <p>Whole windows are sampled, as in training, and the sound is cut to its length.
 */
public final class Generator implements AutoCloseable {
  private final LanguageModelConfig lowConfig;
  private final LanguageModelConfig upConfig;
  private final SoundCodec codec;
  private final GenerationConfig config;
  private final CodeGenerator low;
  private final CodeGenerator up;

  /**
   * A generator over the models' weights as they are now.
   *
   * @param codec whose codes the two were trained on
   * @throws UserError where the three do not fit each other
   */
  public Generator(LanguageModel low, LanguageModel up, SoundCodec codec, GenerationConfig config) {
    this(() -> low, () -> up, codec, config, config.batchSize(), false);
  }

  private Generator(
      Supplier<LanguageModel> low,
      Supplier<LanguageModel> up,
      SoundCodec codec,
      GenerationConfig config,
      int slots,
      boolean take) {
    this.codec = codec;
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
      SoundCodec codec,
      GenerationConfig config,
      int sounds) {
    return new Generator(low, up, codec, config, Math.min(sounds, config.batchSize()), true);
  }

  /** What decodes the codes: the same for both models. */
  public DecodeEngine engine() {
    return low.engine();
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
    CodecFormat codes = codec.format();
    if (!codes.levels().contains(CodeLevel.LOW)) {
      throw misfit("the codec has no low codes", "a codec of two levels");
    }
    if (upConfig.conditioner() == null) {
      throw misfit("Up has no conditioner for low codes", "a model with 'conditioner'");
    }
    fit("hop of Low", lowConfig.hop(), "the codec's low level", codes.hop(CodeLevel.LOW));
    fit("hop of Up", upConfig.hop(), "the codec's up level", codes.hop(CodeLevel.UP));
    fit("codebook of Low", lowConfig.codebookSize(), "the codec", codes.codebookSize());
    fit("codebook of Up", upConfig.codebookSize(), "the codec", codes.codebookSize());
    fit(
        "low codes that Up reads",
        upConfig.conditioner().codebookSize(),
        "the codec",
        codes.codebookSize());
    fit(
        "up codes a low code for Up",
        upConfig.conditioner().ratio(),
        "the codec",
        codes.hop(CodeLevel.LOW) / codes.hop(CodeLevel.UP));
  }

  private static void fit(String what, int size, String whose, int expected) {
    if (size != expected) {
      throw misfit(what + " is " + size, expected + ", as " + whose + " has it");
    }
  }

  private static UserError misfit(String found, String expected) {
    return new UserError(
        "models", found, expected, "Use Low and Up that were trained on the codes of this codec");
  }

  /**
   * Codes that are sampled for so many requests, for a progress of a whole task.
   *
   * @param beginning samples that each sound begins with
   */
  public long steps(int requests, int beginning) {
    int sampled = lowTotal() - beginning / lowConfig.hop();
    return (long) requests
        * config.samplesPerItem()
        * sampled
        * (1 + upConfig.conditioner().ratio());
  }

  /** Low codes of a request's beginning. */
  private int lowPrimeLength(GenerationRequest request) {
    return request.beginning().length / lowConfig.hop();
  }

  /** Low codes of a sound: as many as it needs, at least a window of either model. */
  private int lowTotal() {
    long samples = samples();
    int needed = (int) ((samples + lowConfig.hop() - 1) / lowConfig.hop());
    return Math.max(needed, Math.max(lowConfig.contextLength(), upConfig.upperContextLength()));
  }

  private int upTotal() {
    return lowTotal() * upConfig.conditioner().ratio();
  }

  private long samples() {
    return Math.round(config.seconds() * codec.format().sampleRate());
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
    generate(requests, config.seed(), progress, sink);
  }

  /** The same with another seed than the configuration's. */
  public void generate(
      List<GenerationRequest> requests,
      long seed,
      Progress progress,
      Consumer<GeneratedSound> sink) {
    Deque<Task> waiting = new ArrayDeque<>(tasks(requests, seed));
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

  private List<Task> tasks(List<GenerationRequest> requests, long seed) {
    List<Task> tasks = new ArrayList<>();
    for (GenerationRequest request : requests) {
      checkWidth(request, "Low", lowConfig);
      checkWidth(request, "Up", upConfig);
      if (lowPrimeLength(request) >= lowTotal()) {
        throw new UserError(
            request.id(),
            "a beginning as long as the sound",
            "fewer than " + config.seconds() + " s",
            "Ask for a longer sound (seconds), or give less of the beginning");
      }
      Map<CodeLevel, int[]> prime = prime(request);
      for (int sample = 0; sample < config.samplesPerItem(); sample++) {
        long own = Seeds.derive(seed, "generate " + request.id(), sample);
        tasks.add(new Task(request, sample, own, prime, null));
      }
    }
    return tasks;
  }

  /** Codes of a request's beginning, whole low codes of it. */
  private Map<CodeLevel, int[]> prime(GenerationRequest request) {
    int samples = lowPrimeLength(request) * lowConfig.hop();
    return samples == 0
        ? Map.of(CodeLevel.UP, new int[0], CodeLevel.LOW, new int[0])
        : codec.encode(Arrays.copyOf(request.beginning(), samples)).codes();
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
    private final Map<CodeLevel, int[]> prime;
    private final int[] lowCodes;

    Task(
        GenerationRequest request,
        int sample,
        long seed,
        Map<CodeLevel, int[]> prime,
        int[] lowCodes) {
      this.request = request;
      this.sample = sample;
      this.seed = seed;
      this.prime = prime;
      this.lowCodes = lowCodes;
    }

    Task halfway(int[] codes) {
      return new Task(request, sample, seed, prime, codes);
    }

    CodeJob lowJob() {
      return job(CodeLevel.LOW, lowTotal(), null);
    }

    CodeJob upJob() {
      return job(CodeLevel.UP, upTotal(), lowCodes);
    }

    private CodeJob job(CodeLevel level, int total, int[] upper) {
      int rate = codec.format().sampleRate();
      long sound = Math.max(samples(), (long) lowTotal() * lowConfig.hop());
      long clip = Math.max(sound, Math.round(config.clipSeconds() * rate));
      return new CodeJob(
          request.frames(),
          rate,
          clip,
          total,
          upper,
          prime.get(level),
          new SplittableRandom(Seeds.derive(seed, level + " codes")));
    }
  }

  private GeneratedSound sound(Task task, int[] upCodes) {
    return new GeneratedSound(
        task.request.id(),
        task.sample,
        task.seed,
        Arrays.copyOf(codec.decode(upCodes, CodeLevel.UP), Math.toIntExact(samples())),
        codec.format().sampleRate(),
        task.lowCodes,
        upCodes);
  }

  @Override
  public void close() {
    low.close();
    up.close();
  }
}
