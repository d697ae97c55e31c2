package io.im2wav4j.generation;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.jni.JniUtils;
import io.im2wav4j.core.progress.Progress;
import io.im2wav4j.generation.decode.CachedDecoder;
import io.im2wav4j.generation.decode.CodeDecoder;
import io.im2wav4j.generation.decode.DecodeWeights;
import io.im2wav4j.generation.packed.PackedDecoder;
import io.im2wav4j.generation.packed.PackedModel;
import io.im2wav4j.models.conditioning.ClipWindow;
import io.im2wav4j.models.conditioning.Conditions;
import io.im2wav4j.models.conditioning.FrameSequence;
import io.im2wav4j.models.conditioning.ImageInput;
import io.im2wav4j.models.lm.LanguageModel;
import io.im2wav4j.models.lm.LanguageModelConfig;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Samples the codes of one level for a batch of items in one pass, in windows primed by the codes
 * before them where the sound is longer than the context.
 *
 * <p>An item's codes depend on its picture, its generator of random numbers and its codes above,
 * not on its neighbours, up to what the order of additions in a matrix product can change.
 */
public final class CodeGenerator implements AutoCloseable {
  private final LanguageModel model;
  private final DecodeWeights weights;
  private final PackedModel packed;
  private final Sampler sampler;
  private final double guidance;
  private final double overlap;

  /**
   * A generator over a model's weights as they are now.
   *
   * @param overlap fraction of a window that is given by the window before
   * @param precision of the weights
   */
  public CodeGenerator(
      LanguageModel model, SamplingConfig sampling, double overlap, Precision precision) {
    this.model = model;
    this.packed = precision == Precision.INT16 ? new PackedModel(model) : null;
    this.weights = packed == null ? new DecodeWeights(model) : null;
    this.sampler = new Sampler(sampling);
    this.guidance = model.config().image().hasNull() ? sampling.guidance() : 1;
    this.overlap = overlap;
  }

  /** Rows that a pass over {@code items} items decodes. */
  public int rows(int items) {
    return items
        * ((Guidance.needsConditional(guidance) ? 1 : 0) + (Guidance.needsNull(guidance) ? 1 : 0));
  }

  /**
   * Codes of N items, [N][total].
   *
   * @param pictures one for each item
   * @param sampleRate of the sound
   * @param clipSamples length of the clip that the model is told
   * @param total codes of each item, at least the context
   * @param upper codes of the level above, [N][total / 2^halvings]; null for Low
   * @param randoms one for each item
   * @param progress stepped once for each code
   */
  public int[][] generate(
      List<FrameSequence> pictures,
      int sampleRate,
      long clipSamples,
      int total,
      int[][] upper,
      List<? extends RandomGenerator> randoms,
      Progress progress) {
    LanguageModelConfig config = model.config();
    int context = config.contextLength();
    int[][] codes = new int[pictures.size()][total];
    int done = 0;
    for (int start : Windows.starts(total, context, hop())) {
      long offset = (long) start * config.hop();
      List<ClipWindow> windows =
          pictures.stream()
              .map(p -> p.window(sampleRate, clipSamples, offset, config.windowSamples()))
              .toList();
      try (NDManager manager = model.trunk().embeddings().getManager().newSubManager();
          CodeDecoder decoder = decoder(conditions(manager, windows, upper, start))) {
        int given = done - start;
        if (given > 0) {
          decoder.prime(repeat(decoder.rows(), codes, start, given));
        }
        for (int t = given; t < context; t++) {
          sampleNext(decoder, codes, start + t, randoms);
          progress.step(1, "");
        }
      }
      done = start + context;
    }
    return codes;
  }

  private CodeDecoder decoder(Conditions told) {
    return packed == null ? new CachedDecoder(weights, told) : new PackedDecoder(packed, told);
  }

  /** New codes of a window; windows start where a code of the level above starts. */
  private int hop() {
    LanguageModelConfig config = model.config();
    int ratio = config.conditioner() == null ? 1 : 1 << config.conditioner().halvings();
    int hop = (int) Math.round(config.contextLength() * (1 - overlap) / ratio) * ratio;
    return Math.max(ratio, Math.min(config.contextLength(), hop));
  }

  private void sampleNext(
      CodeDecoder decoder, int[][] codes, int at, List<? extends RandomGenerator> randoms) {
    int n = codes.length;
    int[] previous = new int[decoder.rows()];
    if (at > 0) {
      for (int r = 0; r < previous.length; r++) {
        previous[r] = codes[r % n][at - 1];
      }
    }
    float[][] logits = decoder.next(previous);
    for (int i = 0; i < n; i++) {
      float[] row =
          logits.length == n ? logits[i] : Guidance.combine(logits[i], logits[n + i], guidance);
      codes[i][at] = sampler.sample(row, randoms.get(i));
    }
  }

  private static int[][] repeat(int rows, int[][] codes, int start, int count) {
    int[][] given = new int[rows][];
    for (int r = 0; r < rows; r++) {
      given[r] = java.util.Arrays.copyOfRange(codes[r % codes.length], start, start + count);
    }
    return given;
  }

  /** Conditions of all rows: the items with their pictures, then the items without. */
  private Conditions conditions(
      NDManager manager, List<ClipWindow> windows, int[][] upper, int start) {
    boolean before = JniUtils.isGradMode();
    JniUtils.setGradMode(false);
    try (NDScope scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      ImageInput image = model.imageConditioner().input(manager, windows);
      NDArray upperCodes = upper == null ? null : upperWindow(manager, upper, start);
      Conditions told = null;
      if (Guidance.needsConditional(guidance)) {
        told = model.conditions(image, upperCodes);
      }
      if (Guidance.needsNull(guidance)) {
        Conditions nothing = model.conditions(image.allDropped(), upperCodes);
        told =
            told == null
                ? nothing
                : new Conditions(
                    NDArrays.concat(new NDList(told.start(), nothing.start()), 0),
                    NDArrays.concat(new NDList(told.perCode(), nothing.perCode()), 0));
      }
      NDScope.unregister(told.start(), told.perCode());
      told.start().attach(manager);
      told.perCode().attach(manager);
      return told;
    } finally {
      JniUtils.setGradMode(before);
    }
  }

  private NDArray upperWindow(NDManager manager, int[][] upper, int start) {
    int count = model.config().upperContextLength();
    int from = start >> model.config().conditioner().halvings();
    long[] window = new long[upper.length * count];
    for (int i = 0; i < upper.length; i++) {
      for (int t = 0; t < count; t++) {
        window[i * count + t] = upper[i][from + t];
      }
    }
    return manager.create(window, new Shape(upper.length, count));
  }

  @Override
  public void close() {
    if (weights != null) {
      weights.close();
    }
  }
}
