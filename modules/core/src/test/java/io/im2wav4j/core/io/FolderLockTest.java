package io.im2wav4j.core.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.im2wav4j.core.error.UserError;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderLockTest {
  @TempDir Path folder;

  @Test
  void take_whileAnotherProcessHolds_saysWhoSinceWhenAndWhatToDo() throws Exception {
    Process child = ChildProgram.start(List.of(), "hold", folder);
    try {
      assertThat(ChildProgram.line(child)).isEqualTo("held");
      assertThatThrownBy(() -> FolderLock.take(folder))
          .isInstanceOf(UserError.class)
          .hasMessageMatching(
              ".*: in use by '.*ChildProgram hold .*' \\(process "
                  + child.pid()
                  + " on "
                  + LockHolder.thisHost()
                  + ", since 20..-..-..T..:..:..Z\\); expected .*\\. Wait until .*");
    } finally {
      ChildProgram.kill(child);
    }
    FolderLock.take(folder).close();
  }

  @Test
  void take_afterAKill_sweepsWhatTheKilledOneLeftAndNothingElse() throws Exception {
    Process child = ChildProgram.start(List.of(), "halt in a write", folder);
    assertThat(ChildProgram.line(child)).isEqualTo("half");
    ChildProgram.kill(child);
    Path others = Files.createFile(folder.resolve("below/.tmp-0123456789abcdef-1"));
    assertThat(names(folder.resolve("below"))).hasSize(2);
    FolderLock.take(folder).close();
    assertThat(names(folder.resolve("below"))).containsExactly(others.getFileName().toString());
  }

  @Test
  void take_afterAKill_sweepsTheSharedFoldersOfTheCommandToo() throws Exception {
    Process child = ChildProgram.start(List.of(), "halt in a write", folder);
    assertThat(ChildProgram.line(child)).isEqualTo("half");
    ChildProgram.kill(child);
    Path cache = Files.createDirectory(folder.resolveSibling("cache" + folder.getFileName()));
    Path left = names(folder.resolve("below")).stream().map(cache::resolve).findFirst().get();
    Files.createFile(left);
    FolderLock.take(folder, cache).close();
    assertThat(left).doesNotExist();
    Files.delete(cache);
  }

  @Test
  void take_againByItsThread_holdsUntilTheLastIsGivenBack() throws Exception {
    try (FolderLock outer = FolderLock.take(folder)) {
      FolderLock.take(folder.resolve("../" + folder.getFileName())).close();
      // A file's locks would be lost by any other channel of this process on it.
      assertThat(ChildProgram.run("try", folder)).contains("in use by");
    }
    assertThat(folder.resolve(FolderLock.NAME)).isEmptyFile();
    assertThat(ChildProgram.run("try", folder)).isEqualTo("taken");
  }

  @Test
  void close_removesAFolderThatWasMadeForItAndStayedEmpty() throws Exception {
    Path made = folder.resolve("made");
    FolderLock.take(made).close();
    assertThat(made).doesNotExist();
    try (FolderLock lock = FolderLock.take(made)) {
      Files.createFile(made.resolve("file"));
    }
    assertThat(names(made)).containsExactlyInAnyOrder("file", FolderLock.NAME);
  }

  @Test
  void take_byAnotherThread_isRefusedAndTakesNothingAway() throws Exception {
    try (FolderLock lock = FolderLock.take(folder)) {
      assertThatThrownBy(() -> CompletableFuture.runAsync(() -> FolderLock.take(folder)).join())
          .isInstanceOf(CompletionException.class)
          .hasCauseInstanceOf(UserError.class)
          .hasMessageContaining("process " + ProcessHandle.current().pid());
      assertThat(ChildProgram.run("try", folder)).contains("in use by");
    }
  }

  @Test
  void take_withAnInterruptPending_holdsAndKeepsTheInterrupt() throws Exception {
    Thread.currentThread().interrupt();
    FolderLock lock = FolderLock.take(folder);
    assertThat(Thread.interrupted()).isTrue();
    assertThat(ChildProgram.run("try", folder)).contains("in use by");
    Thread.currentThread().interrupt();
    lock.close();
    assertThat(Thread.interrupted()).isTrue();
    assertThat(folder.resolve(FolderLock.NAME)).isEmptyFile();
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(f -> f.getFileName().toString()).toList();
    }
  }

  @Test
  void aHolderThatHasNotYetWrittenWhoItIs_isWaitedForAndNamed() throws Exception {
    Path file = folder.resolve(FolderLock.NAME);
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      channel.lock(1L << 30, 1, false);
      CompletableFuture<Void> second =
          CompletableFuture.runAsync(() -> FolderLock.take(folder).close());
      Thread.sleep(200);
      String text = Json.pretty(new LockHolder("host", 12, "im2wav other", "now", "0"));
      channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)), 0);
      assertThatThrownBy(second::join).hasMessageContaining("in use by 'im2wav other' (process 12");
    }
  }
}
