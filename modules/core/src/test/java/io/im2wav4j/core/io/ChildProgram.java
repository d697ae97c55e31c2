package io.im2wav4j.core.io;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What other processes do in tests of files, and how they are started. */
final class ChildProgram {
  private ChildProgram() {}

  /** Arguments: what to do, and where. */
  public static void main(String[] args) throws Exception {
    Path folder = Path.of(args[1]);
    switch (args[0]) {
      case "write" -> AtomicFiles.writeString(folder.resolve("new/deep/file.txt"), "text");
      case "replace" -> fill(folder.resolve("x"), 1);
      case "replace for ever" -> {
        for (int i = 1; ; i++) {
          fill(folder.resolve("x"), i);
          say("written");
        }
      }
      case "hold" -> {
        FolderLock.take(folder);
        say("held");
        Thread.sleep(60_000);
      }
      case "halt in a write" -> {
        FolderLock.take(folder);
        AtomicFiles.write(
            folder.resolve("below/half"),
            out -> {
              out.write(new byte[1 << 20]);
              say("half");
              pause();
            });
      }
      case "try" -> {
        try (FolderLock lock = FolderLock.take(folder)) {
          say("taken");
        } catch (io.im2wav4j.core.error.UserError e) {
          say(e.getMessage());
        }
      }
      default -> throw new IllegalArgumentException(args[0]);
    }
  }

  /** Five files of one number each. */
  private static void fill(Path folder, int number) {
    AtomicFiles.writeFolder(
        folder,
        to -> {
          for (int i = 0; i < 5; i++) {
            Files.writeString(to.resolve("f" + i), Integer.toString(number));
          }
        });
  }

  private static void say(String line) {
    System.out.println(line);
    System.out.flush();
  }

  private static void pause() {
    try {
      Thread.sleep(60_000);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Starts it with this test's class path, behind {@code before}, as a tracer. */
  static Process start(List<String> before, String what, Path folder) throws IOException {
    List<String> words = new ArrayList<>(before);
    words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    words.addAll(List.of("-Xmx64m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
    words.addAll(List.of("-cp", System.getProperty("java.class.path")));
    words.addAll(List.of(ChildProgram.class.getName(), what, folder.toString()));
    return new ProcessBuilder(words).redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }

  /** The next line that it says. */
  static String line(Process child) throws IOException {
    // Unbuffered for all that a test cares: each child is asked by one reader alone.
    return new BufferedReader(child.inputReader(StandardCharsets.UTF_8)).readLine();
  }

  /** What it says in all of its life. */
  static String run(String what, Path folder) throws Exception {
    Process child = start(List.of(), what, folder);
    String said = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    child.waitFor();
    return said.strip();
  }

  /** kill -9, and its end. */
  static void kill(Process child) throws InterruptedException {
    child.destroyForcibly();
    child.waitFor();
  }
}
