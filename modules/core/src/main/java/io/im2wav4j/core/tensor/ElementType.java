package io.im2wav4j.core.tensor;

import io.im2wav4j.core.error.UserError;
import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * Element types of safetensors and PyTorch. Of some only the size is known here: a tensor of such a
 * type can be listed, and is refused when it is asked for.
 */
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
  BOOL(1),
  /** Unsigned 16-bit integer. */
  U16(2),
  /** Unsigned 32-bit integer. */
  U32(4),
  /** Unsigned 64-bit integer. */
  U64(8),
  /** 8-bit float, 4 bits of exponent. */
  F8_E4M3(1, false),
  /** 8-bit float, 5 bits of exponent. */
  F8_E5M2(1, false),
  /** The first without negative zero. */
  F8_E4M3FNUZ(1, false),
  /** The second without negative zero. */
  F8_E5M2FNUZ(1, false),
  /** A power of two. */
  F8_E8M0(1, false),
  /** Complex of two halfs. */
  C32(4, false),
  /** Complex of two singles. */
  C64(8, false),
  /** Complex of two doubles. */
  C128(16, false),
  /** Quantised to 8 bits. */
  Q8(1, false),
  /** Quantised to 32 bits. */
  Q32(4, false);

  private final int bytes;
  private final boolean readable;

  ElementType(int bytes) {
    this(bytes, true);
  }

  ElementType(int bytes, boolean readable) {
    this.bytes = bytes;
    this.readable = readable;
  }

  /** Whether its numbers are understood here. */
  public boolean readable() {
    return readable;
  }

  /** What to say when a tensor of another type is asked for. */
  public static UserError unreadable(String file, String tensor, String type) {
    return new UserError(
        file,
        "tensor '" + UserError.printable(tensor) + "' has type '" + UserError.printable(type) + "'",
        Arrays.stream(values())
            .filter(ElementType::readable)
            .map(Enum::name)
            .collect(Collectors.joining(", ")),
        "The file is whole, but numbers of this type are not read: save this tensor as F32, F16 or"
            + " BF16");
  }

  /** Bytes per element. */
  public int bytes() {
    return bytes;
  }
}
