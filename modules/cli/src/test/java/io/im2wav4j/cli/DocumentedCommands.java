package io.im2wav4j.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The commands of a page: lines of its indented blocks, other than those that begin as YAML. */
final class DocumentedCommands {
  static final String LAUNCHER = "./im2wav";

  private static final Pattern WORD = Pattern.compile("'([^']*)'|(\\S+)");

  private DocumentedCommands() {}

  /** In order, without comments, continued lines as one. */
  static List<String> of(Path page) throws IOException {
    List<String> commands = new ArrayList<>();
    boolean fenced = false;
    boolean block = false;
    boolean yaml = false;
    boolean blank = true;
    String begun = "";
    for (String line : Files.readAllLines(page)) {
      if (line.strip().startsWith("```")) {
        fenced = !fenced;
      }
      boolean inside = !fenced && line.startsWith("    ") && !line.isBlank() && (block || blank);
      if (inside && !block) {
        yaml = line.strip().split(" ")[0].endsWith(":");
      }
      block = inside;
      blank = line.isBlank();
      if (!block || yaml) {
        continue;
      }
      String text = begun + line.replaceFirst("(^|\\s+)#\\s.*", "").strip();
      if (text.endsWith("\\")) {
        begun = text.substring(0, text.length() - 1);
        continue;
      }
      begun = "";
      if (!text.isEmpty()) {
        commands.add(text.replaceAll(" +", " "));
      }
    }
    return commands;
  }

  /** The words behind the launcher's name. */
  static List<String> words(String command) {
    List<String> words = new ArrayList<>();
    Matcher word = WORD.matcher(command);
    while (word.find()) {
      words.add(word.group(1) != null ? word.group(1) : word.group(2));
    }
    return words.subList(1, words.size());
  }

  /** All pages of a folder of the project, sorted. */
  static List<Path> pages(Path root, String glob) throws IOException {
    var matcher = root.getFileSystem().getPathMatcher("glob:" + glob);
    try (var files = Files.walk(root, 3)) {
      return files.filter(f -> matcher.matches(root.relativize(f))).sorted().toList();
    }
  }

  /** Whether a command is of this program. */
  static boolean isOurs(String command) {
    return Arrays.asList(LAUNCHER, "im2wav").contains(command.split(" ")[0]);
  }
}
