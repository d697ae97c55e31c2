package io.im2wav4j.report.text;

import io.im2wav4j.core.result.ClassResult;
import io.im2wav4j.core.result.Comparison;
import io.im2wav4j.core.result.EvaluationResult;
import io.im2wav4j.core.result.ExperimentResult;
import io.im2wav4j.core.result.MetricResult;
import io.im2wav4j.core.result.SystemResult;
import io.im2wav4j.core.result.VariantResult;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Results in the words of papers: FAD, KL, ground truth. The names in results.json say exactly what
 * was computed and stay as they are; this is how they are shown.
 */
public final class StandardTerms {
  /** Two towers of one pair, named both: "small pair (audio tower), small pair (image tower)". */
  private static final Pattern PAIR =
      Pattern.compile("(\\S.*?) \\(audio tower\\), \\1 \\(image tower\\)");

  private StandardTerms() {}

  /** A name, a note or a sentence. */
  public static String of(String text) {
    String shown =
        text.replace("Frechet distance", "FAD")
            .replace("KL softmax", "KL")
            .replace("true sounds", "ground truth")
            .replace("reconstructed ground truth", "reconstructed");
    return PAIR.matcher(shown).find() ? pair(shown) : shown;
  }

  /** Keeps what stands in front of the bracket out of the pair's name. */
  private static String pair(String text) {
    int open = text.indexOf('(');
    String head = text.substring(0, open + 1);
    return head + PAIR.matcher(text.substring(open + 1)).replaceFirst("$1");
  }

  /** An evaluation with all names, notes and warnings in these words. */
  public static EvaluationResult of(EvaluationResult r) {
    return new EvaluationResult(
        r.protocol(),
        r.provenance(),
        r.systems().stream().map(StandardTerms::of).toList(),
        comparisons(r.comparisons()),
        texts(r.warnings()),
        r.demo(),
        r.subject() == null ? null : of(r.subject()));
  }

  /** An experiment with all names, notes and warnings in these words. */
  public static ExperimentResult of(ExperimentResult e) {
    return new ExperimentResult(
        e.name(),
        e.question(),
        e.expectation(),
        texts(e.metrics()),
        of(e.baseline()),
        e.protocol(),
        e.variants().stream()
            .map(
                v ->
                    new VariantResult(
                        of(v.name()),
                        v.settings(),
                        v.failure(),
                        metrics(v.models()),
                        v.system() == null ? null : of(v.system()),
                        v.seconds()))
            .toList(),
        e.references().stream().map(StandardTerms::of).toList(),
        comparisons(e.comparisons()),
        texts(e.warnings()),
        e.provenance());
  }

  private static SystemResult of(SystemResult s) {
    return new SystemResult(
        of(s.name()),
        of(s.note()),
        metrics(s.metrics()),
        s.confusion(),
        s.classes().stream()
            .map(c -> new ClassResult(c.label(), c.items(), metrics(c.metrics())))
            .toList(),
        s.items());
  }

  private static List<MetricResult> metrics(List<MetricResult> metrics) {
    return metrics.stream()
        .map(
            m ->
                new MetricResult(
                    of(m.name()),
                    m.unit(),
                    m.direction(),
                    m.value(),
                    m.count(),
                    of(m.note()),
                    m.details()))
        .toList();
  }

  private static List<Comparison> comparisons(List<Comparison> all) {
    return all.stream()
        .map(
            c ->
                new Comparison(
                    of(c.metric()),
                    of(c.first()),
                    of(c.second()),
                    c.difference(),
                    c.pValue(),
                    c.items(),
                    c.test(),
                    c.correctedPValue(),
                    c.others()))
        .toList();
  }

  private static List<String> texts(List<String> texts) {
    return texts.stream().map(StandardTerms::of).toList();
  }
}
