package io.im2wav4j.engine.suites;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.im2wav4j.generation.TinyModels;
import io.im2wav4j.generation.decode.CodeDecoder;
import io.im2wav4j.generation.decode.CodeDecoders;
import io.im2wav4j.generation.decode.DecodeEngine;
import io.im2wav4j.generation.decode.Precision;
import io.im2wav4j.models.conditioning.ClipWindow;
import io.im2wav4j.models.conditioning.Conditions;
import io.im2wav4j.models.conditioning.ImageInput;
import io.im2wav4j.models.lm.LanguageModel;
import io.im2wav4j.models.lm.LanguageModelBatch;
import io.im2wav4j.training.lm.GradientEngine;
import java.util.List;

/** A program that decodes a code of a tiny Low and computes a gradient, twice. */
public final class TinyRun {
  private TinyRun() {}

  /** Prints what computed both. */
  public static void main(String[] arguments) {
    for (int run = 0; run < 2; run++) {
      try (NDManager manager = NDManager.newBaseManager()) {
        LanguageModel model = TinyModels.low(manager);
        float[][] frames = new float[1][TinyModels.EMBEDDING];
        ImageInput image =
            model.imageConditioner().input(manager, List.of(new ClipWindow(frames, 500, 0, 192)));
        DecodeEngine decoding = DecodeEngine.of(model);
        float[][] logits = new float[1][TinyModels.CODES];
        try (CodeDecoders weights = decoding.copy(model, Precision.INT16, 1);
            CodeDecoder decoder = weights.decoder(manager, 1)) {
          Conditions conditions = model.conditions(image, null);
          decoder.open(0, conditions, new int[] {3, 1});
          decoder.next(new int[] {0}, new int[] {1}, logits);
        }
        model.requireGradient(true);
        GradientEngine gradients = GradientEngine.of(model);
        double bits =
            gradients
                .open(model)
                .backward(
                    new LanguageModelBatch(
                        manager.zeros(new Shape(1, 24), DataType.INT64), image, null),
                    false);
        if (!Float.isFinite(logits[0][0]) || !(bits > 0)) {
          throw new IllegalStateException(logits[0][0] + ", " + bits);
        }
        System.out.println(
            decoding.getClass().getSimpleName() + " " + gradients.getClass().getSimpleName());
      }
    }
  }
}
