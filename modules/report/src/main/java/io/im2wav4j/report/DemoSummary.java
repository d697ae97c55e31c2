package io.im2wav4j.report;

import io.im2wav4j.core.result.DemoResult;
import io.im2wav4j.core.result.EvaluationResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/** The demo in words. */
final class DemoSummary {
  private DemoSummary() {}

  /** What was asked and what came out. */
  static List<String> lead(DemoResult demo, EvaluationResult result) {
    return List.of(
        String.format(
            Locale.ROOT,
            "Models trained from scratch on a small drawn world were given %d pictures that training"
                + " never saw. The sound made for a picture was of the right kind in %s of the"
                + " cases; chance is %s.",
            result.protocol().items(),
            percent(demo.accuracy()),
            percent(chance(result))));
  }

  /** How it was judged. */
  static List<String> details(DemoResult demo) {
    List<String> text = new ArrayList<>();
    text.add(
        String.format(
            Locale.ROOT,
            "The judge is a small classifier, trained on the ground truth of the training split. It"
                + " is right on %s of the held-out ground truth, and on %s of it after encoding and"
                + " decoding by the VQ-VAE: more cannot be expected of a generated sound. Control:"
                + " with the pictures shuffled among the items, as if the picture were ignored, the"
                + " accuracy is %s.",
            percent(demo.trueAccuracy()),
            percent(demo.reconstructionAccuracy()),
            percent(demo.shuffledAccuracy())));
    if (demo.sizePitchCorrelation() != null) {
      text.add(
          String.format(
              Locale.ROOT,
              "Rank correlation of drawn size and pitch of the generated sound, within the kinds that"
                  + " have a pitch: %.2f (ground truth: near -1, for bigger is lower).",
              demo.sizePitchCorrelation()));
    }
    return text;
  }

  private static double chance(EvaluationResult result) {
    return result.systems().get(0).metrics().stream()
        .map(metric -> EvaluationPage.chance(result, metric))
        .filter(Objects::nonNull)
        .findFirst()
        .map(line -> line.value() / 100)
        .orElse(1.0 / Math.max(1, Systems.classes(result.systems().get(0))));
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.1f %%", 100 * share);
  }
}
