package io.im2wav4j.attack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.im2wav4j.core.io.FolderLock;
import io.im2wav4j.core.io.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * What differs between two outputs of one command, byte by byte. Left out is what holds time or
 * chance by documentation: locks and owners, TensorBoard's event files, speed.jsonl, caches by the
 * times of files, and in JSON when a run started and finished and how long it took.
 */
final class FolderComparison {
  private static final Set<String> TIMED =
      Set.of(FolderLock.NAME, "lock", "owner.json", "seconds.json", "speed.jsonl", "hashes.json");
  private static final Path CACHE = Path.of("sound-cache");
  private static final String EVENTS = "events.out.tfevents";
  private static final List<String> TIMES =
      List.of("started", "finished", "seconds", "secondsByStage");
  private static final Pattern TEMPORARY = Pattern.compile("\\.(tmp|old)-.*|.*\\.part");

  private FolderComparison() {}

  /**
   * The differences, one a line; none where the outputs are the same.
   *
   * @param expected file or folder
   * @param found likewise
   */
  static List<String> differences(Path expected, Path found) throws IOException {
    List<String> differences = new ArrayList<>();
    Set<String> names = names(expected);
    names.addAll(names(found));
    for (String name : names) {
      Path a = expected.resolve(name);
      Path b = found.resolve(name);
      if (!Files.exists(a) || !Files.exists(b)) {
        differences.add(name + (Files.exists(a) ? " is missing" : " should not be there"));
      } else if (!Arrays.equals(content(a), content(b))) {
        differences.add(name + " differs");
      }
    }
    return differences;
  }

  /** What lies under a name for work that is not finished. */
  static List<String> unfinished(Path folder) throws IOException {
    try (Stream<Path> files = Files.exists(folder) ? Files.walk(folder) : Stream.empty()) {
      return files
          .filter(file -> TEMPORARY.matcher(file.getFileName().toString()).matches())
          .map(file -> folder.relativize(file).toString())
          .toList();
    }
  }

  private static Set<String> names(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return new TreeSet<>();
    }
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(Files::isRegularFile)
          .filter(file -> !TIMED.contains(file.getFileName().toString()))
          .filter(file -> !file.getFileName().toString().startsWith(EVENTS))
          .filter(file -> !contains(folder.relativize(file), CACHE))
          .map(file -> folder.relativize(file).toString())
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }

  private static boolean contains(Path path, Path name) {
    return StreamSupport.stream(path.spliterator(), false).anyMatch(name::equals);
  }

  private static byte[] content(Path file) throws IOException {
    if (!file.toString().endsWith(".json")) {
      return Files.readAllBytes(file);
    }
    JsonNode json = Json.read(file, JsonNode.class);
    for (String time : TIMES) {
      json.findParents(time).forEach(object -> ((ObjectNode) object).remove(time));
    }
    return json.toString().getBytes(StandardCharsets.UTF_8);
  }
}
