package io.im2wav4j.core.golden;

import com.fasterxml.jackson.databind.JsonNode;
import io.im2wav4j.core.io.Json;
import io.im2wav4j.core.tensor.SafetensorsReader;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * CLIP's list of merges with those that the suites' texts can meet, in their places; the others are
 * lines that meet no text.
 */
final class MergesCut {
  private static final int BYTES = 256;
  private static final int MERGES = 48_894;

  private MergesCut() {}

  static void write(Path full, Path merges, Path out) throws IOException {
    List<String> lines = new ArrayList<>();
    try (BufferedReader in =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(merges)), StandardCharsets.UTF_8))) {
      in.lines().limit(MERGES + 1L).forEach(lines::add);
    }
    Set<String> words = words(full, lines);
    try (Writer writer =
        new OutputStreamWriter(
            new GZIPOutputStream(Files.newOutputStream(out)), StandardCharsets.UTF_8)) {
      writer.write(lines.get(0) + "\n");
      for (int i = 1; i < lines.size(); i++) {
        String joined = lines.get(i).replace(" ", "");
        // No byte is written as this character.
        String other = Integer.toString(i, 36) + "\u2400 \u2400";
        writer.write(
            (words.stream().anyMatch(w -> w.contains(joined)) ? lines.get(i) : other) + "\n");
      }
    }
  }

  /** All words of the suites' texts, as the ids that are expected spell them. */
  private static Set<String> words(Path full, List<String> lines) {
    Set<String> words = new TreeSet<>();
    for (JsonNode item :
        Json.read(full.resolve("extended/clip_tokenizer.json"), JsonNode.class).path("items")) {
      StringBuilder word = new StringBuilder();
      item.path("ids").forEach(id -> spell(id.asInt(), lines, word, words));
    }
    StringBuilder word = new StringBuilder();
    for (int id :
        SafetensorsReader.readAll(full.resolve("clip-vit-b32.safetensors"))
            .get("expect.tokens")
            .toInts()) {
      spell(id, lines, word, words);
    }
    return words;
  }

  private static void spell(int id, List<String> lines, StringBuilder word, Set<String> words) {
    int merge = id - 2 * BYTES;
    if (merge >= MERGES) {
      word.setLength(0); // the start or the end of a text
    } else if (merge >= 0) {
      word.append(lines.get(merge + 1).replace(" ", ""));
    } else {
      word.append(characters().charAt(id % BYTES)).append(id < BYTES ? "" : "</w>");
    }
    if (word.toString().endsWith("</w>")) {
      words.add(word.toString());
      word.setLength(0);
    }
  }

  /** The characters that stand for bytes, in the order of their ids. */
  private static String characters() {
    StringBuilder visible = new StringBuilder();
    StringBuilder others = new StringBuilder();
    for (int b = 0; b < BYTES; b++) {
      if (b >= '!' && b <= '~' || b >= 0xA1 && b <= 0xAC || b >= 0xAE) {
        visible.append((char) b);
      } else {
        others.append((char) (BYTES + others.length()));
      }
    }
    return visible.append(others).toString();
  }
}
