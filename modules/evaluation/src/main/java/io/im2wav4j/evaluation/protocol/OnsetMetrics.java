package io.im2wav4j.evaluation.protocol;

import io.im2wav4j.core.result.Direction;
import io.im2wav4j.core.result.MetricResult;
import io.im2wav4j.core.result.OnsetSettings;
import io.im2wav4j.evaluation.metrics.OnsetAlignment;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Whether sounds begin where something happens. */
final class OnsetMetrics {
  private static final double MILLISECONDS = 1e3;

  private final OnsetSettings settings;
  private final References references;

  OnsetMetrics(OnsetSettings settings, References references) {
    this.settings = settings;
    this.references = references;
  }

  /** What the events of an item are. */
  private enum Source {
    SOUND("true sound"),
    MOTION("motion");

    private final String text;

    Source(String text) {
      this.text = text;
    }
  }

  /** The scores of one sound; none where its item has no events to meet. */
  void score(String item, double[] onsets, Map<String, Double> scores) {
    double[] truth = references.onsets().get(item);
    double[] motion = references.motion().get(item);
    boolean bySound = settings.events() == OnsetSettings.Events.SOUND && truth != null;
    double[] events = bySound ? truth : motion;
    if (events == null) {
      return;
    }
    Source source = bySound ? Source.SOUND : Source.MOTION;
    OnsetAlignment alignment = OnsetAlignment.of(events, onsets, settings.window());
    put(scores, name("precision", source), 100 * alignment.precision());
    put(scores, name("recall", source), 100 * alignment.recall());
    put(scores, name("F1", source), 100 * alignment.f1());
    put(scores, name("mean offset", source), MILLISECONDS * alignment.meanOffset());
  }

  private static void put(Map<String, Double> scores, String name, double value) {
    if (!Double.isNaN(value)) {
      scores.put(name, value);
    }
  }

  /** The means that the rows have. */
  List<MetricResult> measure(ItemMeans means) {
    List<MetricResult> out = new ArrayList<>();
    for (Source source : Source.values()) {
      means
          .of(
              name("F1", source),
              "%",
              Direction.HIGHER,
              "harmonic mean of precision and recall; items without event and onset left out")
          .ifPresent(out::add);
      means
          .of(
              name("precision", source),
              "%",
              Direction.HIGHER,
              "share of onsets that meet an event, one to one")
          .ifPresent(out::add);
      means
          .of(
              name("recall", source),
              "%",
              Direction.HIGHER,
              "share of events that an onset meets, one to one")
          .ifPresent(out::add);
      means
          .of(
              name("mean offset", source),
              "ms",
              Direction.NEITHER,
              "onset less event over matches: positive where the sound is late")
          .ifPresent(out::add);
    }
    return out;
  }

  private String name(String quantity, Source source) {
    return "onset " + quantity + " (" + source.text + ", within " + settings.window() + " s)";
  }
}
