package io.im2wav4j.training;

import io.im2wav4j.core.stop.StopSignals;
import io.im2wav4j.core.stop.StoppedException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** A process that trains a plane until it is stopped; started by {@link StopRequestTest}. */
final class StoppedProcess {
  private static final TrainingConfig ENDLESS = TrainerTest.config(1_000_000, 0.01);

  private StoppedProcess() {}

  /** Trains in the folder of the first argument. */
  public static void main(String[] arguments) {
    System.setProperty("im2wav.progress", "none");
    StopSignals.listen(new PrintWriter(System.err, true, StandardCharsets.UTF_8));
    try {
      new Trainer(ResumeCheck.open(Path.of(arguments[0]), ENDLESS), ENDLESS, new LineTask()).run();
    } catch (StoppedException e) {
      System.exit(StopSignals.exitCode());
    }
  }
}
