package io.im2wav4j.experiments.run;

import io.im2wav4j.core.error.UserError;
import io.im2wav4j.experiments.plan.Variant;
import io.im2wav4j.experiments.stage.Stage;
import io.im2wav4j.experiments.stage.StageRunner;
import io.im2wav4j.experiments.stage.StageState;
import io.im2wav4j.experiments.stage.StageStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * How far an experiment is.
 *
 * @param variants in order
 * @param secondsLeft of one process after the other, from measured times; null where a kind of
 *     stage that is to come was never measured
 */
public record ExperimentStatus(List<VariantStatus> variants, Double secondsLeft) {
  /** Copies the list. */
  public ExperimentStatus {
    variants = List.copyOf(variants);
  }

  /**
   * Looks at the folders; changes nothing.
   *
   * @param plan the last stage of a variant; a {@link UserError} where its settings are impossible
   */
  public static ExperimentStatus of(
      List<Variant> variants, Function<Variant, Stage> plan, StageStore store, Outcomes outcomes) {
    StageRunner runner = new StageRunner(store);
    Map<String, StageState> states = new LinkedHashMap<>();
    List<VariantStatus> all = new ArrayList<>();
    for (Variant variant : variants) {
      List<StageState> stages = new ArrayList<>();
      String failure = outcomes.failure(variant).orElse(null);
      try {
        collect(plan.apply(variant), runner, states, stages, new HashSet<>());
      } catch (UserError e) {
        failure = e.getMessage();
      }
      all.add(new VariantStatus(variant, failure, stages));
    }
    return new ExperimentStatus(all, secondsLeft(states.values(), store).orElse(null));
  }

  private static void collect(
      Stage stage,
      StageRunner runner,
      Map<String, StageState> states,
      List<StageState> into,
      Set<String> seen) {
    String recipe = stage.recipe();
    if (!seen.add(recipe)) {
      return;
    }
    stage.inputs().values().forEach(input -> collect(input, runner, states, into, seen));
    StageState state = states.get(recipe);
    if (state == null) {
      state = runner.look(stage);
      states.put(recipe, state);
    }
    into.add(state);
  }

  private static Optional<Double> secondsLeft(Iterable<StageState> states, StageStore store) {
    double left = 0;
    for (StageState state : states) {
      if (state.phase() == StageState.Phase.DONE) {
        continue;
      }
      Optional<Double> mean = store.meanSeconds(state.stage().kind());
      if (mean.isEmpty()) {
        return Optional.empty();
      }
      double spent = state.seconds();
      if (state.phase() == StageState.Phase.RUNNING) {
        spent += Duration.between(Instant.parse(state.owner().since()), Instant.now()).toSeconds();
      }
      left += Math.max(0, mean.get() - spent);
    }
    return Optional.of(left);
  }
}
