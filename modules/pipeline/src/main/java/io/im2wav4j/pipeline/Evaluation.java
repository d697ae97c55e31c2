package io.im2wav4j.pipeline;

import io.im2wav4j.core.error.SkippedItems;
import io.im2wav4j.core.error.UserError;
import io.im2wav4j.core.io.FolderLock;
import io.im2wav4j.core.io.Hashes;
import io.im2wav4j.core.io.Json;
import io.im2wav4j.core.progress.Progress;
import io.im2wav4j.core.result.Comparison;
import io.im2wav4j.core.result.Direction;
import io.im2wav4j.core.result.EvaluationResult;
import io.im2wav4j.core.result.MetricResult;
import io.im2wav4j.core.result.ProtocolSettings;
import io.im2wav4j.core.result.SystemResult;
import io.im2wav4j.core.run.Provenance;
import io.im2wav4j.core.weights.WeightStore;
import io.im2wav4j.data.manifest.Item;
import io.im2wav4j.evaluation.metrics.Bootstrap;
import io.im2wav4j.evaluation.protocol.EvaluatedSystem;
import io.im2wav4j.evaluation.protocol.EvaluationItem;
import io.im2wav4j.evaluation.protocol.EvaluationNetworks;
import io.im2wav4j.evaluation.protocol.Evaluator;
import io.im2wav4j.evaluation.protocol.MediaAccess;
import io.im2wav4j.evaluation.protocol.ReferenceSet;
import io.im2wav4j.evaluation.protocol.SystemComparison;
import io.im2wav4j.evaluation.protocol.VectorCache;
import io.im2wav4j.evaluation.protocol.WavFolder;
import io.im2wav4j.nn.engine.Engines;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/** Folders of WAVs, an item list and a protocol become results.json. */
public final class Evaluation {
  private static final String TRUE_SOUNDS = "true sounds";

  private Evaluation() {}

  /**
   * One system to score.
   *
   * @param name in tables
   * @param note what a reader must know; may be empty
   * @param wavs folder with ID.wav or ID_k.wav for each item
   */
  public record System(String name, String note, Path wavs) {}

  /**
   * What to do.
   *
   * @param items what the sounds are for
   * @param systems folders of sounds
   * @param withTrueSounds whether the items' own sounds are a system too
   * @param shuffledOf name of the system to score once more with its sounds assigned to other
   *     items; null: none
   * @param reference folder of real sounds that the Frechet distance compares with; null: the
   *     items' own
   * @param protocol how
   * @param subject name of the system that the others are compared with; null: the first one
   */
  public record Request(
      List<Item> items,
      List<System> systems,
      boolean withTrueSounds,
      String shuffledOf,
      Path reference,
      EvaluationConfig protocol,
      String subject) {
    /** The first system is compared with the others. */
    public Request(
        List<Item> items,
        List<System> systems,
        boolean withTrueSounds,
        String shuffledOf,
        Path reference,
        EvaluationConfig protocol) {
      this(items, systems, withTrueSounds, shuffledOf, reference, protocol, null);
    }

    private String asked() {
      return subject != null ? subject : systems.isEmpty() ? TRUE_SOUNDS : systems.get(0).name();
    }
  }

  /**
   * Scores; writes {@code results}.
   *
   * @param store where published weights are
   * @param cache keeps what the networks gave for files
   */
  public static EvaluationResult run(
      Request request, WeightStore store, VectorCache cache, Path results) {
    EvaluationConfig protocol = request.protocol();
    ProtocolSettings settings = protocol.settings().protocol();
    MediaAccess access = new MediaAccess(settings.channels());
    Path base = results.toAbsolutePath().getParent();
    request.systems().forEach(system -> WavFolder.list(system.name(), system.wavs()));
    List<EvaluationItem> items = items(request, base, settings, access);
    requireItemList(protocol, items);
    List<EvaluatedSystem> systems = new ArrayList<>();
    if (request.withTrueSounds()) {
      systems.add(EvaluatedSystem.trueSounds(TRUE_SOUNDS, items));
    }
    for (System system : request.systems()) {
      EvaluatedSystem loaded =
          EvaluatedSystem.fromFolder(
              system.name(), system.note(), system.wavs(), base, items, access);
      systems.add(loaded);
      if (system.name().equals(request.shuffledOf())) {
        systems.add(loaded.shuffled(system.name() + ", pictures shuffled", settings.seed()));
      }
    }
    ReferenceSet reference =
        request.reference() == null
            ? null
            : ReferenceSet.fromFolder(request.reference(), settings.clipSeconds(), access);
    EvaluationResult result;
    try (FolderLock lock = FolderLock.take(base);
        NetworkLoader networks = new NetworkLoader(protocol, store);
        Progress progress =
            Progress.start("evaluate", Evaluator.soundCount(items, systems, reference))) {
      requireKnownLabels(protocol, networks.networks(), items);
      result =
          new Evaluator(networks.networks(), protocol.settings(), access, cache, reference)
              .evaluate(items, systems, provenance(request), done -> progress.step(done, ""));
      Bootstrap bootstrap =
          new Bootstrap(settings.resamples(), protocol.settings().level(), settings.seed());
      result =
          result.withComparisons(
              comparisons(result.systems(), request.asked(), bootstrap), request.asked());
      Json.write(results, result);
    }
    return result;
  }

  /** The items; those whose media cannot be read are all named, as numbers of fewer are others. */
  private static List<EvaluationItem> items(
      Request request, Path base, ProtocolSettings settings, MediaAccess access) {
    List<EvaluationItem> items = new ArrayList<>();
    List<UserError> broken = new ArrayList<>();
    for (Item item : request.items()) {
      try {
        items.add(
            EvaluationItem.of(item, base, settings.clipSeconds(), settings.frameRate(), access));
      } catch (UserError | OutOfMemoryError e) {
        broken.add(SkippedItems.reason(item.id(), e));
      }
    }
    if (broken.size() > 1) {
      List<String> reasons = broken.stream().map(UserError::getMessage).limit(10).toList();
      throw new UserError(
          "items",
          broken.size() + " cannot be used: " + String.join("; ", reasons),
          "media that can be decoded",
          "Make these files anew, or leave their items out of the manifest");
    } else if (!broken.isEmpty()) {
      throw broken.get(0);
    }
    return items;
  }

  /**
   * The small classifier knows the labels that it was trained on; where the items have none of
   * these, its accuracy means nothing.
   */
  private static void requireKnownLabels(
      EvaluationConfig protocol, EvaluationNetworks networks, List<EvaluationItem> items) {
    if (protocol.classifier().filter(name -> name.startsWith(EvaluationConfig.OWN)).isEmpty()) {
      return;
    }
    Set<String> labels = new TreeSet<>();
    items.stream().map(EvaluationItem::label).filter(Objects::nonNull).forEach(labels::add);
    List<String> known = networks.classifier().labels();
    if (!labels.isEmpty() && networks.labels().unreachable(labels, known).containsAll(labels)) {
      throw new UserError(
          "items",
          "labels that the classifier was not trained on: " + String.join(", ", labels),
          "some among " + String.join(", ", known),
          "Name models that were trained on such data, or a protocol with --protocol");
    }
  }

  private static void requireItemList(EvaluationConfig protocol, List<EvaluationItem> items) {
    String hash = Evaluator.itemListHash(items);
    protocol
        .itemList()
        .filter(expected -> !expected.equals(hash))
        .ifPresent(
            expected -> {
              throw new UserError(
                  "item list",
                  items.size() + " items of SHA-256 " + hash,
                  expected + ", as the protocol's 'itemList' says",
                  "Give the data and the split that the protocol means, or leave 'itemList' out");
            });
  }

  /**
   * One system against each other one, on every metric that sounds have by themselves and that is
   * better one way; p-values corrected for how many comparisons that makes.
   */
  public static List<Comparison> comparisons(
      List<SystemResult> systems, String subject, Bootstrap bootstrap) {
    List<Comparison> all = new ArrayList<>();
    SystemResult first =
        systems.stream().filter(s -> s.name().equals(subject)).findFirst().orElseThrow();
    for (SystemResult other : systems) {
      if (other.equals(first)) {
        continue;
      }
      for (MetricResult metric : first.metrics()) {
        boolean paired =
            first.items().stream().anyMatch(i -> i.scores().containsKey(metric.name()))
                && other.items().stream().anyMatch(i -> i.scores().containsKey(metric.name()));
        if (paired && metric.direction() != Direction.NEITHER) {
          all.add(SystemComparison.of(first, other, metric.name(), bootstrap));
        }
      }
    }
    return SystemComparison.corrected(all);
  }

  private static Map<String, String> provenance(Request request) {
    Map<String, String> facts = new LinkedHashMap<>();
    Provenance here =
        Provenance.here(
            Map.of(), Map.of(), request.protocol().settings().protocol().seed(), Engines.threads());
    here.versions().forEach(facts::put);
    facts.put("device", here.device());
    StringBuilder list = new StringBuilder();
    request.items().forEach(item -> list.append(item.id()).append('\n'));
    facts.put("file list", Hashes.sha256(list.toString()));
    return facts;
  }
}
