package io.im2wav4j.report;

import io.im2wav4j.core.result.DemoResult;
import io.im2wav4j.core.result.EvaluationResult;
import io.im2wav4j.report.page.KeyNumber;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/** The demo in words and in a few numbers. */
final class DemoSummary {
  private DemoSummary() {}

  static List<String> lead(DemoResult demo, EvaluationResult result) {
    List<String> text = new ArrayList<>();
    text.add(
        String.format(
            Locale.ROOT,
            "The models were trained on the built-in scenes and then given %d pictures that training"
                + " never saw. The sound made for a picture was of the right kind in %s of the"
                + " cases; chance is %s.",
            result.protocol().items(),
            percent(demo.accuracy()),
            percent(chance(result))));
    text.add(
        String.format(
            Locale.ROOT,
            "The judge, a small classifier trained on the true sounds of the training split, is right"
                + " on %s of the true held-out sounds and on %s of them after the VQ-VAE's codes."
                + " With the pictures shuffled among the items the accuracy is %s.",
            percent(demo.trueAccuracy()),
            percent(demo.reconstructionAccuracy()),
            percent(demo.shuffledAccuracy())));
    if (demo.sizePitchCorrelation() != null) {
      text.add(
          String.format(
              Locale.ROOT,
              "Rank correlation of drawn size and pitch of the generated sound, within the kinds that"
                  + " have a pitch: %.2f (true sounds: near -1, for bigger is lower).",
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

  static List<KeyNumber> keys(DemoResult demo) {
    return List.of(
        new KeyNumber(
            percent(demo.accuracy()), "of the right kind", "sounds for held-out pictures"),
        new KeyNumber(percent(demo.trueAccuracy()), "true sounds", "what the judge gets right"),
        new KeyNumber(
            percent(demo.reconstructionAccuracy()),
            "reconstructions",
            "the ceiling of these codes"),
        new KeyNumber(percent(demo.shuffledAccuracy()), "pictures shuffled", "the floor"));
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.1f %%", 100 * share);
  }
}
