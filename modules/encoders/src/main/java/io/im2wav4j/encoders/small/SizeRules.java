package io.im2wav4j.encoders.small;

/** Range checks of this package's configuration records. */
final class SizeRules {
  private SizeRules() {}

  static void atLeast(String name, int value, int least) {
    if (value < least) {
      throw new IllegalArgumentException(name + " is " + value + "; must be at least " + least);
    }
  }

  static void multipleOf(String name, int value, int factor) {
    if (value < 1 || value % factor != 0) {
      throw new IllegalArgumentException(
          name + " is " + value + "; must be a positive multiple of " + factor);
    }
  }
}
