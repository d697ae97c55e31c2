package io.im2wav4j.attack;

import com.fasterxml.jackson.databind.JsonNode;
import io.im2wav4j.audio.media.MediaFile;
import io.im2wav4j.core.error.UserError;
import io.im2wav4j.core.io.Json;
import io.im2wav4j.core.run.CheckpointFiles;
import io.im2wav4j.core.tensor.SafetensorsReader;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Whether each file under a final name can be read to its end. */
final class WholeFiles {
  private static final int WAV_HEADER = 8;

  private WholeFiles() {}

  /** Counts those of a folder that are cut. */
  static void check(Path folder, Tally tally) throws IOException {
    List<Path> files;
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> walk = Files.walk(folder)) {
      files = walk.filter(Files::isRegularFile).toList();
    }
    for (Path file : files) {
      boolean hidden =
          Stream.iterate(file, p -> !p.equals(folder), Path::getParent)
              .anyMatch(p -> p.getFileName().toString().startsWith("."));
      String fault = hidden ? null : fault(file);
      if (fault != null) {
        tally.halfWritten++;
        tally.fault("half-written " + file + ": " + fault);
      }
    }
  }

  private static String fault(Path file) throws IOException {
    String name = file.getFileName().toString();
    try {
      if (name.equals("sha256.json")) {
        CheckpointFiles.check(file.getParent());
      } else if (name.endsWith(".json")) {
        Json.read(file, JsonNode.class);
      } else if (name.endsWith(".safetensors")) {
        SafetensorsReader.open(file).close();
      } else if (name.endsWith(".wav")) {
        return wav(file);
      } else if (name.endsWith(".avi")) {
        MediaFile.check(file);
      } else if (!name.endsWith(".jsonl")
          && !name.contains("tfevents")
          && !name.equals("lock")
          && Files.size(file) == 0) {
        return "empty"; // lines are appended to the first two, and a stage's lock is empty
      }
      return null;
    } catch (UserError e) {
      return e.getMessage();
    }
  }

  private static String wav(Path file) throws IOException {
    try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
      in.seek(4);
      long size = Integer.toUnsignedLong(Integer.reverseBytes(in.readInt()));
      return size + WAV_HEADER == in.length() ? null : in.length() + " bytes, header says " + size;
    }
  }
}
