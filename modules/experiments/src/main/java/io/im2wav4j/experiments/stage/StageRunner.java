package io.im2wav4j.experiments.stage;

import io.im2wav4j.core.io.LockHolder;
import io.im2wav4j.core.stop.StopSignals;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds the outputs of stages, or makes them, inputs first. */
public final class StageRunner {
  private static final Logger LOG = LoggerFactory.getLogger(StageRunner.class);
  private static final long POLL_MILLISECONDS = 500;

  private final StageStore store;
  private final Map<String, Output> known = new LinkedHashMap<>();

  /** A runner over a store. */
  public StageRunner(StageStore store) {
    this.store = store;
  }

  /**
   * The output of a stage; makes what is missing. Where another process works on a stage, waits for
   * it.
   */
  public Output require(Stage stage) {
    String recipe = stage.recipe();
    Output output = known.get(recipe);
    if (output == null) {
      Map<String, Output> inputs = new LinkedHashMap<>();
      stage.inputs().forEach((name, input) -> inputs.put(name, require(input)));
      StageKey key = stage.key(inputs);
      output = existing(stage, key).orElseGet(() -> make(stage, key, inputs));
      known.put(recipe, output);
    }
    return output;
  }

  /** The output of a stage, if it is there. */
  public Optional<Output> find(Stage stage) {
    return inputs(stage).flatMap(inputs -> existing(stage, stage.key(inputs)));
  }

  /** How far a stage is. */
  public StageState look(Stage stage) {
    Map<String, Output> inputs = inputs(stage).orElse(null);
    if (inputs == null) {
      return new StageState(stage, StageState.Phase.WAITING, null, 0);
    }
    StageKey key = stage.key(inputs);
    double seconds = store.seconds(key).orElse(0.0);
    if (existing(stage, key).isPresent()) {
      return new StageState(stage, StageState.Phase.DONE, null, seconds);
    }
    Optional<LockHolder> holder = StageLock.holder(store.folder(key));
    if (holder.isPresent()) {
      return new StageState(stage, StageState.Phase.RUNNING, holder.get(), seconds);
    }
    return StageLock.lastOwner(store.folder(key))
        .map(owner -> new StageState(stage, StageState.Phase.STOPPED, owner, seconds))
        .orElse(new StageState(stage, StageState.Phase.READY, null, seconds));
  }

  /**
   * Seconds that stages, and all that they are made from, have taken in this store, by kind; kinds
   * that took none are left out.
   */
  public Map<String, Double> seconds(List<Stage> stages) {
    Map<String, Double> byKind = new LinkedHashMap<>();
    Set<String> seen = new HashSet<>();
    stages.forEach(stage -> addSeconds(stage, byKind, seen));
    byKind.replaceAll((kind, seconds) -> Math.round(seconds * 100) / 100.0);
    return byKind;
  }

  private void addSeconds(Stage stage, Map<String, Double> byKind, Set<String> seen) {
    if (seen.add(stage.recipe())) {
      stage.inputs().values().forEach(input -> addSeconds(input, byKind, seen));
      double seconds = look(stage).seconds();
      if (seconds > 0) {
        byKind.merge(stage.kind(), seconds, Double::sum);
      }
    }
  }

  private Optional<Map<String, Output>> inputs(Stage stage) {
    Map<String, Output> inputs = new LinkedHashMap<>();
    for (Map.Entry<String, Stage> entry : stage.inputs().entrySet()) {
      Optional<Output> output = find(entry.getValue());
      if (output.isEmpty()) {
        return Optional.empty();
      }
      inputs.put(entry.getKey(), output.get());
    }
    return Optional.of(inputs);
  }

  private Optional<Output> existing(Stage stage, StageKey key) {
    if (stage.given() != null) {
      return Optional.of(stage.given());
    }
    Optional<Output> output = Optional.ofNullable(known.get(key.hash())).or(() -> store.find(key));
    output.ifPresent(found -> known.put(key.hash(), found));
    return output;
  }

  private Output make(Stage stage, StageKey key, Map<String, Output> inputs) {
    try (StageLock held = waitFor(key)) {
      Optional<Output> other = store.find(key);
      if (other.isPresent()) {
        return other.get();
      }
      StopSignals.check();
      LOG.info("--- {}", key.folder());
      store.describe(key, stage, inputs);
      long start = System.nanoTime();
      try {
        stage.work().run(store.output(key), inputs);
      } finally {
        store.addSeconds(key, (System.nanoTime() - start) / 1e9);
      }
      String hash = stage.hash().apply(store.output(key));
      store.finish(key, hash);
      return new Output(store.output(key), hash);
    }
  }

  private StageLock waitFor(StageKey key) {
    boolean logged = false;
    while (true) {
      Optional<StageLock> lock = StageLock.tryTake(store.folder(key));
      if (lock.isPresent()) {
        return lock.get();
      }
      if (!logged) {
        LOG.info("another process makes {}; waiting", key.folder());
        logged = true;
      }
      try {
        Thread.sleep(POLL_MILLISECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted while waiting for " + key.folder(), e);
      }
    }
  }
}
