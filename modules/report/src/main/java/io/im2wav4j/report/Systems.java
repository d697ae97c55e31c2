package io.im2wav4j.report;

import io.im2wav4j.core.result.EvaluationResult;
import io.im2wav4j.core.result.ItemResult;
import io.im2wav4j.core.result.SystemResult;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Which systems a reader asks about, and which only bound their numbers. */
public final class Systems {
  private Systems() {}

  /**
   * Whether the system only bounds the others: ground truth, reconstructions, and the control with
   * shuffled pictures.
   */
  public static boolean isBound(String name) {
    return name.contains("true sounds")
        || name.contains("ground truth")
        || name.contains("reconstruct")
        || name.contains("shuffled");
  }

  /** Those that are no bounds; all where there are only bounds. */
  public static List<SystemResult> contenders(List<SystemResult> systems) {
    List<SystemResult> found = systems.stream().filter(s -> !isBound(s.name())).toList();
    return found.isEmpty() ? systems : found;
  }

  /** The one that was asked about, which a page plays; where none was named, the last contender. */
  public static SystemResult main(EvaluationResult result) {
    Optional<SystemResult> named = Optional.ofNullable(result.subject()).flatMap(result::system);
    if (named.isPresent()) {
      return named.get();
    }
    List<SystemResult> contenders = contenders(result.systems());
    return contenders.get(contenders.size() - 1);
  }

  /** What to show beside the main system: ground truth, then controls, then the other systems. */
  static List<SystemResult> beside(EvaluationResult result) {
    String main = main(result).name();
    return result.systems().stream()
        .filter(s -> !s.name().equals(main))
        .sorted(Comparator.comparingInt(s -> rank(s.name())))
        .toList();
  }

  private static int rank(String name) {
    return name.contains("ground truth") && !name.contains("reconstruct")
        ? 0
        : name.contains("shuffled") ? 1 : name.contains("reconstruct") ? 2 : 3;
  }

  /** The name beside the system it is a control of: "pictures shuffled" beside "guidance 3". */
  static String shortName(SystemResult system, SystemResult subject) {
    String prefix = subject.name() + ", ";
    return system.name().startsWith(prefix)
        ? system.name().substring(prefix.length())
        : system.name();
  }

  /** How many classes the items are of; 0 where they have none. */
  static long classes(SystemResult system) {
    return system.items().stream()
        .map(ItemResult::label)
        .filter(Objects::nonNull)
        .distinct()
        .count();
  }
}
