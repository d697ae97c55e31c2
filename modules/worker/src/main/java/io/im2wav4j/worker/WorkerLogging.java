package io.im2wav4j.worker;

import java.io.IOException;
import org.slf4j.ILoggerFactory;
import org.slf4j.IMarkerFactory;
import org.slf4j.Logger;
import org.slf4j.event.Level;
import org.slf4j.helpers.BasicMarkerFactory;
import org.slf4j.helpers.NOPMDCAdapter;
import org.slf4j.spi.MDCAdapter;
import org.slf4j.spi.SLF4JServiceProvider;

/** Logging in a worker: its parent says it, where the user looks. */
public final class WorkerLogging implements SLF4JServiceProvider {
  private static volatile FrameWriter out;

  private final IMarkerFactory markers = new BasicMarkerFactory();
  private final MDCAdapter context = new NOPMDCAdapter();

  /** For slf4j. */
  public WorkerLogging() {}

  static void to(FrameWriter writer) {
    out = writer;
  }

  static void log(Level level, String logger, String message) {
    FrameWriter writer = out;
    if (writer == null) {
      return;
    }
    try {
      writer.send(Frames.LOG, level.name(), logger, message);
    } catch (IOException e) {
      // The parent is gone, and this process is about to end.
    }
  }

  @Override
  public ILoggerFactory getLoggerFactory() {
    return WorkerLogging::logger;
  }

  private static Logger logger(String name) {
    return new WorkerLogger(name);
  }

  @Override
  public IMarkerFactory getMarkerFactory() {
    return markers;
  }

  @Override
  public MDCAdapter getMDCAdapter() {
    return context;
  }

  @Override
  public String getRequestedApiVersion() {
    return "2.0.99";
  }

  @Override
  public void initialize() {}
}
