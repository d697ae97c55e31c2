package io.im2wav4j.worker;

import io.im2wav4j.core.error.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The files that ended workers, as they were then: they are not read again by this process. */
final class Poisonous {
  private record Content(Path file, long size, long modified) {}

  private static final Map<Content, String> FILES = new ConcurrentHashMap<>();

  private Poisonous() {}

  /** Fails for a file that is known. */
  static void refuse(Path file) {
    String known = FILES.isEmpty() ? null : FILES.get(content(file));
    if (known != null) {
      throw new UserError(known, null);
    }
  }

  /** Remembers a file; the error to be thrown. */
  static UserError add(Path file, String given, String expected, String fix) {
    UserError error =
        new UserError(
            file.toString(), given, expected, "The file is poisonous, do not use it" + fix);
    FILES.put(content(file), error.getMessage());
    return error;
  }

  private static Content content(Path file) {
    try {
      return new Content(
          file.toAbsolutePath(), Files.size(file), Files.getLastModifiedTime(file).toMillis());
    } catch (IOException e) {
      return new Content(file.toAbsolutePath(), -1, -1);
    }
  }
}
