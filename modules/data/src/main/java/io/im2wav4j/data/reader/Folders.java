package io.im2wav4j.data.reader;

import io.im2wav4j.audio.media.PictureFile;
import io.im2wav4j.core.error.UserError;
import java.io.IOException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sorted listings, so that the same folder always gives the same items. Hidden files are left out.
 */
final class Folders {
  private static final Logger LOG = LoggerFactory.getLogger(Folders.class);

  /** Links that were named: a folder is listed more than once. */
  private static final Set<Path> LOOPS = ConcurrentHashMap.newKeySet();

  private static final int DEEPEST = 4;

  /** Deeper than any layout: what lies too deep to be read is found. */
  private static final int BOTTOM = 8;

  private static final Set<String> MEDIA =
      Set.of(
          "wav", "flac", "mp3", "ogg", "oga", "m4a", "aac", "opus", "aif", "aiff", "wma", "mp4",
          "avi", "mkv", "webm", "mov", "m4v", "mpg", "mpeg", "flv", "wmv", "ts", "3gp");

  private static final Set<String> TEXTS =
      Set.of("csv", "tsv", "json", "jsonl", "yaml", "yml", "txt", "md");

  private static final Set<String> LISTS = Set.of("csv", "tsv", "json", "jsonl", "txt");

  private Folders() {}

  /** Files in a folder that may list its items; texts about it are none. */
  static List<Path> lists(Path folder) {
    return list(folder).stream()
        .filter(f -> LISTS.contains(extension(f)) && Files.isRegularFile(f))
        .filter(f -> !f.getFileName().toString().matches("(?i)(readme|licen[cs]e|sources).*"))
        .toList();
  }

  static List<Path> list(Path folder) {
    if (!Files.isDirectory(folder)) {
      throw new UserError(
          folder.toString(),
          Files.exists(folder) ? "a file" : "no such folder",
          "the folder of a data set",
          "Check the path");
    }
    return walk(folder, 1, path -> !path.equals(folder));
  }

  static List<Path> subfolders(Path folder) {
    return list(folder).stream().filter(Files::isDirectory).toList();
  }

  static List<Path> pictures(Path folder) {
    return list(folder).stream()
        .filter(f -> Files.isRegularFile(f) && PictureFile.isPicture(f))
        .toList();
  }

  static List<Path> media(Path folder) {
    return list(folder).stream().filter(Folders::isMedia).toList();
  }

  /** Sounds and videos in a folder and the folders in it. */
  static List<Path> mediaBelow(Path folder) {
    return walk(folder, DEEPEST, Folders::isMedia);
  }

  static boolean isMedia(Path file) {
    String name = file.getFileName().toString();
    int dot = name.lastIndexOf('.');
    return dot > 0
        && MEDIA.contains(name.substring(dot + 1).toLowerCase(Locale.ROOT))
        && Files.isRegularFile(file);
  }

  /** Files in a folder and the folders in it, but for texts and tables. */
  static List<Path> filesBelow(Path folder) {
    return walk(folder, BOTTOM, f -> !TEXTS.contains(extension(f)) && Files.isRegularFile(f));
  }

  private static String extension(Path file) {
    String name = file.getFileName().toString();
    return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
  }

  static String baseName(Path file) {
    String name = file.getFileName().toString();
    int dot = name.lastIndexOf('.');
    return dot < 1 ? name : name.substring(0, dot);
  }

  /**
   * Files and folders, those behind links too; a link to a folder that it lies in leads nowhere.
   */
  private static List<Path> everything(Path top, int depth) throws IOException {
    List<Path> all = new ArrayList<>();
    Files.walkFileTree(
        top,
        EnumSet.of(FileVisitOption.FOLLOW_LINKS),
        depth,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            all.add(folder);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            all.add(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
            if (e instanceof FileSystemLoopException) {
              if (LOOPS.add(file)) {
                LOG.warn("{}: a link to a folder that it lies in is passed over", file);
              }
              return FileVisitResult.CONTINUE;
            }
            throw e;
          }
        });
    return all;
  }

  private static List<Path> walk(Path folder, int depth, Predicate<Path> wanted) {
    try {
      return everything(folder, depth).stream()
          .filter(wanted)
          .filter(p -> !folder.relativize(p).toString().matches("(.*[/\\\\])?\\..*"))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UserError(
          folder.toString(), "cannot be listed", "a readable folder", "Check its permissions", e);
    }
  }
}
