package io.im2wav4j.core.io;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;

/**
 * Tells without reading whether a file is the one that was read before: its size, the time of its
 * last change to the nanosecond, and where the system has them its number and the time that the
 * system itself notes of any change. That one no program sets back, as unpacking an archive or a
 * copy with its times does with the other.
 */
public final class FileStamp {
  private FileStamp() {}

  /** Another text for any other content, as far as can be told without reading. */
  public static String of(Path file) throws IOException {
    BasicFileAttributes seen = Files.readAttributes(file, BasicFileAttributes.class);
    String stamp = seen.size() + " " + seen.lastModifiedTime().toInstant();
    if (!file.getFileSystem().supportedFileAttributeViews().contains("unix")) {
      return stamp + " " + seen.creationTime().toInstant();
    }
    FileTime noted = (FileTime) Files.getAttribute(file, "unix:ctime", new LinkOption[0]);
    return stamp + " " + noted.toInstant() + " " + Files.getAttribute(file, "unix:ino");
  }
}
