package io.im2wav4j.pipeline.experiment;

import io.im2wav4j.core.error.UserError;
import io.im2wav4j.core.io.Json;
import io.im2wav4j.core.result.ExperimentResult;
import io.im2wav4j.experiments.plan.Reference;
import io.im2wav4j.experiments.plan.Variant;
import io.im2wav4j.experiments.run.ExperimentStatus;
import io.im2wav4j.experiments.run.Outcomes;
import io.im2wav4j.experiments.run.VariantStatus;
import io.im2wav4j.experiments.stage.StageRunner;
import io.im2wav4j.experiments.stage.StageStore;
import io.im2wav4j.experiments.stage.StoppedException;
import java.nio.file.Path;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An experiment with its store: runs variants, tells how far they are, writes the result. */
public final class ExperimentRun {
  private static final Logger LOG = LoggerFactory.getLogger(ExperimentRun.class);

  private final ExperimentFile file;
  private final StageStore store;
  private final ExperimentPlan plan;
  private final Outcomes outcomes;

  /**
   * An experiment.
   *
   * @param runs where stages are kept
   */
  public ExperimentRun(ExperimentFile file, ExperimentInputs given, Path runs) {
    this.file = file;
    this.store = new StageStore(runs, file.siblings());
    this.plan = new ExperimentPlan(file, given, store);
    this.outcomes = new Outcomes(runs);
  }

  /** Why variants failed. */
  public Outcomes outcomes() {
    return outcomes;
  }

  /** The variant of that name. */
  public Variant variant(String name) {
    List<Variant> all = file.experiment().allVariants();
    return all.stream()
        .filter(v -> v.name().equals(name) || v.slug().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new UserError(
                    "--variant",
                    "'" + name + "'",
                    "one of " + String.join(", ", all.stream().map(Variant::name).toList()),
                    "'im2wav experiment status' shows them"));
  }

  /**
   * Runs a variant to its scores. A failure is recorded and told, and does not stop the others.
   *
   * @return whether it has scores
   * @throws StoppedException where the user stopped it
   */
  public boolean run(Variant variant) {
    LOG.info("=== {}", variant.name());
    outcomes.clear(variant);
    try {
      new StageRunner(store).require(plan.evaluation(variant));
      return true;
    } catch (StoppedException e) {
      throw e;
    } catch (RuntimeException | OutOfMemoryError e) {
      outcomes.failed(variant, e instanceof UserError ? e.getMessage() : e.toString());
      LOG.error("{} failed: {}", variant.name(), e.getMessage());
      LOG.debug("failure of {}", variant.name(), e);
      return false;
    }
  }

  /** Scores the systems that bound the variants'. */
  public void runReferences() {
    for (Reference reference : file.experiment().references()) {
      LOG.info("=== {}", reference.title());
      try {
        new StageRunner(store).require(plan.evaluation(reference));
      } catch (UserError e) {
        LOG.error("{} could not be scored: {}", reference.title(), e.getMessage());
      }
    }
  }

  /** How far it is. */
  public ExperimentStatus status() {
    return ExperimentStatus.of(file.experiment().allVariants(), plan::evaluation, store, outcomes);
  }

  /** Variants that have neither numbers nor a failure. */
  public List<String> unfinished() {
    return status().variants().stream()
        .filter(v -> !v.done() && v.failure() == null)
        .map(VariantStatus::variant)
        .map(Variant::name)
        .toList();
  }

  /** Writes the result of what is done. */
  public ExperimentResult writeResult(Path results) {
    ExperimentResult result =
        new ResultAssembly(
                file, plan, new StageRunner(store), outcomes, results.toAbsolutePath().getParent())
            .result();
    Json.write(results, result);
    return result;
  }
}
