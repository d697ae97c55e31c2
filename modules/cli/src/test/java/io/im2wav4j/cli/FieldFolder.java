package io.im2wav4j.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/** Files as people have them, their right values, and plain counterparts of the same content. */
record FieldFolder(Path folder) {
  static final Path FIELD = Path.of(System.getProperty("realData"), "field");

  /** Files with sound, and when it begins in seconds; NaN where that says nothing. */
  static final Map<String, Double> SOUNDS =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry("good.wav", Double.NaN),
              Map.entry("pipe_sox_7ffff000.wav", Double.NaN),
              Map.entry("pipe_zero.wav", Double.NaN),
              Map.entry("data_16_too_long.wav", Double.NaN),
              Map.entry("f32_int16_scale.wav", Double.NaN),
              Map.entry("clap.mp4", 1.0),
              Map.entry("audio_late_0.5.mkv", 1.5),
              Map.entry("audio_late_0.5.mp4", 1.5),
              Map.entry("both_late_5.mkv", 1.0),
              Map.entry("audio_hole.mkv", 2.0),
              Map.entry("two_sounds.mkv", 1.0),
              Map.entry("cover.mp3", Double.NaN),
              Map.entry("center51.m4a", Double.NaN),
              Map.entry("vfr.mp4", Double.NaN)));

  /** Onset of the sound against the flash, in seconds. */
  static final Map<String, Double> OFFSETS =
      Map.of(
          "clap.mp4", 0.0,
          "audio_late_0.5.mkv", 0.5,
          "audio_late_0.5.mp4", 0.5,
          "both_late_5.mkv", 0.0,
          "two_sounds.mkv", 0.0);

  static final Map<String, String> QUADRANTS =
      Map.of(
          "quad.mp4", "RGBW",
          "quad_hflip.mp4", "GRWB",
          "quad.png", "RGBW",
          "exif_orientation6.png", "BRWG");

  static final List<String> PICTURES =
      List.of("quad.png", "exif_orientation6.png", "still.avif", "chrome.jfif", "anim.webp");

  static final List<String> VIDEOS =
      List.of(
          "clap.mp4",
          "audio_late_0.5.mkv",
          "audio_late_0.5.mp4",
          "both_late_5.mkv",
          "two_sounds.mkv",
          "vfr.mp4",
          "quad.mp4",
          "quad_hflip.mp4");

  static final List<String> REFUSED = List.of("f32_one_nan.wav", "self.mp4");

  static final Path QUAD = FIELD.resolve("quad.png");

  Path counterpart(String name, String extension) throws IOException {
    String stem = name.substring(0, name.lastIndexOf('.')); // a sound's seed is of its name
    return Files.createDirectories(folder.resolve("plain").resolve(id(name)))
        .resolve(stem + extension);
  }

  static String id(String name) {
    return name.replace('.', '-');
  }

  /** A manifest of the files, each with what can be seen in it. */
  Path manifest(String name, List<String> files) throws IOException {
    return manifest(name, files, false, f -> false);
  }

  /**
   * A manifest of the files, or of their counterparts.
   *
   * @param seen whether a picture stands beside a file; else what it holds itself is seen
   */
  Path manifest(String name, List<String> files, boolean plain, Predicate<String> seen)
      throws IOException {
    StringBuilder csv = new StringBuilder("id,split,label,media,image,start,duration\n");
    for (String file : files) {
      Path media = plain ? counterpart(file, ".wav") : FIELD.resolve(file);
      boolean still = PICTURES.contains(file);
      csv.append(id(file))
          .append(",test,")
          // Each a label of its own, so that a report shows each; one that the classifier knows.
          .append(file.equals(files.get(0)) ? "bell" : id(file))
          .append(',')
          .append(still ? "" : media)
          .append(',')
          .append(still ? FIELD.resolve(file) : seen.test(file) ? QUAD : "")
          .append(",0,0\n");
    }
    return Files.writeString(
        Files.createDirectories(folder.resolve("list-" + name)).resolve("manifest.csv"), csv);
  }
}
