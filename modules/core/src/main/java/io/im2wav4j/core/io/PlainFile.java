package io.im2wav4j.core.io;

import io.im2wav4j.core.error.UserError;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Files on a disk, in which a name of a pipe or device would be waited on or read without end. */
public final class PlainFile {
  private static final int LONGEST_LINE = 1 << 20;

  private PlainFile() {}

  /**
   * Refuses what is there but is no file on a disk; what is absent is left to the reader.
   *
   * @param expected what should be there
   */
  public static void require(Path file, String expected) {
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      throw new UserError(
          file.toString(),
          Files.isDirectory(file) ? "a folder" : "a pipe, socket or device",
          expected,
          "Check the path");
    }
  }

  /**
   * All lines of a text.
   *
   * @throws IOException where it is no UTF-8, or a line has more than 2^20 characters
   */
  public static List<String> lines(Path file) throws IOException {
    try (Reader in = Files.newBufferedReader(file)) {
      return lines(in, Integer.MAX_VALUE);
    }
  }

  /**
   * The first lines of a text.
   *
   * @param most how many are read
   * @throws IOException where a line has more than 2^20 characters
   */
  public static List<String> lines(Reader in, int most) throws IOException {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    int c = 0;
    while (lines.size() < most && (c = in.read()) >= 0) {
      if (c == '\n') {
        lines.add(line.toString());
        line.setLength(0);
      } else if (line.length() == LONGEST_LINE) {
        throw new IOException("line " + (lines.size() + 1) + " is longer than " + LONGEST_LINE);
      } else {
        line.append((char) c);
      }
    }
    if (!line.isEmpty()) {
      lines.add(line.toString());
    }
    return lines;
  }
}
