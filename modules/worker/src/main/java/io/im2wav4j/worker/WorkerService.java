package io.im2wav4j.worker;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;

/**
 * What a worker does. It is made by its constructor without arguments, once in a process, and
 * serves one call at a time. What it throws is thrown to the caller: a {@link
 * io.im2wav4j.core.error.UserError} with its message, another exception with its kind.
 */
public interface WorkerService {
  /**
   * Serves a call. The same request must give the same bytes in another process: where a process
   * dies in the middle, another one goes on.
   *
   * @param request as the caller made it
   * @param reply blocks while the caller does not read
   * @throws IOException to be passed on as it is: the caller needs no more of the reply
   */
  void serve(DataInputStream request, DataOutputStream reply) throws IOException;
}
