package io.im2wav4j.data.manifest;

import io.im2wav4j.core.error.UserError;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.Locale;

/**
 * Ids of items, which become names of files: letters and digits of any script, pictographs, '.',
 * '_', '-' and '+', in Unicode's composed form (NFC).
 */
public final class ItemId {
  /** In UTF-8. File systems allow 255; the ends of names and temporary names take the rest. */
  public static final int LONGEST_BYTES = 200;

  private static final String LETTERS = "\\p{L}\\p{M}\\p{N}\\p{So}\\x{1F3FB}-\\x{1F3FF}\\u200D_.+-";

  private ItemId() {}

  /** A file's name, without its extension, as an id. */
  public static String of(Path file) {
    String name = file.getFileName().toString();
    int dot = name.lastIndexOf('.');
    return of(file, dot < 1 ? name : name.substring(0, dot));
  }

  /**
   * A name as an id: what an id cannot have becomes '_'.
   *
   * @param file that is named so
   * @throws UserError that names the file where the id would be too long
   */
  public static String of(Path file, String name) {
    String id = composed(name).replaceAll("[^" + LETTERS + "]|^\\.", "_");
    if (bytes(id) > LONGEST_BYTES) {
      throw new UserError(
          file.toString(),
          "its name would make an id of " + bytes(id) + " bytes",
          "at most " + LONGEST_BYTES + ", for files are named by it",
          "Rename the file");
    }
    return id;
  }

  /** Unicode's composed form: some systems store the accents of a name apart from its letters. */
  public static String composed(String name) {
    return Normalizer.normalize(name, Normalizer.Form.NFC);
  }

  /** The same for ids that a file system may take for one: those that differ by case. */
  public static String folded(String id) {
    return composed(id).toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
  }

  /** Refuses what is no id. */
  static void check(String id) {
    if (!id.matches("(?!\\.)[" + LETTERS + "]+")) {
      throw new IllegalArgumentException(
          "id is '"
              + UserError.printable(id)
              + "'; must be letters, digits, '.', '_', '-' or '+', and not begin with '.'");
    }
    if (bytes(id) > LONGEST_BYTES) {
      throw new IllegalArgumentException(
          "id has " + bytes(id) + " bytes; must be at most " + LONGEST_BYTES);
    }
  }

  private static int bytes(String id) {
    return id.getBytes(StandardCharsets.UTF_8).length;
  }
}
