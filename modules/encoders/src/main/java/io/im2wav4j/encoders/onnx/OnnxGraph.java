package io.im2wav4j.encoders.onnx;

import java.util.Map;

/** An opened ONNX file, in whichever process. One thread at a time. */
interface OnnxGraph extends AutoCloseable {
  /** All inputs and outputs that the graph has. */
  OnnxSignature found();

  /**
   * Runs a batch.
   *
   * @param used the inputs that are given and the outputs that are wanted
   */
  Map<String, float[]> run(OnnxSignature used, int items, Map<String, float[]> inputs);

  @Override
  void close();
}
