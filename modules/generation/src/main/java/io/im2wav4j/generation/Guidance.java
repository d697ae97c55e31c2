package io.im2wav4j.generation;

/**
 * Classifier-free guidance (Ho and Salimans 2022): scale x conditional + (1 - scale) x null. Scale
 * 1 is the conditional, 0 the null; above 1 goes away from the null.
 */
public final class Guidance {
  private Guidance() {}

  /**
   * Guided logits of one row.
   *
   * @param conditional logits with the picture
   * @param nothing logits with the null condition, as many
   */
  public static float[] combine(float[] conditional, float[] nothing, double scale) {
    float[] guided = conditional.clone();
    apply(guided, nothing, scale);
    return guided;
  }

  /** Turns conditional logits into guided ones. */
  static void apply(float[] conditional, float[] nothing, double scale) {
    if (conditional.length != nothing.length) {
      throw new IllegalArgumentException(
          conditional.length + " conditional logits with " + nothing.length + " null ones");
    }
    float s = (float) scale;
    for (int i = 0; i < conditional.length; i++) {
      conditional[i] = s * conditional[i] + (1 - s) * nothing[i];
    }
  }

  /** Whether a scale needs the conditional logits. */
  static boolean needsConditional(double scale) {
    return scale != 0;
  }

  /** Whether a scale needs the null logits. */
  static boolean needsNull(double scale) {
    return scale != 1;
  }
}
