package io.im2wav4j.engine.decode;

import io.im2wav4j.engine.cpu.CpuEngine;
import io.im2wav4j.generation.decode.CodeDecoders;
import io.im2wav4j.generation.decode.DecodeEngine;
import io.im2wav4j.generation.decode.Precision;
import io.im2wav4j.models.lm.LanguageModel;

/** Decodes with packed weights; found as a service. */
public final class CpuDecodeEngine extends CpuEngine implements DecodeEngine {
  @Override
  public String name() {
    return "cpu";
  }

  @Override
  public Precision precision(Precision wanted) {
    return wanted;
  }

  @Override
  public CodeDecoders copy(LanguageModel model, Precision precision, int rows) {
    return new PackedModel(model, precision, rows);
  }

  @Override
  public CodeDecoders take(LanguageModel model, Precision precision, int rows) {
    return PackedModel.take(model, precision, rows);
  }
}
