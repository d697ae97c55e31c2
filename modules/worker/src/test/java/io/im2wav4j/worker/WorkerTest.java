package io.im2wav4j.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.im2wav4j.core.error.UserError;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkerTest {
  private static final WorkerBounds BOUNDS = new WorkerBounds(128, 60, "raise a bound");

  @TempDir Path folder;

  static WorkerReply call(WorkerLease lease, Path file, String words) {
    ByteArrayOutputStream request = new ByteArrayOutputStream();
    try {
      WorkerData.writeText(new DataOutputStream(request), words);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return lease.call(new WorkerJob(OddService.class, file, request.toByteArray()));
  }

  static long pid(WorkerLease lease) {
    try (WorkerReply reply = call(lease, Path.of("any"), "pid")) {
      return new DataInputStream(reply).readLong();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path file(String name) {
    try {
      return Files.writeString(folder.resolve(name), name);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Calls with new leases, to the end of the reply. */
  private static byte[] whole(Path file, String words, WorkerBounds bounds) {
    try (WorkerLease lease = new WorkerLease(bounds);
        WorkerReply reply = call(lease, file, words)) {
      return reply.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void assertCounts(byte[] bytes, int to) throws IOException {
    DataInputStream in = new DataInputStream(new java.io.ByteArrayInputStream(bytes));
    for (int i = 0; i < to; i++) {
      assertThat(in.readInt()).isEqualTo(i);
    }
    assertThat(in.read()).isEqualTo(-1);
  }

  @Test
  void repliesOfAnySizeComeWhole_fromOneProcess() throws IOException {
    Path good = file("good");
    try (WorkerLease lease = new WorkerLease(BOUNDS)) {
      for (int n : new int[] {0, 1, 16_384, 16_385, 300_000}) {
        try (WorkerReply reply = call(lease, good, "count " + n)) {
          assertCounts(reply.readAllBytes(), n);
        }
      }
    }
  }

  @Test
  void aWorkerIsUsedAgain_andThereAreAsManyAsCallersAtOnce() throws Exception {
    WorkerBounds own = new WorkerBounds(130, 60, "");
    Set<Long> pids = ConcurrentHashMap.newKeySet();
    List<Thread> threads = new ArrayList<>();
    for (int t = 0; t < 3; t++) {
      threads.add(
          new Thread(
              () -> {
                for (int i = 0; i < 30; i++) {
                  try (WorkerLease lease = new WorkerLease(own)) {
                    pids.add(pid(lease));
                  }
                }
              }));
    }
    for (Thread thread : threads) {
      thread.start();
    }
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(pids).hasSizeBetween(1, 3);
  }

  @Test
  void whatAServiceThrowsIsThrownToTheCaller_andTheWorkerGoesOn() {
    Path any = file("any");
    try (WorkerLease lease = new WorkerLease(BOUNDS)) {
      long pid = pid(lease);
      assertThatThrownBy(() -> call(lease, any, "error").readAllBytes())
          .isExactlyInstanceOf(UserError.class)
          .hasMessage("a.wav: bad; expected good. Mend it");
      assertThatThrownBy(() -> call(lease, any, "illegal").readAllBytes())
          .isExactlyInstanceOf(IllegalArgumentException.class)
          .hasMessage("start is -1")
          .hasStackTraceContaining("OddService.serve");
      assertThat(pid(lease)).isEqualTo(pid);
    }
  }

  @Test
  void whatIsPrintedDoesNotComeIntoAReply() {
    assertThat(whole(file("printed"), "print", BOUNDS)).containsExactly(0, 0, 0, 1);
  }

  @Test
  void aFileThatKillsTwoWorkersIsRefused_andAtOnceWhenItComesAgain() throws IOException {
    for (String death : List.of("halt", "segv")) {
      Path bad = file(death);
      String how = death.equals("halt") ? "exit code 3" : "signal 6";
      for (int time = 0; time < 2; time++) {
        long begun = System.nanoTime();
        assertThatThrownBy(() -> whole(bad, death, BOUNDS))
            .isExactlyInstanceOf(UserError.class)
            .hasMessageStartingWith(bad + ": killed the process that reads it, twice (" + how + ")")
            .hasMessageContaining("poisonous");
        assertThat(System.nanoTime() - begun < 50_000_000).as("at once").isEqualTo(time == 1);
      }
      Files.writeString(bad, "another content");
      assertThat(whole(bad, "count 1", BOUNDS)).as("it was mended").hasSize(4);
    }
  }

  @Test
  void aReplyGoesOnWhereTheFirstWorkerDied() throws IOException {
    byte[] bytes = whole(file("unlucky"), "dieOnce " + folder.resolve("died"), BOUNDS);
    assertThat(folder.resolve("died")).exists();
    assertCounts(bytes, 100_000);
  }

  @Test
  void aFileThatTakesTooLongIsGivenUp() {
    Path slow = file("slow");
    long begun = System.nanoTime();
    assertThatThrownBy(() -> whole(slow, "hang", new WorkerBounds(128, 1, "raise itemSeconds")))
        .isExactlyInstanceOf(UserError.class)
        .hasMessageContaining("slow: took more than 1 s")
        .hasMessageContaining("poisonous")
        .hasMessageEndingWith("or raise itemSeconds");
    assertThat(System.nanoTime() - begun).isBetween(1_000_000_000L, 20_000_000_000L);
  }

  @Test
  void aReplyWithoutEndIsGivenUp_butACallerMayTakeItsTime() throws Exception {
    WorkerBounds second = new WorkerBounds(128, 1, "");
    assertThatThrownBy(
            () -> {
              try (WorkerLease lease = new WorkerLease(second);
                  WorkerReply reply = call(lease, file("endless"), "forever")) {
                reply.transferTo(java.io.OutputStream.nullOutputStream());
              }
            })
        .hasMessageContaining("took more than 1 s");
    try (WorkerLease lease = new WorkerLease(second);
        WorkerReply reply = call(lease, file("read slowly"), "count 100000")) {
      assertThat(reply.read()).isZero();
      Thread.sleep(1500);
      assertThat(reply.readAllBytes()).hasSize(399_999);
    }
  }

  @Test
  void memoryBeyondTheBoundIsNotGiven_toJavaOrToNativeCode() {
    for (String flood : List.of("heap", "native 2000")) {
      assertThatThrownBy(() -> whole(file(flood), flood, BOUNDS))
          .as(flood)
          .isExactlyInstanceOf(UserError.class)
          .hasMessageContaining("needs more than 128 MiB")
          .hasMessageContaining("poisonous")
          .hasMessageEndingWith("or raise a bound");
    }
    assertThat(whole(file("less"), "native 100", BOUNDS)).isEmpty();
  }

  @Test
  void aReplyMayBeClosedEarly_andTheWorkerGoesOn() {
    Path long1 = file("long");
    try (WorkerLease lease = new WorkerLease(BOUNDS)) {
      long pid = pid(lease);
      for (int i = 0; i < 50; i++) {
        try (WorkerReply reply = call(lease, long1, "forever")) {
          assertThat(reply.read()).isZero();
        }
        call(lease, long1, "count 10").close();
      }
      assertThat(pid(lease)).isEqualTo(pid);
    }
  }

  @Test
  void anInterruptedCallerGetsItsReply_andStaysInterrupted() throws IOException {
    Path good = file("good");
    Thread.currentThread().interrupt();
    try {
      assertCounts(whole(good, "count 100000", BOUNDS), 100_000);
      assertThatThrownBy(() -> whole(file("deadly"), "halt", BOUNDS)).hasMessageContaining("twice");
      assertThat(Thread.currentThread().isInterrupted()).isTrue();
    } finally {
      Thread.interrupted();
    }
    assertCounts(whole(good, "count 10", BOUNDS), 10);
  }

  @Test
  void signalsForAllProcessesOfATerminalDoNotReachAWorker() throws Exception {
    try (WorkerLease lease = new WorkerLease(BOUNDS)) {
      long pid = pid(lease);
      for (String signal : List.of("INT", "HUP", "QUIT", "TERM")) {
        assertThat(new ProcessBuilder("kill", "-" + signal, "" + pid).start().waitFor()).isZero();
      }
      Thread.sleep(300);
      assertThat(pid(lease)).isEqualTo(pid);
    }
  }

  @Test
  void aWorkerEndsWithItsParent_alsoWhenThatIsKilledAndItIsBusy() throws Exception {
    Process parent =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                WorkerParent.class.getName())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(parent.getInputStream(), StandardCharsets.UTF_8))) {
      ProcessHandle worker = ProcessHandle.of(Long.parseLong(lines.readLine())).orElseThrow();
      assertThat(worker.isAlive()).isTrue();
      parent.destroyForcibly();
      worker.onExit().get(20, TimeUnit.SECONDS);
      assertThat(worker.isAlive()).isFalse();
    }
  }

  @Test
  void whereNoWorkerCanBeStarted_theErrorSaysWhyAndWhatElseThereIs() {
    for (String property : List.of("java.home", "java.class.path")) {
      String before = System.setProperty(property, folder.resolve("nothing").toString());
      WorkerBounds own = new WorkerBounds(200 + property.length(), 60, "");
      try {
        assertThatThrownBy(() -> whole(file("good"), "count 1", own))
            .isExactlyInstanceOf(UserError.class)
            .hasMessageContaining("cannot be started")
            .hasMessageContaining("-Dim2wav.media=process")
            .hasMessageContaining(property.equals("java.home") ? "no java in" : "WorkerMain");
      } finally {
        System.setProperty(property, before);
      }
    }
  }
}
