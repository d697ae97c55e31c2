package io.im2wav4j.attack;

import io.im2wav4j.core.io.AtomicFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** A disk in memory of its own size, mounted on a folder; only root can. */
final class SmallDisk implements AutoCloseable {
  /** Enough for every output of a {@link TinyWorld}. */
  static final String LARGE = "rw,size=1g,nr_inodes=100000";

  private final Path folder;
  private final Thread atExit = new Thread(this::unmount, "unmount");

  private SmallDisk(Path folder) {
    this.folder = folder;
  }

  /**
   * Mounts one.
   *
   * @param options as {@code size=64k} or {@code nr_inodes=10}
   * @throws IOException with the system's words where that is not allowed
   */
  static SmallDisk mount(Path folder, String options) throws IOException {
    SmallDisk disk = new SmallDisk(Files.createDirectories(folder));
    call("mount", "-t", "tmpfs", "-o", options, "im2wav-attack", folder.toString());
    Runtime.getRuntime().addShutdownHook(disk.atExit);
    return disk;
  }

  /** Whether this user may mount in {@code folder}. */
  static boolean possible(Path folder) {
    try (SmallDisk disk = mount(folder, "size=64k")) {
      disk.change(LARGE);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /** Changes its options, with what is on it. */
  void change(String options) throws IOException {
    call("mount", "-o", "remount," + options, folder.toString());
  }

  private void unmount() {
    try {
      call("umount", folder.toString());
    } catch (IOException e) {
      try {
        call("umount", "-l", folder.toString());
      } catch (IOException f) {
        System.err.println("attack: " + folder + " stays mounted: " + f.getMessage());
      }
    }
  }

  @Override
  public void close() throws IOException {
    unmount();
    Runtime.getRuntime().removeShutdownHook(atExit);
    AtomicFiles.deleteTree(folder);
  }

  private static void call(String... command) throws IOException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      if (process.waitFor() != 0) {
        throw new IOException(String.join(" ", command) + ": " + said.strip());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }
}
