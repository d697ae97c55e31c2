package io.im2wav4j.experiments.stage;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
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
      output = existing(stage, key, inputs).orElseGet(() -> make(stage, key, inputs));
      known.put(recipe, output);
    }
    return output;
  }

  /** The output of a stage, if it is there. */
  public Optional<Output> find(Stage stage) {
    return inputs(stage).flatMap(inputs -> existing(stage, stage.key(inputs), inputs));
  }

  /** How far a stage is. */
  public StageState look(Stage stage) {
    Map<String, Output> inputs = inputs(stage).orElse(null);
    if (inputs == null) {
      return new StageState(stage, StageState.Phase.WAITING, null, 0);
    }
    StageKey key = stage.key(inputs);
    double seconds = store.seconds(key).orElse(0.0);
    if (existing(stage, key, inputs).isPresent()) {
      return new StageState(stage, StageState.Phase.DONE, null, seconds);
    }
    Optional<Owner> holder = StageLock.holder(store.folder(key));
    if (holder.isPresent()) {
      return new StageState(stage, StageState.Phase.RUNNING, holder.get(), seconds);
    }
    return StageLock.lastOwner(store.folder(key))
        .map(owner -> new StageState(stage, StageState.Phase.STOPPED, owner, seconds))
        .orElse(new StageState(stage, StageState.Phase.READY, null, seconds));
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

  private Optional<Output> existing(Stage stage, StageKey key, Map<String, Output> inputs) {
    Output output = known.get(key.hash());
    if (output == null) {
      output =
          store
              .find(key)
              .or(
                  () ->
                      stage
                          .work()
                          .elsewhere(inputs)
                          .map(path -> new Output(path, stage.work().hash(path))))
              .orElse(null);
      if (output != null) {
        known.put(key.hash(), output);
      }
    }
    return Optional.ofNullable(output);
  }

  private Output make(Stage stage, StageKey key, Map<String, Output> inputs) {
    try (StageLock held = waitFor(key)) {
      Optional<Output> other = store.find(key);
      if (other.isPresent()) {
        return other.get();
      }
      LOG.info("--- {}", key.folder());
      store.describe(key, stage, inputs);
      long start = System.nanoTime();
      try {
        stage.work().run(store.output(key), inputs);
      } finally {
        store.addSeconds(key, (System.nanoTime() - start) / 1e9);
      }
      String hash = stage.work().hash(store.output(key));
      store.finish(key, hash);
      return new Output(store.output(key), hash);
    }
  }

  private StageLock waitFor(StageKey key) {
    boolean told = false;
    while (true) {
      Optional<StageLock> lock = StageLock.tryTake(store.folder(key));
      if (lock.isPresent()) {
        return lock.get();
      }
      if (!told) {
        LOG.info("another process makes {}; waiting", key.folder());
        told = true;
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
