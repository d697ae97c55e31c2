package io.im2wav4j.core.stop;

import io.im2wav4j.core.progress.Progress;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import sun.misc.Signal;

/**
 * Ctrl-C (SIGINT), SIGTERM and SIGHUP, for a process that runs one command. Work that holds a
 * {@link StopRequest} is asked to end; any other ends where it is, because files under a final name
 * are whole at every moment. The same signal once more ends at once.
 *
 * <p>Not a shutdown hook: hooks run beside the work that they end, and a second signal would wait
 * for them.
 */
public final class StopSignals {
  private static final int SIGINT = 2;
  private static final List<Integer> RECEIVED = new ArrayList<>();

  private StopSignals() {}

  /**
   * Takes the signals over. One that the process was started to ignore (nohup, a shell's background
   * job) stays ignored.
   *
   * @param err gets the message that the process ends with
   */
  public static void listen(PrintWriter err) {
    for (String name : List.of("INT", "TERM", "HUP")) {
      try {
        Signal.handle(new Signal(name), signal -> received(signal.getNumber(), err));
      } catch (IllegalArgumentException e) {
        // This system has no such signal, or -Xrs leaves them alone.
      }
    }
  }

  private static void received(int number, PrintWriter err) {
    synchronized (RECEIVED) {
      if (RECEIVED.contains(number)) {
        Runtime.getRuntime().halt(128 + number);
      }
      RECEIVED.add(number);
      if (RECEIVED.size() > 1) {
        return; // a parent hands on what the terminal has told its children too
      }
    }
    if (number == SIGINT) {
      err.println();
    }
    if (StopRequest.tellAll()) {
      err.println("im2wav: stopping; once more ends at once, without saving");
      return;
    }
    err.println("im2wav: " + Progress.stopAll());
    err.flush();
    Runtime.getRuntime().halt(exitCode());
  }

  /** Whether the process was told to stop. */
  static boolean received() {
    synchronized (RECEIVED) {
      return !RECEIVED.isEmpty();
    }
  }

  /** The exit code of a command that was stopped: 128 and the signal's number; 130 for none. */
  public static int exitCode() {
    synchronized (RECEIVED) {
      return 128 + (RECEIVED.isEmpty() ? SIGINT : RECEIVED.get(0));
    }
  }

  /**
   * Call between pieces of work, none of which is open.
   *
   * @throws StoppedException where the process was told to stop
   */
  public static void check() {
    if (received()) {
      throw new StoppedException("");
    }
  }
}
