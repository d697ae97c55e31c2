package io.im2wav4j.core.run;

import java.net.URI;

/**
 * Sends a training run to a tracking server. Implementations are found as services, so that their
 * clients are on the class path only where they are used.
 */
public interface RunExporter {
  /** What the command line calls it, as "mlflow". */
  String name();

  /**
   * Sends what has not been sent before.
   *
   * @param run to send; it may still be training
   * @param server where to
   * @param experiment the server's name for runs that belong together; made if it is not there
   * @return what was sent, for the user
   * @throws io.im2wav4j.core.error.UserError where the server cannot be reached or refuses
   */
  String export(RunFolder run, URI server, String experiment);
}
