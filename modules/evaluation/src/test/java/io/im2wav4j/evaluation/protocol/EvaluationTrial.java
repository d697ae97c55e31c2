package io.im2wav4j.evaluation.protocol;

import io.im2wav4j.core.result.ChannelRule;
import io.im2wav4j.core.result.EvaluationResult;
import io.im2wav4j.core.result.ProtocolSettings;
import io.im2wav4j.core.result.SystemResult;
import io.im2wav4j.evaluation.metrics.KullbackLeibler;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;

/** Evaluations of sounds whose scores can be reckoned by hand. */
abstract class EvaluationTrial {
  static final String ACCURACY = "accuracy (loudness)";
  @TempDir Path folder;

  static EvaluationSettings settings(double seconds, int batch) {
    return new EvaluationSettings(
        new ProtocolSettings(Tones.RATE, ChannelRule.MEAN, seconds, true, 4.0, null, 200, 7),
        List.of(KullbackLeibler.SOFTMAX),
        50,
        new InfinitySettings(5, 10, 5),
        0.95,
        batch);
  }

  static List<EvaluationItem> items(int n) {
    List<EvaluationItem> out = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      out.add(Tones.item("item_" + i, i % 2 == 0 ? 0.2f + 0.001f * i : 0.8f - 0.001f * i));
    }
    return out;
  }

  final void write(String name, double loudness, double seconds) throws IOException {
    Files.writeString(folder.resolve(name), loudness + " " + seconds);
  }

  final EvaluationResult evaluate(
      List<EvaluationItem> items, double seconds, int batch, EvaluatedSystem... systems) {
    return new Evaluator(Tones.networks(), settings(seconds, batch), Tones.ACCESS)
        .evaluate(items, List.of(systems), Map.of("commit", "abc"), n -> {});
  }

  final EvaluatedSystem fromFolder(List<EvaluationItem> items) {
    return EvaluatedSystem.fromFolder("made", "", folder, folder, items, Tones.ACCESS);
  }

  static double value(SystemResult system, String metric) {
    return system.metric(metric).orElseThrow().value().estimate();
  }
}
