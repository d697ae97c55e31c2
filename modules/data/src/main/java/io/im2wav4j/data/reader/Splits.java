package io.im2wav4j.data.reader;

import io.im2wav4j.core.Seeds;

/**
 * The split of an item in a data set that publishes none: by a hash of its id, so that more items
 * never move the others.
 *
 * @param validation share of the items, 0 to 1
 * @param test share of the items, 0 to 1
 * @param seed of the hash
 */
public record Splits(double validation, double test, long seed) {
  /** Checks the shares. */
  public Splits {
    if (!(validation >= 0 && test >= 0 && validation + test < 1)) {
      throw new IllegalArgumentException(
          "validation is "
              + validation
              + " and test "
              + test
              + "; must be at least 0 and together under 1");
    }
  }

  /** Five per cent validation, ten per cent test. */
  public static Splits standard() {
    return new Splits(0.05, 0.1, 0);
  }

  /** "train", "validation" or "test". */
  public String of(String id) {
    double u = (Seeds.derive(seed, id) >>> 11) * 0x1p-53;
    return u < test ? "test" : u < test + validation ? "validation" : "train";
  }
}
