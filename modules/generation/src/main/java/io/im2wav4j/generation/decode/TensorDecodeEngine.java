package io.im2wav4j.generation.decode;

import io.im2wav4j.models.lm.LanguageModel;
import io.im2wav4j.nn.layer.Module;
import java.util.Optional;

/** Decodes with the tensor engine, on any device and in single precision. */
public final class TensorDecodeEngine implements DecodeEngine {
  @Override
  public boolean takes(Module model) {
    return true;
  }

  @Override
  public Optional<String> missing() {
    return Optional.empty();
  }

  @Override
  public String name() {
    return "tensor";
  }

  @Override
  public Precision precision(Precision wanted) {
    return Precision.FP32;
  }

  @Override
  public CodeDecoders copy(LanguageModel model, Precision precision, int rows) {
    return new DecodeWeights(model);
  }

  /** Frees nothing: codes that are given go through the model's own layers. */
  @Override
  public CodeDecoders take(LanguageModel model, Precision precision, int rows) {
    return copy(model, precision, rows);
  }
}
