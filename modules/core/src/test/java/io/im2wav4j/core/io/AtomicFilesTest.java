package io.im2wav4j.core.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFilesTest {
  @TempDir Path folder;

  @Test
  void write_byManyAtOnceToOneName_isWholeWhoeverWins() throws IOException {
    Path file = folder.resolve("file");
    IntStream.range(0, 40)
        .parallel()
        .forEach(
            i ->
                AtomicFiles.write(
                    file,
                    out -> {
                      for (int k = 0; k < 20; k++) {
                        out.write(
                            Integer.toString(i % 10)
                                .repeat(10_000)
                                .getBytes(StandardCharsets.UTF_8));
                        out.flush();
                      }
                    }));
    assertThat(Files.readString(file)).hasSize(200_000).matches("(.)\\1*");
    assertThat(names(folder)).containsExactly("file");
  }

  @Test
  void temporaryNames_areShortAndHoldNoProcessNumber() {
    String id = "x".repeat(240) + ".json";
    String name = TemporaryNames.beside(folder.resolve(id)).getFileName().toString();
    assertThat(name).matches("\\.tmp-[0-9a-f]{16}-[0-9]+\\.json");
    AtomicFiles.writeString(folder.resolve(id), "{}");
    assertThat(folder.resolve(id)).exists();
  }

  @Test
  void writeFolder_thatFails_leavesTheOldOne() throws IOException {
    Path target = folder.resolve("x");
    AtomicFiles.writeFolder(target, to -> Files.writeString(to.resolve("f"), "old"));
    assertThatThrownBy(
            () ->
                AtomicFiles.writeFolder(
                    target,
                    to -> {
                      throw new IOException("No space left on device");
                    }))
        .hasMessageContaining("The disk is full");
    assertThat(target.resolve("f")).hasContent("old");
    assertThat(names(folder)).containsExactly("x");
  }

  @Test
  void writeFolder_killedAtAnyMoment_leavesAWholeFolder() throws Exception {
    Path target = folder.resolve("x");
    Random random = new Random(1);
    for (int kill = 0; kill < 6; kill++) {
      Process child = ChildProgram.start(List.of(), "replace for ever", folder);
      ChildProgram.line(child);
      Thread.sleep(random.nextInt(30));
      ChildProgram.kill(child);
      AtomicFiles.restore(target);
      List<String> contents = new ArrayList<>();
      for (int i = 0; i < 5; i++) {
        contents.add(Files.readString(target.resolve("f" + i)));
      }
      assertThat(contents).allMatch(contents.get(0)::equals);
    }
  }

  @Test
  void restore_givesTheOldFolderItsNameBackOnlyWhereThereIsNoNewOne() throws IOException {
    Path target = folder.resolve("x");
    Path old = Files.createDirectory(folder.resolve(".old-x"));
    AtomicFiles.restore(target);
    assertThat(target).isDirectory();
    Files.createDirectory(old);
    AtomicFiles.restore(target);
    assertThat(old).isDirectory();
    AtomicFiles.writeFolder(target, to -> Files.writeString(to.resolve("f"), "new"));
    assertThat(names(folder)).containsExactly("x");
  }

  @Test
  void force_withAnInterruptPending_forcesAndKeepsTheInterrupt() throws IOException {
    Path file = Files.writeString(folder.resolve("f"), "text");
    Thread.currentThread().interrupt();
    Durability.force(file);
    Durability.forceFolder(folder);
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void write_forcesTheFileBeforeItsNameAndTheFolderAfterIt() throws Exception {
    List<String> calls = trace("write");
    int renamed = index(calls, "rename.*\\.tmp-.*file\\.txt");
    assertThat(index(calls, "fsync\\([0-9]+<.*/new/deep/\\.tmp-.*>")).isLessThan(renamed);
    assertThat(last(calls, "fsync\\([0-9]+<.*/new/deep>")).isGreaterThan(renamed);
    // The names of the new folders, each in the one above it.
    int deep = index(calls, "mkdir.*/new/deep\"");
    assertThat(last(calls, "fsync\\([0-9]+<.*/new>")).isGreaterThan(deep).isLessThan(renamed);
    assertThat(last(calls, "fsync\\([0-9]+<" + folder.toRealPath() + ">"))
        .isGreaterThan(index(calls, "mkdir.*/new\""));
  }

  @Test
  void writeFolder_forcesAllInItBeforeItsName() throws Exception {
    AtomicFiles.writeFolder(folder.resolve("x"), to -> Files.writeString(to.resolve("f"), "old"));
    List<String> calls = trace("replace");
    int away = index(calls, "rename.*/x\".*\\.old-x\"");
    int renamed = index(calls, "rename.*\\.tmp-.*/x\"");
    for (int i = 0; i < 5; i++) {
      assertThat(index(calls, "fsync\\([0-9]+<.*/\\.tmp-[^/]*/f" + i + ">")).isLessThan(away);
    }
    assertThat(index(calls, "fsync\\([0-9]+<.*/\\.tmp-[^/]*>")).isLessThan(away);
    assertThat(away).isLessThan(renamed);
    int forced = last(calls, "fsync\\([0-9]+<" + folder.toRealPath() + ">");
    assertThat(forced).isGreaterThan(renamed);
    assertThat(index(calls, "(unlink|rmdir).*\\.old-x")).isGreaterThan(forced);
  }

  /** The system calls of a child, in order; skipped where there is no strace that may trace. */
  private List<String> trace(String what) throws Exception {
    Path log = Files.createTempFile("calls", ".txt");
    String calls =
        "trace=fsync,fdatasync,rename,renameat,renameat2,mkdir,mkdirat,unlink,unlinkat,rmdir";
    List<String> strace = List.of("strace", "-f", "-y", "-qq", "-o", log.toString(), "-e", calls);
    try {
      Process child = ChildProgram.start(strace, what, folder);
      assumeTrue(child.waitFor() == 0, "strace may not trace here");
      return Files.readAllLines(log);
    } catch (IOException e) {
      assumeTrue(false, "no strace here, which shows the order of system calls");
      throw e;
    } finally {
      Files.delete(log);
    }
  }

  private static int index(List<String> calls, String pattern) {
    return indices(calls, pattern)[0];
  }

  private static int last(List<String> calls, String pattern) {
    int[] all = indices(calls, pattern);
    return all[all.length - 1];
  }

  private static int[] indices(List<String> calls, String pattern) {
    int[] all =
        IntStream.range(0, calls.size())
            .filter(i -> calls.get(i).matches(".*" + pattern + ".*"))
            .toArray();
    assertThat(all).as(pattern + " in\n" + String.join("\n", calls)).isNotEmpty();
    return all;
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(f -> f.getFileName().toString()).toList();
    }
  }
}
