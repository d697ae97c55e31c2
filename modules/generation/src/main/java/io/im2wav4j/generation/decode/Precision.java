package io.im2wav4j.generation.decode;

/** How a decoder holds the weights of matrices. Sums are always 32-bit. */
public enum Precision {
  /** 16-bit integers with a scale for each output: half the memory to read for each code. */
  INT16,
  /** 32-bit floating point, as trained. */
  FP32
}
