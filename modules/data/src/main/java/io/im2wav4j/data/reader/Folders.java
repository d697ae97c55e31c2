package io.im2wav4j.data.reader;

import io.im2wav4j.audio.media.PictureFile;
import io.im2wav4j.core.error.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/** Sorted listings, so that the same folder always gives the same items. */
final class Folders {
  private static final Set<String> SOUNDS =
      Set.of("wav", "flac", "mp3", "ogg", "m4a", "aac", "opus");
  private static final Set<String> VIDEOS =
      Set.of("mp4", "avi", "mkv", "webm", "mov", "m4v", "mpg", "mpeg", "flv");

  private Folders() {}

  static List<Path> list(Path folder) {
    if (!Files.isDirectory(folder)) {
      throw new UserError(
          folder.toString(), "no such folder", "the folder of a data set", "Check the path");
    }
    try (Stream<Path> list = Files.list(folder)) {
      return list.filter(p -> !p.getFileName().toString().startsWith(".")).sorted().toList();
    } catch (IOException e) {
      throw new UserError(
          folder.toString(), "cannot be listed", "a readable folder", "Check its permissions", e);
    }
  }

  static List<Path> subfolders(Path folder) {
    return list(folder).stream().filter(Files::isDirectory).toList();
  }

  static List<Path> pictures(Path folder) {
    return list(folder).stream()
        .filter(f -> Files.isRegularFile(f) && PictureFile.isPicture(f))
        .toList();
  }

  static List<Path> sounds(Path folder) {
    return list(folder).stream()
        .filter(f -> Files.isRegularFile(f) && SOUNDS.contains(extension(f)))
        .toList();
  }

  static List<Path> media(Path folder) {
    return list(folder).stream().filter(f -> Files.isRegularFile(f) && isMedia(f)).toList();
  }

  static boolean isMedia(Path file) {
    return SOUNDS.contains(extension(file)) || VIDEOS.contains(extension(file));
  }

  static String extension(Path file) {
    String name = file.getFileName().toString();
    return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
  }

  static String baseName(Path file) {
    String name = file.getFileName().toString();
    int dot = name.lastIndexOf('.');
    return dot < 1 ? name : name.substring(0, dot);
  }

  /** A name with only the characters that an id may have. */
  static String id(String name) {
    return name.replaceAll("[^\\w.+-]", "_");
  }
}
