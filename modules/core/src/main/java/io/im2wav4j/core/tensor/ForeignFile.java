package io.im2wav4j.core.tensor;

import io.im2wav4j.core.error.UserError;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** Files that come in place of weights, by their first bytes. */
public final class ForeignFile {
  private static final int LOOKED_AT = 512;

  private ForeignFile() {}

  /**
   * What to say of a file that came in place of any file; null if its first bytes are of no such
   * kind.
   *
   * @param expected what should be there
   */
  public static UserError standIn(Path file, String expected) {
    String start = start(file);
    String text = start.strip().toLowerCase(Locale.ROOT);
    String again = "Fetch it again; open its address in a browser to see what the server says";
    if (start.isEmpty()) {
      return error(file, "an empty file", expected, "Copy or fetch it again");
    }
    if (start.startsWith("version https://git-lfs")) {
      return error(
          file,
          "a pointer of Git LFS, which stands for the file in a repository",
          expected,
          "Run 'git lfs pull' where it was cloned, or fetch the file itself");
    }
    if (text.startsWith("<!doctype html") || text.startsWith("<html")) {
      return error(file, "a web page (HTML)", expected, again);
    }
    return text.startsWith("<?xml") || text.startsWith("<error")
        ? error(file, "XML, as servers answer with when they refuse", expected, again)
        : null;
  }

  /**
   * What to say of a file that is no file of weights; null if its first bytes are of no kind that
   * is known here.
   *
   * @param expected what should be there
   */
  public static UserError named(Path file, String expected) {
    UserError standIn = standIn(file, expected);
    if (standIn != null) {
      return standIn;
    }
    String start = start(file);
    String text = start.strip();
    if (text.startsWith("{")
        && start.chars().limit(9).allMatch(c -> c >= ' ' || c == '\n' || c == '\r' || c == '\t')) {
      return error(
          file,
          "a JSON text",
          expected,
          "Give the file of the weights; of an index, its name ends in .index.json");
    }
    String packed =
        start.startsWith("\u001f\u008b")
            ? "gzip"
            : start.startsWith("(\u00b5/\u00fd")
                ? "Zstandard"
                : start.startsWith("\u00fd7zXZ") ? "xz" : null;
    if (packed != null) {
      return error(file, "a file packed with " + packed, expected, "Unpack it first");
    }
    String other =
        start.startsWith("GGUF")
            ? "a GGUF file (llama.cpp)"
            : start.startsWith("\u0089HDF")
                ? "an HDF5 file (Keras)"
                : start.startsWith("\u0093NUMPY") ? "a NumPy array" : null;
    if (other == null && start.length() > 262 && start.startsWith("ustar", 257)) {
      other = "a tar archive";
    }
    if (other == null && start.length() > 2 && start.charAt(0) == 0x80 && start.charAt(1) <= 5) {
      other = "a pickle of protocol " + (int) start.charAt(1) + " that torch.save did not write";
    }
    return other == null
        ? null
        : error(file, other, expected, "Convert it to safetensors with the program that made it");
  }

  private static String start(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      return new String(in.readNBytes(LOOKED_AT), StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }

  private static UserError error(Path file, String what, String expected, String fix) {
    return new UserError(file.toString(), what, expected, fix);
  }
}
