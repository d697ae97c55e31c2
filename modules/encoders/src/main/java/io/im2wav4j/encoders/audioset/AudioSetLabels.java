package io.im2wav4j.encoders.audioset;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The names of AudioSet's 527 classes (Gemmeke et al., 2017). */
public final class AudioSetLabels {
  private AudioSetLabels() {}

  /** All names, in the order of class_labels_indices.csv, which networks trained on it keep. */
  public static List<String> all() {
    try (InputStream in = AudioSetLabels.class.getResourceAsStream("audioset-labels.txt")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.startsWith("#"))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read AudioSet's labels", e);
    }
  }
}
