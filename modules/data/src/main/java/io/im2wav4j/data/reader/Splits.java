package io.im2wav4j.data.reader;

import io.im2wav4j.core.Seeds;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/**
 * The split of an item in a data set that publishes none: by a hash of its id, so that more items
 * never move the others.
 *
 * @param validation share of the items, 0 to 1
 * @param test share of the items, 0 to 1
 * @param seed of the hash
 */
public record Splits(double validation, double test, long seed) {
  private static final Set<String> NAMES = Set.of("train", "validation", "test");

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

  /**
   * The split of an item of a published split, or of none where that is empty. Of a published
   * training split a part is set aside for validation; a published test split stays whole.
   */
  String within(String published, String id) {
    if (published.isEmpty()) {
      return of(id);
    }
    return published.equals("train") && of(id).equals("validation") ? "validation" : published;
  }

  /** Whether folders are those of splits and not of classes. */
  static boolean areSplits(List<Path> folders) {
    return !folders.isEmpty()
        && folders.stream().allMatch(f -> NAMES.contains(f.getFileName().toString()));
  }
}
