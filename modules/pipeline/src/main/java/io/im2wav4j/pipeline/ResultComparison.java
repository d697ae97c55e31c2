package io.im2wav4j.pipeline;

import io.im2wav4j.core.error.UserError;
import io.im2wav4j.core.result.Comparison;
import io.im2wav4j.core.result.EvaluationResult;
import io.im2wav4j.core.result.MetricResult;
import io.im2wav4j.core.result.ProtocolSettings;
import io.im2wav4j.core.result.SystemResult;
import io.im2wav4j.evaluation.metrics.Bootstrap;
import io.im2wav4j.evaluation.protocol.SystemComparison;
import io.im2wav4j.report.EvaluationPage;
import io.im2wav4j.report.Systems;
import io.im2wav4j.report.page.Block;
import io.im2wav4j.report.page.Page;
import io.im2wav4j.report.text.Comparisons;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Two folders of results become one page. */
public final class ResultComparison {
  private static final double LEVEL = 0.95;

  private ResultComparison() {}

  /**
   * The systems of both in one result. Names that both have get their folder's in front. Where the
   * protocols agree, systems of one name, and the main ones, are compared item by item.
   */
  public static EvaluationResult join(Path first, Path second) {
    EvaluationResult a = named(first, ReportWriting.evaluation(first), second);
    EvaluationResult b = named(second, ReportWriting.evaluation(second), first);
    if (a.protocol() == null || b.protocol() == null) {
      throw new UserError(
          (a.protocol() == null ? first : second).toString(),
          "results without a protocol: nothing was scored",
          "two folders with scored sounds",
          "Run it again and see why its variants failed");
    }
    EvaluationResult joined = a.with(b);
    if (!a.protocol().comparableTo(b.protocol()).isEmpty()) {
      return joined;
    }
    List<Comparison> pairs = new ArrayList<>(joined.comparisons());
    for (List<SystemResult> pair : pairs(first, second, a, b)) {
      pairs.addAll(compared(pair.get(0), pair.get(1), a.protocol().settings()));
    }
    return joined.withComparisons(pairs, joined.subject());
  }

  /**
   * Writes the page of both.
   *
   * @param out folder to write into
   */
  public static Path run(Path first, Path second, Path out, ReportWriting.Options options) {
    EvaluationResult joined = join(first, second);
    Page page =
        EvaluationPage.of(
            joined,
            ReportWriting.title(options, label(first, second) + " and " + label(second, first)),
            List.of(),
            SoundGallery.ofEvaluation(
                joined,
                ReportWriting.cards(out.toAbsolutePath(), joined.protocol(), options),
                options.items()));
    List<String> reasons =
        ReportWriting.evaluation(first)
            .protocol()
            .comparableTo(ReportWriting.evaluation(second).protocol());
    if (!reasons.isEmpty()) {
      page =
          page.withCaveat(
              new Block.Notice(
                  "Two protocols: numbers of one cannot be compared with numbers of the other",
                  reasons.stream()
                      .map(
                          r ->
                              r.replace(" here", " in " + label(first, second))
                                  .replace(" there", " in " + label(second, first)))
                      .toList()),
              "Two protocols, see the top of the page: do not compare rows of "
                  + label(first, second)
                  + " with rows of "
                  + label(second, first)
                  + ".");
    }
    return ReportWriting.write(out, page);
  }

  /** Systems of one name in both; and the main system of each. */
  private static List<List<SystemResult>> pairs(
      Path first, Path second, EvaluationResult a, EvaluationResult b) {
    List<List<SystemResult>> pairs = new ArrayList<>();
    String from = label(first, second) + ": ";
    String to = label(second, first) + ": ";
    for (SystemResult system : a.systems()) {
      if (system.name().startsWith(from)) {
        b.system(to + system.name().substring(from.length()))
            .ifPresent(other -> pairs.add(List.of(other, system)));
      }
    }
    List<SystemResult> main = List.of(Systems.main(b), Systems.main(a));
    if (pairs.stream().noneMatch(p -> p.get(0).name().equals(main.get(0).name()))) {
      pairs.add(main);
    }
    return pairs;
  }

  private static List<Comparison> compared(
      SystemResult a, SystemResult b, ProtocolSettings settings) {
    Bootstrap bootstrap = new Bootstrap(settings.resamples(), LEVEL, settings.seed());
    List<Comparison> all = new ArrayList<>();
    for (MetricResult metric : a.metrics()) {
      if (!Collections.disjoint(a.scoredIds(metric.name()), b.scoredIds(metric.name()))) {
        all.add(SystemComparison.of(a, b, metric.name(), bootstrap));
      }
    }
    return all;
  }

  /** The folder's name, with as much of its path as tells it from the other. */
  private static String label(Path folder, Path other) {
    Path a = folder.toAbsolutePath().normalize();
    Path b = other.toAbsolutePath().normalize();
    int most = Math.min(a.getNameCount(), b.getNameCount());
    for (int n = 1; n <= most; n++) {
      Path tail = a.subpath(a.getNameCount() - n, a.getNameCount());
      if (!tail.equals(b.subpath(b.getNameCount() - n, b.getNameCount()))) {
        return tail.toString();
      }
    }
    return a.toString();
  }

  /** The result with paths that hold from anywhere, and names that the other has not. */
  private static EvaluationResult named(Path folder, EvaluationResult result, Path other) {
    Set<String> taken = new HashSet<>();
    ReportWriting.evaluation(other).systems().forEach(s -> taken.add(s.name()));
    String prefix = label(folder, other) + ": ";
    List<SystemResult> systems =
        result.systems().stream()
            .map(
                s ->
                    s.withName(taken.contains(s.name()) ? prefix + s.name() : s.name())
                        .withItems(
                            s.items().stream()
                                .map(i -> i.withPaths(path -> absolute(path, folder)))
                                .toList()))
            .toList();
    List<Comparison> comparisons =
        result.comparisons().stream()
            .map(
                c ->
                    Comparisons.renamed(
                        c,
                        taken.contains(c.first()) ? prefix + c.first() : c.first(),
                        taken.contains(c.second()) ? prefix + c.second() : c.second()))
            .toList();
    String subject = result.subject();
    return new EvaluationResult(
        result.protocol(),
        result.provenance(),
        systems,
        comparisons,
        result.warnings(),
        null,
        subject != null && taken.contains(subject) ? prefix + subject : subject);
  }

  private static String absolute(String path, Path folder) {
    return folder.toAbsolutePath().resolve(path).normalize().toString();
  }
}
