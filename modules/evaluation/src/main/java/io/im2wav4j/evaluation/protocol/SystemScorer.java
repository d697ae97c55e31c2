package io.im2wav4j.evaluation.protocol;

import io.im2wav4j.core.result.Direction;
import io.im2wav4j.core.result.ItemResult;
import io.im2wav4j.core.result.MetricResult;
import io.im2wav4j.core.result.Stretch;
import io.im2wav4j.core.result.SystemResult;
import io.im2wav4j.evaluation.metrics.ClipScore;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/** All metrics of one system, in the order to show. */
final class SystemScorer {
  /** Below this many items intervals are wide and tests weak. */
  private static final int FEW_ITEMS = 30;

  private final EvaluationNetworks networks;
  private final EvaluationSettings settings;
  private final List<EvaluationItem> items;
  private final References references;
  private final ClassifierMetrics classifier;
  private final OnsetMetrics onsets;

  SystemScorer(
      EvaluationNetworks networks,
      EvaluationSettings settings,
      List<EvaluationItem> items,
      References references) {
    this.networks = networks;
    this.settings = settings;
    this.items = items;
    this.references = references;
    this.classifier =
        networks.classifier() == null ? null : new ClassifierMetrics(networks, settings);
    this.onsets =
        settings.protocol().onsets() == null
            ? null
            : new OnsetMetrics(settings.protocol().onsets(), references);
  }

  SystemResult score(
      EvaluatedSystem system,
      FeatureExtractor extractor,
      Collection<String> warnings,
      IntConsumer progress) {
    List<EvaluatedSystem.Sound> sounds = new ArrayList<>();
    List<int[]> places = new ArrayList<>();
    for (int i = 0; i < items.size(); i++) {
      List<EvaluatedSystem.Sound> own = system.sounds().get(items.get(i).id());
      for (int k = 0; k < own.size(); k++) {
        sounds.add(own.get(k));
        places.add(new int[] {i, k});
      }
    }
    List<String> notices = new ArrayList<>();
    NetworkOutputs outputs = extractor.extract(system.name(), sounds, notices, progress);
    List<SoundRow> rows = new ArrayList<>();
    for (int s = 0; s < sounds.size(); s++) {
      rows.add(row(places.get(s)[0], places.get(s)[1], sounds.get(s).file(), outputs, s));
    }
    ItemMeans means = new ItemMeans(settings, items, rows);
    List<MetricResult> metrics = metrics(system.name(), rows, outputs, means, notices);
    if (items.size() == 1) {
      notices.add("only 1 item: no interval is possible");
    } else if (items.size() < FEW_ITEMS) {
      notices.add("only " + items.size() + " items: too few for firm conclusions");
    }
    warnings.addAll(notices);
    return new SystemResult(
        system.name(),
        system.note(),
        metrics,
        outputs.logits() == null ? null : classifier.confusion(items, rows).orElse(null),
        means.classes(),
        IntStream.range(0, rows.size())
            .mapToObj(s -> itemResult(rows.get(s), sounds.get(s).source()))
            .toList());
  }

  private SoundRow row(int number, int sample, String file, NetworkOutputs outputs, int s) {
    EvaluationItem item = items.get(number);
    Map<String, Double> scores = new LinkedHashMap<>();
    String predicted = null;
    if (outputs.logits() != null) {
      double[] logits = outputs.logits().get(s);
      predicted = classifier.answer(logits);
      classifier.score(item, logits, references.logits().get(item.id()), scores);
    }
    double[][] frames = references.pictures().get(item.id());
    if (outputs.encodings() != null && frames != null) {
      double score = ClipScore.of(outputs.encodings().get(s), frames);
      if (Double.isFinite(score)) {
        scores.put(clipScoreName(), score);
      }
    }
    if (onsets != null) {
      onsets.score(item.id(), outputs.onsets().get(s), scores);
    }
    return new SoundRow(number, sample, file, predicted, scores);
  }

  private List<MetricResult> metrics(
      String who,
      List<SoundRow> rows,
      NetworkOutputs outputs,
      ItemMeans means,
      List<String> notices) {
    List<MetricResult> out = new ArrayList<>();
    for (int e = 0; e < networks.embedders().size(); e++) {
      if (!comparable(outputs, e)) {
        continue;
      }
      out.addAll(
          new EmbeddingMetrics(
                  networks.embedders().get(e).name(),
                  settings,
                  items,
                  rows,
                  outputs.embeddings().get(e),
                  references.embeddings().get(e),
                  references.compared() == null ? null : references.compared().get(e))
              .measure(rows, outputs.embeddings().get(e), notices, who));
    }
    if (outputs.logits() != null) {
      out.addAll(classifier.divergences(means));
    }
    if (outputs.encodings() != null) {
      means
          .of(clipScoreName(), "", Direction.HIGHER, "100 x cosine, mean over frames, then items")
          .ifPresent(out::add);
    }
    if (outputs.logits() != null) {
      classifier.accuracy(means, items).ifPresent(out::add);
      out.add(classifier.inception(rows, outputs.logits(), notices, who));
    }
    if (onsets != null) {
      out.addAll(onsets.measure(means));
    }
    DiversityMetrics diversity = new DiversityMetrics(items, rows);
    for (int e = 0; e < networks.embedders().size(); e++) {
      if (outputs.embeddings().get(e) == null) {
        continue;
      }
      diversity
          .ofEmbeddings(
              networks.embedders().get(e).name(),
              outputs.embeddings().get(e),
              references.embeddings().get(e),
              means)
          .ifPresent(out::add);
    }
    if (outputs.logits() != null) {
      diversity
          .ofClasses(networks.classifier().name(), outputs.logits(), references.logits(), means)
          .ifPresent(out::add);
    }
    return out;
  }

  /** Whether embedder {@code e} gave numbers for both sides; the notices say where it did not. */
  private boolean comparable(NetworkOutputs outputs, int e) {
    boolean sounding = items.stream().anyMatch(item -> item.sound() != null);
    boolean compared =
        references.compared() == null
            ? !sounding || !references.embeddings().get(e).isEmpty()
            : references.compared().get(e) != null;
    return outputs.embeddings().get(e) != null && compared;
  }

  private ItemResult itemResult(SoundRow row, SoundSource generated) {
    EvaluationItem item = items.get(row.item());
    Stretch own =
        item.sound() != null && item.sound().stretch() != null
            ? item.sound().stretch()
            : item.frames() == null ? null : item.frames().stretch();
    return new ItemResult(
        item.id(),
        item.label(),
        row.sample(),
        item.image(),
        row.file(),
        item.reference(),
        row.predicted(),
        row.scores(),
        unlessBeginning(own),
        unlessBeginning(generated.stretch()));
  }

  /** A stretch that is not just the beginning, as much of it as always counts. */
  private Stretch unlessBeginning(Stretch stretch) {
    boolean beginning =
        stretch == null
            || stretch.start() == 0 && stretch.seconds() >= settings.protocol().clipSeconds();
    return beginning ? null : stretch;
  }

  private String clipScoreName() {
    String audio = networks.audioEncoder().name();
    String image = networks.imageEncoder().name();
    return "CLIP-score (" + (audio.equals(image) ? audio : audio + ", " + image) + ")";
  }
}
