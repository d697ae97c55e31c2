package io.im2wav4j.worker;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A worker as its parent sees it. Used by one thread at a time, but for the watchdog's. */
final class WorkerProcess {
  private static final Logger LOG = LoggerFactory.getLogger(WorkerProcess.class);

  /** Also on a machine that is very busy. */
  private static final double START_SECONDS = 120;

  private static final long NEVER = Long.MAX_VALUE;
  private static final int SIGNALS = 128;

  private final Process process;
  private final SharedRing ring;
  private final OutputStream out;
  private final DataInputStream in;
  private volatile String said = "";
  private volatile long due = NEVER;
  private volatile boolean late;
  private int calls;

  private WorkerProcess(Process process, SharedRing ring) {
    this.process = process;
    this.ring = ring;
    this.out = process.getOutputStream();
    this.in = new DataInputStream(process.getInputStream());
  }

  /**
   * Starts a process and waits until it is ready.
   *
   * @throws io.im2wav4j.core.error.UserError where none can be started
   */
  static WorkerProcess start(int megabytes) {
    boolean interrupted = Thread.interrupted(); // it would close files
    Path file = SharedRing.create();
    try {
      SharedRing ring = file == null ? null : SharedRing.openIfPossible(file);
      Process process = WorkerCommand.start(megabytes, ring == null ? null : file);
      WorkerProcess worker = new WorkerProcess(process, ring);
      worker.greet();
      return worker;
    } finally {
      SharedRing.delete(file);
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private void greet() {
    Thread listener = new Thread(this::listen, "im2wav-worker-" + process.pid());
    listener.setDaemon(true);
    listener.start();
    Watchdog.watch(this);
    try {
      await(Watchdog.looks(START_SECONDS));
      if (in.readByte() != Frames.READY || in.readInt() != 0) {
        throw new IOException("it says something else");
      }
      disarm();
    } catch (IOException e) {
      kill();
      throw WorkerCommand.cannotStart(death() + said, e);
    }
  }

  /** What it prints is of interest only where it does not work. */
  private void listen() {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(process.getErrorStream(), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        LOG.debug("worker {}: {}", process.pid(), line);
        if (said.length() < 400) {
          said = said + "; " + line.strip();
        }
      }
    } catch (IOException e) {
      // It has ended.
    }
  }

  /** Makes a call; its number, by which it can be cancelled. */
  int call(WorkerJob job) throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    WorkerData.writeText(new DataOutputStream(head), job.service().getName());
    calls++;
    send(Frames.CALL, calls, head.toByteArray(), job.request());
    return calls;
  }

  void cancel(int call) throws IOException {
    send(Frames.CANCEL, call, new byte[0], new byte[0]);
  }

  private void send(byte kind, int number, byte[] head, byte[] content) throws IOException {
    DataOutputStream data = new DataOutputStream(out);
    data.writeByte(kind);
    data.writeInt(number);
    data.writeInt(Math.addExact(head.length, content.length));
    data.write(head);
    for (int at = 0; at < content.length; at += Frames.PART) {
      data.write(content, at, Math.min(Frames.PART, content.length - at));
    }
    data.flush();
  }

  /** What it sends; reads of it wait up to what {@link #await} was told. */
  DataInputStream in() {
    return in;
  }

  /** Where parts of replies lie; null without. */
  SharedRing ring() {
    return ring;
  }

  /** Whether something can be read without waiting. */
  boolean hasSpoken() throws IOException {
    return in.available() > 0;
  }

  int calls() {
    return calls;
  }

  /** From now on, for so many of the watchdog's looks, it may let its caller wait. */
  void await(long looks) {
    due = Watchdog.now() + looks;
  }

  /** Nobody waits for it. */
  void disarm() {
    due = NEVER;
  }

  void killIfLate() {
    if (Watchdog.now() > due) {
      late = true;
      process.destroyForcibly();
    }
  }

  /** Whether it was killed because its caller waited for too long. */
  boolean isLate() {
    return late;
  }

  boolean isAlive() {
    return process.isAlive();
  }

  long pid() {
    return process.pid();
  }

  void kill() {
    Watchdog.forget(this);
    process.destroyForcibly();
  }

  /** Lets it end by itself. */
  void end() {
    Watchdog.forget(this);
    try {
      out.close();
    } catch (IOException e) {
      process.destroyForcibly();
    }
  }

  /** How it ended, once it has closed its end or was killed. */
  String death() {
    boolean interrupted = false;
    boolean ended = false;
    while (!ended) {
      try {
        ended = process.waitFor(5, TimeUnit.SECONDS);
        if (!ended) {
          process.destroyForcibly();
        }
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    int code = process.exitValue();
    return code > SIGNALS ? "signal " + (code - SIGNALS) : "exit code " + code;
  }

  /** What it keeps in memory, in bytes; 0 where the system does not say. */
  long residentBytes() {
    try {
      String[] pages = Files.readString(Path.of("/proc/" + pid() + "/statm")).split(" ");
      return 4096 * Long.parseLong(pages[1]);
    } catch (IOException | RuntimeException e) {
      return 0;
    }
  }
}
