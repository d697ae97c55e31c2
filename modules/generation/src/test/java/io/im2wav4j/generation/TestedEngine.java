package io.im2wav4j.generation;

import io.im2wav4j.generation.decode.DecodeEngine;
import io.im2wav4j.generation.decode.TensorDecodeEngine;
import io.im2wav4j.models.lm.LanguageModel;
import io.im2wav4j.models.lm.LanguageModelBatch;
import java.util.function.Function;
import java.util.function.ToDoubleBiFunction;

/**
 * What suites are run with.
 *
 * @param tolerance of a logit in decoding, absolute and relative
 * @param gradients of a model: adds a batch's, with recomputation or without, and gives the loss
 */
public record TestedEngine(
    DecodeEngine decode,
    double tolerance,
    Function<LanguageModel, ToDoubleBiFunction<LanguageModelBatch, Boolean>> gradients) {

  /** The tensor engine. */
  public static final TestedEngine TENSOR =
      new TestedEngine(new TensorDecodeEngine(), 2e-4, model -> model::backward);
}
