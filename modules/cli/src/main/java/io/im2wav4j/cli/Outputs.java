package io.im2wav4j.cli;

import io.im2wav4j.core.io.OutputPath;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** What a command writes, known by the names of its options. */
final class Outputs {
  private static final Set<String> NAMES = Set.of("--out", "--cache", "--runs", "--write-manifest");
  private static final String FOLDER = "DIR";
  private static final String EITHER = "PATH"; // a file or a folder

  private Outputs() {}

  /** Refuses before any work what could not be written after it. */
  static void require(CommandSpec command) {
    for (OptionSpec option : command.options()) {
      if (NAMES.contains(option.longestName()) && option.getValue() instanceof Path path) {
        boolean folder =
            option.paramLabel().equals(FOLDER)
                || option.paramLabel().equals(EITHER) && Files.isDirectory(path);
        if (folder) {
          OutputPath.requireFolder(option.longestName(), path);
        } else {
          OutputPath.requireFile(option.longestName(), path);
        }
      }
    }
  }
}
