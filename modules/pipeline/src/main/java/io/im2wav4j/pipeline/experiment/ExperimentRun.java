package io.im2wav4j.pipeline.experiment;

import io.im2wav4j.core.error.UserError;
import io.im2wav4j.core.result.ExperimentResult;
import io.im2wav4j.core.stop.StoppedException;
import io.im2wav4j.experiments.plan.Experiment;
import io.im2wav4j.experiments.plan.ReferenceSystem;
import io.im2wav4j.experiments.plan.Variant;
import io.im2wav4j.experiments.run.ExperimentStatus;
import io.im2wav4j.experiments.run.Outcomes;
import io.im2wav4j.experiments.run.VariantStatus;
import io.im2wav4j.experiments.stage.Stage;
import io.im2wav4j.experiments.stage.StageRunner;
import io.im2wav4j.experiments.stage.StageStore;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An experiment with its store: runs variants, says how far they are, assembles the result. */
public final class ExperimentRun {
  private static final Logger LOG = LoggerFactory.getLogger(ExperimentRun.class);

  private final ExperimentFile file;
  private final StageStore store;
  private final ExperimentPlan plan;
  private final Outcomes outcomes;

  /** An experiment with what the user gives, and where its stages are kept. */
  public ExperimentRun(ExperimentFile file, ExperimentInputs given, StageStore store) {
    this.file = file;
    this.store = store;
    this.plan = new ExperimentPlan(file, given, store);
    this.outcomes = new Outcomes(store.root());
  }

  /**
   * Refuses before any work data that nothing could be trained or scored on.
   *
   * @throws UserError that says what is missing
   */
  public void requireItems() {
    plan.requireItems();
  }

  /** What is run. */
  public Experiment experiment() {
    return file.experiment();
  }

  /** Why variants failed. */
  public Outcomes outcomes() {
    return outcomes;
  }

  /** The variant of that name. */
  public Variant variant(String name) {
    List<Variant> all = experiment().allVariants();
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
   * Runs a variant to its scores. A failure is recorded and logged, and does not stop the others.
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

  /**
   * Runs every variant and scores every reference; the first failure ends it.
   *
   * @throws StoppedException where the user stopped it
   */
  public void runAll() {
    StageRunner runner = new StageRunner(store);
    evaluations().forEach(runner::require);
  }

  private List<Stage> evaluations() {
    return Stream.concat(
            experiment().allVariants().stream().map(plan::evaluation),
            experiment().references().stream().map(plan::evaluation))
        .toList();
  }

  /** Seconds that the stages have taken in this store, by kind. */
  public Map<String, Double> seconds() {
    return new StageRunner(store).seconds(evaluations());
  }

  /**
   * Where the baseline's finished stages are: data, encoder, vqvae, features, low and up; and
   * classifier, where it is trained here.
   */
  public Map<String, Path> baseline() {
    StageRunner runner = new StageRunner(store);
    Map<String, Stage> stages = new LinkedHashMap<>(plan.networks());
    stages.putAll(plan.models(experiment().baselineVariant()));
    Map<String, Path> paths = new LinkedHashMap<>();
    stages.forEach((name, stage) -> paths.put(name, runner.require(stage).path()));
    return paths;
  }

  /** Scores the systems that bound the variants'. */
  public void runReferences() {
    for (ReferenceSystem reference : experiment().references()) {
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
    return ExperimentStatus.of(experiment().allVariants(), plan::evaluation, store, outcomes);
  }

  /** Variants that have neither numbers nor a failure. */
  public List<String> unfinished() {
    return status().variants().stream()
        .filter(v -> !v.done() && v.failure() == null)
        .map(VariantStatus::variant)
        .map(Variant::name)
        .toList();
  }

  /**
   * The result of what is done.
   *
   * @param folder that its paths are relative to
   */
  public ExperimentResult result(Path folder) {
    return new ResultAssembly(file, plan, new StageRunner(store), outcomes, folder).result();
  }
}
