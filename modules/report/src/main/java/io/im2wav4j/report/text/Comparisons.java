package io.im2wav4j.report.text;

import io.im2wav4j.core.result.Comparison;
import io.im2wav4j.core.result.Interval;
import java.util.ArrayList;
import java.util.List;

/** Comparisons in words. */
public final class Comparisons {
  private Comparisons() {}

  /** The same comparison from the other side. */
  public static Comparison turned(Comparison c) {
    Interval d = c.difference();
    return new Comparison(
        c.metric(),
        c.second(),
        c.first(),
        new Interval(-d.estimate(), -d.high(), -d.low(), d.level()),
        c.pValue(),
        c.items(),
        c.test(),
        c.correctedPValue(),
        c.others());
  }

  /** The same comparison with other names. */
  public static Comparison renamed(Comparison c, String first, String second) {
    return new Comparison(
        c.metric(),
        first,
        second,
        c.difference(),
        c.pValue(),
        c.items(),
        c.test(),
        c.correctedPValue(),
        c.others());
  }

  /**
   * As "+21.7 points (95 % interval 12.5 to 30.8, p < 0.001, 120 items)"; no p-value where nothing
   * can be claimed.
   */
  public static String size(Comparison c, String unit) {
    List<String> remarks = new ArrayList<>();
    if (c.difference().level() > 0) {
      remarks.add(
          Numbers.level(c.difference().level()) + " interval " + Numbers.range(c.difference()));
    }
    switch (Verdicts.of(c)) {
      case TOO_FEW -> remarks.add("too few items to test");
      case UNDECIDED -> remarks.add("the tests disagree");
      default ->
          remarks.add(
              Numbers.probability(c.judgedPValue())
                  + (c.correctedPValue() == null ? "" : " after Holm's correction"));
    }
    remarks.add(Numbers.count(c.items()) + (c.items() == 1 ? " item" : " items"));
    return Numbers.difference(c.difference().estimate(), unit)
        + " ("
        + String.join(", ", remarks)
        + ")";
  }

  /** What the comparison tells, as "differ" or "cannot be told apart". */
  public static String verdict(Comparison c) {
    return switch (Verdicts.of(c)) {
      case DIFFER -> "differ";
      case ALIKE -> "cannot be told apart";
      case UNDECIDED -> "undecided: the tests disagree";
      case TOO_FEW -> "too few items to test";
    };
  }

  /** Names as "a", "a and b", "a, b and c". */
  public static String list(List<String> names) {
    int last = names.size() - 1;
    return last < 1
        ? String.join("", names)
        : String.join(", ", names.subList(0, last)) + " and " + names.get(last);
  }
}
