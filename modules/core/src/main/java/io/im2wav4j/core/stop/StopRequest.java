package io.im2wav4j.core.stop;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Held open by work that must be brought to an end before the process ends, such as training, which
 * writes a checkpoint first. Whoever holds it asks {@link #requested} now and then and ends with a
 * {@link StoppedException}.
 */
public final class StopRequest implements AutoCloseable {
  private static final Set<StopRequest> OPEN = ConcurrentHashMap.newKeySet();

  private final Runnable action;
  private boolean interrupted;

  /** A request that is asked for. */
  public StopRequest() {
    this(() -> {});
  }

  /**
   * A request that also acts.
   *
   * @param action called on another thread when the process is told to stop
   */
  public StopRequest(Runnable action) {
    this.action = action;
    OPEN.add(this);
  }

  /** Tells all who hold one; false where nobody does. */
  static boolean tellAll() {
    Set<StopRequest> open = Set.copyOf(OPEN);
    open.forEach(request -> request.action.run());
    return !open.isEmpty();
  }

  /**
   * Whether to stop: the process was told to, or this thread was interrupted. Takes a pending
   * interrupt away until {@link #close}: files cannot be written while there is one.
   */
  public boolean requested() {
    interrupted |= Thread.interrupted();
    return StopSignals.received() || interrupted;
  }

  @Override
  public void close() {
    OPEN.remove(this);
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
