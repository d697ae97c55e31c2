package io.im2wav4j.experiments.run;

import io.im2wav4j.experiments.plan.Variant;
import io.im2wav4j.experiments.stage.StageState;
import java.util.List;

/**
 * How far a variant is.
 *
 * @param variant it is about
 * @param failure why it failed the last time; null where it did not
 * @param stages all that it needs, inputs first; none where its settings are impossible
 */
public record VariantStatus(Variant variant, String failure, List<StageState> stages) {
  /** Copies the list. */
  public VariantStatus {
    stages = List.copyOf(stages);
  }

  /** Whether its numbers are there. */
  public boolean done() {
    return !stages.isEmpty() && stages.stream().allMatch(s -> s.phase() == StageState.Phase.DONE);
  }

  /** What happens with it, or would next: the first stage that is not done. */
  public StageState current() {
    return stages.stream()
        .filter(s -> s.phase() == StageState.Phase.RUNNING)
        .findFirst()
        .or(() -> stages.stream().filter(s -> s.phase() != StageState.Phase.DONE).findFirst())
        .orElse(stages.get(stages.size() - 1));
  }
}
