package io.im2wav4j.core.tensor;

/** Element types of safetensors that this project reads and writes. */
public enum ElementType {
  /** IEEE double. */
  F64(8),
  /** IEEE single. */
  F32(4),
  /** IEEE half. */
  F16(2),
  /** bfloat16. */
  BF16(2),
  /** Signed 64-bit integer. */
  I64(8),
  /** Signed 32-bit integer. */
  I32(4),
  /** Signed 16-bit integer. */
  I16(2),
  /** Signed 8-bit integer. */
  I8(1),
  /** Unsigned 8-bit integer. */
  U8(1),
  /** One byte, 0 or 1. */
  BOOL(1);

  private final int bytes;

  ElementType(int bytes) {
    this.bytes = bytes;
  }

  /** Bytes per element. */
  public int bytes() {
    return bytes;
  }
}
