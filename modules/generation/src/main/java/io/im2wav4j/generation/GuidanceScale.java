package io.im2wav4j.generation;

import java.math.BigDecimal;

/** A scale of classifier-free guidance as a name, for folders and tables. */
public final class GuidanceScale {
  private GuidanceScale() {}

  /** The shortest decimal number: "3", "1.5". */
  public static String name(double scale) {
    return BigDecimal.valueOf(scale).stripTrailingZeros().toPlainString();
  }
}
