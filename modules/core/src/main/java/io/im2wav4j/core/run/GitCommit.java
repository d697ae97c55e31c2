package io.im2wav4j.core.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The commit that is checked out, read from the files of git without running it. */
public final class GitCommit {
  private GitCommit() {}

  /** The commit's hash for the working tree that {@code folder} is in; empty if there is none. */
  public static Optional<String> of(Path folder) {
    try {
      for (Path at = folder.toAbsolutePath(); at != null; at = at.getParent()) {
        Path git = at.resolve(".git");
        if (Files.isDirectory(git)) {
          return head(git);
        }
        if (Files.isRegularFile(git)) { // a linked working tree or a submodule
          return head(at.resolve(Files.readString(git).strip().substring("gitdir: ".length())));
        }
      }
    } catch (IOException | RuntimeException e) {
      // An odd or unreadable .git: no commit is known, which is no reason to fail a run.
    }
    return Optional.empty();
  }

  private static Optional<String> head(Path git) throws IOException {
    String head = Files.readString(git.resolve("HEAD")).strip();
    if (!head.startsWith("ref: ")) {
      return Optional.of(head);
    }
    String name = head.substring("ref: ".length());
    Path pointer = git.resolve("commondir");
    Path common =
        Files.isRegularFile(pointer) ? git.resolve(Files.readString(pointer).strip()) : git;
    Path loose = common.resolve(name);
    if (Files.isRegularFile(loose)) {
      return Optional.of(Files.readString(loose).strip());
    }
    Path packed = common.resolve("packed-refs");
    if (!Files.isRegularFile(packed)) {
      return Optional.empty(); // no commit yet
    }
    return Files.readAllLines(packed).stream()
        .filter(line -> line.endsWith(" " + name))
        .map(line -> line.substring(0, line.indexOf(' ')))
        .findFirst();
  }
}
