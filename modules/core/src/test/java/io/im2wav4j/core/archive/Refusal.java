package io.im2wav4j.core.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.sun.management.ThreadMXBean;
import io.im2wav4j.core.error.UserError;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads files that must be refused: with one line, little memory and nothing run. */
final class Refusal {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private static final long MOST = 100_000_000;

  private final Path folder;
  private final Path marker;

  Refusal(Path folder) {
    this.folder = folder;
    this.marker = folder.resolve("marker");
  }

  /** A command that leaves a mark if it is run. */
  String command() {
    return "touch " + marker;
  }

  /** Opens a file and reads all tensors of it; the values in it are looked at too. */
  static void readAll(Path file) {
    try (TensorFile tensors = TensorFile.open(file)) {
      for (String name : tensors.names()) {
        tensors.shape(name);
        tensors.get(name);
      }
      if (tensors instanceof TorchCheckpoint checkpoint) {
        assertThat(String.valueOf(checkpoint.root())).isNotNull();
      }
    }
  }

  /** The bytes that reading allocates; a {@link UserError} is not passed on but kept in it. */
  static long allocates(Runnable reading) {
    long before = THREADS.getCurrentThreadAllocatedBytes();
    reading.run();
    return THREADS.getCurrentThreadAllocatedBytes() - before;
  }

  /** Asserts that a file is refused with a line that has these parts. */
  void isRefused(byte[] content, String... parts) throws IOException {
    Path file = Files.write(folder.resolve("hostile.pt"), content);
    isRefused(file, parts);
  }

  /** Asserts that a file is refused with a line that has these parts. */
  void isRefused(Path file, String... parts) {
    long allocated =
        allocates(
            () -> {
              try {
                readAll(file);
              } catch (UserError e) {
                assertThat(e.getMessage())
                    .contains(file.getFileName().toString())
                    .contains(parts)
                    .doesNotContainPattern("\\p{Cntrl}")
                    .hasSizeLessThan(1000);
                return;
              }
              fail(file + " was accepted");
            });
    assertThat(allocated).isLessThan(MOST);
    assertThat(marker).doesNotExist();
  }
}
