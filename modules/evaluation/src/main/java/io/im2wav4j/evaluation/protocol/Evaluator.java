package io.im2wav4j.evaluation.protocol;

import io.im2wav4j.core.error.UserError;
import io.im2wav4j.core.io.Hashes;
import io.im2wav4j.core.result.EvaluationResult;
import io.im2wav4j.core.result.Protocol;
import io.im2wav4j.core.result.SystemResult;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntConsumer;

/**
 * Scores systems on items: every sound goes through each network once, true sounds once for all
 * systems, and each number comes with a bootstrap interval over items and with the protocol that
 * made it.
 */
public final class Evaluator {
  private final EvaluationNetworks networks;
  private final EvaluationSettings settings;
  private final AudioAccess access;
  private final VectorCache cache;
  private final ReferenceSet reference;

  /**
   * An evaluator that keeps no vectors and compares with the items' true sounds; the networks stay
   * the caller's to close.
   */
  public Evaluator(EvaluationNetworks networks, EvaluationSettings settings, AudioAccess access) {
    this(networks, settings, access, VectorCache.none(), null);
  }

  /**
   * An evaluator; the networks stay the caller's to close.
   *
   * @param cache keeps what the networks made of files
   * @param reference what the Frechet distance compares with, or null: the items' true sounds
   */
  public Evaluator(
      EvaluationNetworks networks,
      EvaluationSettings settings,
      AudioAccess access,
      VectorCache cache,
      ReferenceSet reference) {
    this.networks = networks;
    this.settings = settings;
    this.access = access;
    this.cache = cache;
    this.reference = reference;
  }

  /** How many sounds {@link #evaluate} puts through the networks: for a progress bar. */
  public static long soundCount(
      List<EvaluationItem> items, List<EvaluatedSystem> systems, ReferenceSet reference) {
    long count = items.stream().filter(i -> i.sound() != null).count();
    count += reference == null ? 0 : reference.sounds().size();
    for (EvaluatedSystem system : systems) {
      count += system.sounds().values().stream().mapToInt(List::size).sum();
    }
    return count;
  }

  /**
   * Scores all systems.
   *
   * @param provenance what the sounds were made from, for the results file
   * @param progress gets after each batch how many sounds it held
   * @throws UserError where items or sounds are missing, doubled or broken
   */
  public EvaluationResult evaluate(
      List<EvaluationItem> items,
      List<EvaluatedSystem> systems,
      Map<String, String> provenance,
      IntConsumer progress) {
    check(items, systems);
    Set<String> warnings = new LinkedHashSet<>(labelWarnings(items));
    FeatureExtractor extractor = new FeatureExtractor(networks, settings, access, cache);
    References references =
        References.of(items, reference, networks, settings, extractor, warnings, cache, progress);
    List<SystemResult> results = new ArrayList<>();
    int samples = 1;
    for (EvaluatedSystem system : systems) {
      warnings.addAll(system.warnings());
      SystemScorer scorer = new SystemScorer(networks, settings, items, references);
      results.add(scorer.score(system, extractor, warnings, progress));
      samples =
          Math.max(samples, system.sounds().values().stream().mapToInt(List::size).max().orElse(1));
    }
    Protocol protocol =
        new Protocol(
            networks.identities(),
            settings.protocol(),
            items.size(),
            samples,
            itemListHash(items),
            networks.classifier() == null ? null : networks.labels().rule().definition(),
            reference == null ? null : reference.name());
    return new EvaluationResult(
        protocol, provenance, results, List.of(), List.copyOf(warnings), null);
  }

  private static void check(List<EvaluationItem> items, List<EvaluatedSystem> systems) {
    if (items.isEmpty()) {
      throw new UserError(
          "evaluation", "no items", "at least one item", "Check the manifest and the split");
    }
    Set<String> ids = new HashSet<>();
    for (EvaluationItem item : items) {
      if (!ids.add(item.id())) {
        throw new UserError(
            "evaluation", "item " + item.id() + " twice", "unique ids", "Correct the manifest");
      }
    }
    for (EvaluatedSystem system : systems) {
      List<String> missing =
          items.stream()
              .map(EvaluationItem::id)
              .filter(id -> system.sounds().getOrDefault(id, List.of()).isEmpty())
              .toList();
      if (!missing.isEmpty()) {
        throw new UserError(
            system.name(),
            "no sound for " + EvaluatedSystem.some(missing),
            "a sound for each item",
            "Generate the missing sounds, or evaluate a manifest without these items");
      }
    }
  }

  private List<String> labelWarnings(List<EvaluationItem> items) {
    if (networks.classifier() == null) {
      return List.of();
    }
    Set<String> labels = new TreeSet<>();
    items.stream().map(EvaluationItem::label).filter(Objects::nonNull).forEach(labels::add);
    Set<String> unreachable = networks.labels().unreachable(labels, networks.classifier().labels());
    return unreachable.isEmpty()
        ? List.of()
        : List.of(
            "accuracy: the classifier "
                + networks.classifier().name()
                + " has no class for "
                + String.join(", ", unreachable)
                + ": their items always count as wrong");
  }

  /**
   * SHA-256 of ids and labels in order, in lower-case hexadecimal digits: other items give other
   * numbers.
   */
  public static String itemListHash(List<EvaluationItem> items) {
    StringBuilder text = new StringBuilder();
    for (EvaluationItem item : items) {
      text.append(item.id()).append('\t').append(item.label()).append('\n');
    }
    return Hashes.sha256(text.toString());
  }
}
