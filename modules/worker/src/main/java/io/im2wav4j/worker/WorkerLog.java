package io.im2wav4j.worker;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** Says what workers log; of the first thousands, what several of them have to say is said once. */
final class WorkerLog {
  private static final int MOST = 10_000;
  private static final Set<String> SAID = ConcurrentHashMap.newKeySet();

  private WorkerLog() {}

  static void say(String level, String logger, String message) {
    if (SAID.size() >= MOST || SAID.add(logger + ": " + message)) {
      Level known = level.equals(Level.INFO.name()) ? Level.INFO : Level.WARN;
      LoggerFactory.getLogger(logger).atLevel(known).log(message);
    }
  }
}
