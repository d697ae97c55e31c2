package io.im2wav4j.report.text;

import java.util.Collection;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;

/** Letters that no font at hand has: a reader is told which they are, never shown a box. */
public final class Letters {
  /** More letters than this are counted, not listed. */
  private static final int LISTED = 12;

  private Letters() {}

  /** Letters of {@code text} that are to be seen and that {@code has} lacks. */
  public static SortedSet<Integer> missing(String text, IntPredicate has) {
    SortedSet<Integer> missing = new TreeSet<>();
    text.codePoints().filter(c -> !blank(c) && !has.test(c)).forEach(missing::add);
    return missing;
  }

  /** The text with letters that {@code has} lacks as their code points: "[U+4E2D U+6587] 1". */
  public static String spelled(String text, IntPredicate has) {
    StringBuilder out = new StringBuilder();
    boolean open = false;
    for (int c : text.codePoints().toArray()) {
      boolean missing = !has.test(c);
      if (missing && ignorable(c)) {
        continue;
      }
      missing &= !blank(c);
      out.append(missing ? open ? " " : "[" : open ? "]" : "");
      if (missing) {
        out.append(name(c));
      } else {
        out.appendCodePoint(c);
      }
      open = missing;
    }
    return out.append(open ? "]" : "").toString();
  }

  /** What to tell of them. */
  public static String warning(String where, Collection<Integer> missing) {
    String names =
        missing.stream().limit(LISTED).map(Letters::name).collect(Collectors.joining(" "));
    int more = missing.size() - LISTED;
    return where
        + ": no font of this machine that can be used there has "
        + names
        + (more > 0 ? " and " + more + " more" : "")
        + ": written as ["
        + name(missing.iterator().next())
        + "]. Install a TrueType font that has "
        + (missing.size() == 1 ? "it" : "them")
        + ", then write the report again.";
  }

  private static String name(int c) {
    return String.format("U+%04X", c);
  }

  /** Whether there is nothing to see of it. */
  private static boolean blank(int c) {
    return c == '\t' || c == '\n' || c == '\r' || Character.isSpaceChar(c) || ignorable(c);
  }

  /** Joiners, marks of direction, selectors of variants: they only tell how others look. */
  private static boolean ignorable(int c) {
    return Character.getType(c) == Character.FORMAT
        || c == 0x34F
        || c >= 0xFE00 && c <= 0xFE0F
        || c >= 0xE0100 && c <= 0xE01EF;
  }
}
