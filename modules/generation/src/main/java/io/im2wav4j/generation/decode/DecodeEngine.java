package io.im2wav4j.generation.decode;

import io.im2wav4j.models.lm.LanguageModel;
import io.im2wav4j.nn.engine.Engines;
import io.im2wav4j.nn.engine.ModelEngine;

/** Makes decoders of language models. */
public interface DecodeEngine extends ModelEngine {
  /**
   * Copies a model's weights as they are now.
   *
   * @param precision of the copy, where the engine has it
   * @param rows that are decoded together at most, for which the weights are laid out
   */
  CodeDecoders copy(LanguageModel model, Precision precision, int rows);

  /**
   * As {@link #copy}, but frees the transformer's own weights as soon as they are copied. The model
   * is of no other use afterwards than to make conditions.
   */
  CodeDecoders take(LanguageModel model, Precision precision, int rows);

  /** What it is called where it is recorded how a sound was made. */
  String name();

  /** The precision that it decodes in where another may be asked for. */
  Precision precision(Precision wanted);

  /** The fastest for models as they are opened when nothing else is said. */
  static DecodeEngine standard() {
    return Engines.standard(DecodeEngine.class, new TensorDecodeEngine());
  }

  /** The fastest for a model. */
  static DecodeEngine of(LanguageModel model) {
    return Engines.choose(DecodeEngine.class, model, new TensorDecodeEngine());
  }
}
