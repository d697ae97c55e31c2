package io.im2wav4j.pipeline;

import io.im2wav4j.core.result.Direction;
import io.im2wav4j.core.result.EvaluationResult;
import io.im2wav4j.core.result.ItemResult;
import io.im2wav4j.core.result.MetricResult;
import io.im2wav4j.core.result.SystemResult;
import io.im2wav4j.report.ListeningSection;
import io.im2wav4j.report.Systems;
import io.im2wav4j.report.page.Block;
import io.im2wav4j.report.page.GalleryItem;
import io.im2wav4j.report.text.Numbers;
import io.im2wav4j.report.text.StandardTerms;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** Which items a page shows: the first of each class, then the best, the worst, and others. */
final class SoundGallery {
  /** Items to hear at once: of one system, and as several variants made them. */
  private static final int FIRST = 6;

  private static final int FIRST_OF_VARIANTS = 3;
  private static final int EXTREMES = 3;
  private static final int PER_CLASS = 2;
  private static final int MOST_OF_CLASSES = 18;

  private final SystemResult shown;
  private final List<SystemResult> beside;
  private final SoundCards cards;
  private final int most;
  private final Set<String> used = new HashSet<>();

  /**
   * A gallery.
   *
   * @param shown whose items are shown
   * @param beside further systems whose sounds are shown with each item
   * @param most items of the whole gallery
   */
  private SoundGallery(SystemResult shown, List<SystemResult> beside, SoundCards cards, int most) {
    this.shown = shown;
    this.beside = beside;
    this.cards = cards;
    this.most = most;
  }

  /**
   * The gallery of an evaluation: one system, with the ground truth; further down also through the
   * codes and back.
   *
   * @param most items of the whole gallery
   */
  static ListeningSection ofEvaluation(EvaluationResult result, SoundCards cards, int most) {
    if (result.systems().isEmpty()) {
      return ListeningSection.NONE;
    }
    SystemResult main = Systems.main(result);
    List<SystemResult> reconstructed =
        result.systems().stream().filter(s -> s.name().contains("reconstruct")).toList();
    SoundGallery gallery = new SoundGallery(main, reconstructed, cards, most);
    return gallery.listening(FIRST, List.of(), PER_CLASS);
  }

  /**
   * The gallery of an experiment: each item as all variants made it.
   *
   * @param most items of the whole gallery
   */
  static ListeningSection ofExperiment(
      EvaluationResult variants, String baseline, SoundCards cards, int most) {
    List<SystemResult> scored =
        variants.systems().stream()
            .filter(s -> !s.items().isEmpty() && !Systems.isBound(s.name()))
            .toList();
    if (scored.isEmpty()) {
      return ListeningSection.NONE;
    }
    SystemResult first =
        scored.stream().filter(s -> s.name().equals(baseline)).findFirst().orElse(scored.get(0));
    List<SystemResult> others =
        scored.stream().filter(s -> !s.name().equals(first.name())).toList();
    return new SoundGallery(first, others, cards, most).listening(FIRST_OF_VARIANTS, others, 1);
  }

  /**
   * The galleries.
   *
   * @param first how many items are heard at once
   * @param besideFirst whose sounds are shown with each of these
   * @param perClass how many others of each class
   */
  private ListeningSection listening(int first, List<SystemResult> besideFirst, int perClass) {
    List<Block.Gallery> galleries = new ArrayList<>();
    Optional<MetricResult> ranking = ranking();
    galleries.add(
        gallery(
            shown.items().stream().anyMatch(i -> i.label() != null)
                ? "The first item of each class"
                : "The first items",
            shown.name() + "; chosen by the order of the item list, not by ear.",
            ofEachClass(1, Math.min(first, most)),
            besideFirst,
            ranking.orElse(null)));
    if (most <= first) {
      return new ListeningSection(galleries, cards.remark());
    }
    if (ranking.isPresent()) {
      List<ItemResult> ranked = ranked(ranking.get());
      int few = Math.min(EXTREMES, ranked.size() / 2);
      String by = shown.name() + ", by " + StandardTerms.of(ranking.get().name()) + ".";
      galleries.add(gallery("The best", by, ranked.subList(0, few), beside, ranking.get()));
      List<ItemResult> worst = new ArrayList<>(ranked.subList(ranked.size() - few, ranked.size()));
      Collections.reverse(worst);
      galleries.add(gallery("The worst", by, worst, beside, ranking.get()));
    }
    galleries.add(
        gallery(
            "Others of each class",
            shown.name() + ", in the order of the item list.",
            ofEachClass(perClass, MOST_OF_CLASSES),
            beside,
            ranking.orElse(null)));
    return new ListeningSection(galleries, cards.remark());
  }

  /** The first metric that tells items apart; accuracy, which only says yes or no, if need be. */
  private Optional<MetricResult> ranking() {
    MetricResult coarse = null;
    for (MetricResult metric : shown.metrics()) {
      long distinct =
          shown.items().stream()
              .map(i -> i.scores().get(metric.name()))
              .filter(s -> s != null && Double.isFinite(s))
              .distinct()
              .count();
      if (metric.direction() != Direction.NEITHER && distinct > 2) {
        return Optional.of(metric);
      }
      if (metric.direction() != Direction.NEITHER && distinct == 2 && coarse == null) {
        coarse = metric;
      }
    }
    return Optional.ofNullable(coarse);
  }

  /** Items from the best to the worst. */
  private List<ItemResult> ranked(MetricResult metric) {
    Comparator<ItemResult> byScore = Comparator.comparingDouble(i -> i.scores().get(metric.name()));
    return shown.items().stream()
        .filter(i -> i.scores().containsKey(metric.name()))
        .filter(i -> Double.isFinite(i.scores().get(metric.name())))
        .sorted(
            (metric.direction() == Direction.HIGHER ? byScore.reversed() : byScore)
                .thenComparing(ItemResult::id)
                .thenComparing(ItemResult::sample))
        .toList();
  }

  private List<ItemResult> ofEachClass(int perClass, int atMost) {
    Map<String, Integer> count = new HashMap<>();
    List<ItemResult> items = new ArrayList<>();
    for (ItemResult item : shown.items()) {
      String label = item.label() == null ? "" : item.label();
      if (items.size() < atMost
          && item.sample() == 0
          && !used.contains(item.id())
          && count.merge(label, 1, Integer::sum) <= perClass) {
        items.add(item);
      }
    }
    return items;
  }

  private Block.Gallery gallery(
      String title,
      String note,
      List<ItemResult> items,
      List<SystemResult> besideThem,
      MetricResult ranking) {
    List<GalleryItem> shownItems = new ArrayList<>();
    for (ItemResult item : items) {
      used.add(item.id());
      shownItems.add(card(item, besideThem, ranking));
    }
    return new Block.Gallery(title, note, shownItems);
  }

  private GalleryItem card(ItemResult item, List<SystemResult> besideIt, MetricResult ranking) {
    List<GalleryItem.Sound> sounds = new ArrayList<>();
    sounds.add(cards.scored(shown.name(), item));
    for (SystemResult other : besideIt) {
      other.items().stream()
          .filter(i -> i.id().equals(item.id()) && i.sample() == item.sample())
          .findFirst()
          .ifPresent(i -> sounds.add(cards.scored(StandardTerms.of(other.name()), i)));
    }
    boolean itself =
        item.generated().equals(item.reference())
            && Objects.equals(item.stretch(), item.generatedStretch());
    if (item.reference() != null && !itself) {
      sounds.add(cards.reference(item));
    }
    String note = item.label() == null ? "" : item.id();
    Double score = ranking == null ? null : item.scores().get(ranking.name());
    if (score != null && !ranking.unit().equals("%")) {
      note += (note.isEmpty() ? "" : ", ") + Numbers.withUnit(score, ranking.unit());
    }
    return new GalleryItem(
        item.label() == null ? item.id() : item.label(), note, cards.picture(item), sounds);
  }
}
