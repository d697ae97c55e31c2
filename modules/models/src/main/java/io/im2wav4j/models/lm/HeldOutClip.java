package io.im2wav4j.models.lm;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.Shape;
import io.im2wav4j.models.conditioning.ClipWindow;
import io.im2wav4j.models.conditioning.FrameSequence;
import io.im2wav4j.models.conditioning.ImageInput;
import java.util.List;
import java.util.OptionalDouble;

/**
 * Bits per code of a whole clip that a model was not trained on: window after window, without
 * overlap; the rest that fills no window is left out.
 *
 * @param codes that the model predicts
 * @param upperCodes of the level above for the same time; null for Low
 * @param frames what can be seen, by time
 * @param sampleRate of the sound that the codes stand for
 */
public record HeldOutClip(int[] codes, int[] upperCodes, FrameSequence frames, int sampleRate) {

  /** Codes in whole windows of the model. */
  public int scoredCodes(LanguageModelConfig config) {
    return length(config) / config.contextLength() * config.contextLength();
  }

  /** The mean over the windows; empty where the clip is shorter than one. */
  public OptionalDouble bitsPerCode(LanguageModel model, NDManager manager) {
    LanguageModelConfig config = model.config();
    int context = config.contextLength();
    int windows = scoredCodes(config) / context;
    double sum = 0;
    for (int w = 0; w < windows; w++) {
      try (NDScope scope = new NDScope()) {
        scope.suppressNotUsedWarning();
        int from = w * context;
        ClipWindow seen =
            frames.window(
                sampleRate,
                (long) length(config) * config.hop(),
                (long) from * config.hop(),
                config.windowSamples());
        ImageInput image = model.imageConditioner().input(manager, List.of(seen));
        int upper = config.upperContextLength();
        sum +=
            model.evaluate(
                new LanguageModelBatch(
                    array(manager, codes, from, context),
                    image,
                    upper == 0 ? null : array(manager, upperCodes, w * upper, upper)));
      }
    }
    return windows == 0 ? OptionalDouble.empty() : OptionalDouble.of(sum / windows);
  }

  /** Codes that both levels have. */
  private int length(LanguageModelConfig config) {
    if (config.conditioner() == null) {
      return codes.length;
    }
    int ratio = config.conditioner().ratio();
    return Math.min(codes.length / ratio, upperCodes.length) * ratio;
  }

  private static NDArray array(NDManager manager, int[] codes, int from, int count) {
    long[] part = new long[count];
    for (int i = 0; i < count; i++) {
      part[i] = codes[from + i];
    }
    return manager.create(part, new Shape(1, count));
  }
}
