package io.im2wav4j.core.error;

import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Items of a command that could not be read: each is named with its reason in the log and left out,
 * and the others go on. Not for use by several threads.
 */
public final class SkippedItems {
  private static final Logger LOG = LoggerFactory.getLogger(SkippedItems.class);

  private final Map<String, UserError> reasons = new LinkedHashMap<>();

  /**
   * Why an item is left out: its own error, or that it takes more memory than there is. That costs
   * the item alone, as what it took is free again.
   *
   * @param item its id or file
   * @param failure what was thrown while it was read; any other kind is a fault of ours and is
   *     thrown on
   */
  public static UserError reason(String item, Throwable failure) {
    if (failure instanceof UserError error) {
      return error;
    }
    if (failure instanceof UncheckedIOException) {
      return new UserError(
          item,
          "cannot be read (" + failure.getMessage() + ")",
          "a file that can be read",
          "Check the path and its permissions",
          failure);
    }
    if (failure instanceof OutOfMemoryError) {
      return new UserError(
          item,
          "takes more memory than there is (" + failure.getMessage() + ")",
          "an item that fits into " + (Runtime.getRuntime().maxMemory() >> 20) + " MiB",
          "Leave it out, or give more with IM2WAV_JAVA_OPTS=-Xmx...",
          failure);
    }
    if (failure instanceof Error error) {
      throw error;
    }
    throw (RuntimeException) failure;
  }

  /** Leaves an item out; see {@link #reason}. */
  public void add(String item, Throwable failure) {
    UserError reason = reason(item, failure);
    reasons.put(item, reason);
    LOG.warn("item {} is left out: {}", item, reason.getMessage());
  }

  /** Whether an item is left out. */
  public boolean contains(String item) {
    return reasons.containsKey(item);
  }

  /**
   * To be called when all were read: says how many were left out.
   *
   * @param count of all items
   * @throws UserError where none is left; of a single item its own
   */
  public void finish(int count) {
    if (reasons.isEmpty()) {
      return;
    }
    UserError first = reasons.values().iterator().next();
    if (count == 1) {
      throw first;
    }
    if (reasons.size() == count) {
      throw new UserError(
          "none of " + count + " items could be read; the first: " + first.getMessage(), first);
    }
    LOG.warn("{} of {} items were left out", reasons.size(), count);
  }
}
