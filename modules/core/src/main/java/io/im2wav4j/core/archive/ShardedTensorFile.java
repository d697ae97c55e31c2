package io.im2wav4j.core.archive;

import com.fasterxml.jackson.databind.JsonNode;
import io.im2wav4j.core.error.UserError;
import io.im2wav4j.core.io.Json;
import io.im2wav4j.core.tensor.Tensor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Weights in several files, as large models are published: BASE-00001-of-0000N.EXT beside
 * BASE.EXT.index.json, whose weight_map says which tensor lies in which file.
 */
final class ShardedTensorFile implements TensorFile {
  private static final String INDEX = ".index.json";
  private static final Pattern SHARD = Pattern.compile("(.+)-(\\d{5})-of-(\\d{5})(\\.\\w+)");

  private final List<Path> paths;
  private final List<TensorFile> files = new ArrayList<>();
  private final Map<String, TensorFile> byName = new LinkedHashMap<>();

  private ShardedTensorFile(List<Path> paths) {
    this.paths = paths;
  }

  /** The files, in order. */
  List<Path> paths() {
    return paths;
  }

  /** The whole weights that {@code given} is the folder, the index or a part of, if it is one. */
  static Optional<ShardedTensorFile> of(Path given) {
    if (Files.isDirectory(given)) {
      return Optional.of(ofFolder(given));
    }
    if (given.getFileName() == null) {
      return Optional.empty();
    }
    String name = given.getFileName().toString();
    if (name.endsWith(INDEX)) {
      return Optional.of(ofIndex(given));
    }
    Matcher shard = SHARD.matcher(name);
    if (!shard.matches() || Integer.parseInt(shard.group(3)) < 2) {
      return Optional.empty();
    }
    Path index = given.resolveSibling(shard.group(1) + shard.group(4) + INDEX);
    if (Files.isRegularFile(index)) {
      return Optional.of(ofIndex(index));
    }
    int count = Integer.parseInt(shard.group(3));
    List<Path> all = new ArrayList<>();
    List<String> missing = new ArrayList<>();
    for (int i = 1; i <= Math.min(count, 9999); i++) {
      String part =
          String.format("%s-%05d-of-%s%s", shard.group(1), i, shard.group(3), shard.group(4));
      all.add(given.resolveSibling(part));
      if (!Files.isRegularFile(given.resolveSibling(part))) {
        missing.add(part);
      }
    }
    if (!missing.isEmpty()) {
      throw new UserError(
          given.toString(),
          "part "
              + Integer.parseInt(shard.group(2))
              + " of "
              + count
              + " of sharded weights, without "
              + listed(missing),
          "all parts in one folder, best with " + index.getFileName() + " beside them",
          "Copy the other parts and the index there");
    }
    return Optional.of(joined(given, all, Set.of()));
  }

  private static ShardedTensorFile ofFolder(Path folder) {
    List<Path> found;
    try (Stream<Path> files = Files.list(folder)) {
      found = files.sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot list " + folder, e);
    }
    List<Path> indexes = found.stream().filter(f -> f.toString().endsWith(INDEX)).toList();
    List<Path> single =
        found.stream()
            .filter(f -> f.getFileName().toString().matches("[^.].*\\.(safetensors|bin|pt|pth)"))
            .toList();
    if (indexes.size() == 1) {
      return ofIndex(indexes.get(0));
    }
    if (indexes.isEmpty() && single.size() == 1) {
      return of(single.get(0)).orElseGet(() -> joined(folder, single, Set.of()));
    }
    if (indexes.isEmpty() && !single.isEmpty()) {
      Matcher shard = SHARD.matcher(single.get(0).getFileName().toString());
      if (shard.matches() && Integer.parseInt(shard.group(3)) == single.size()) {
        return of(single.get(0)).orElseThrow();
      }
    }
    throw new UserError(
        folder.toString(),
        "a folder with "
            + indexes.size()
            + " indexes (*"
            + INDEX
            + ") and "
            + single.size()
            + " files of weights",
        "one index with its parts, or one file",
        "Name the index or the file itself");
  }

  private static ShardedTensorFile ofIndex(Path index) {
    JsonNode content = Json.read(index, JsonNode.class);
    if (content == null || !content.path("weight_map").isObject()) {
      throw new UserError(
          index.toString(),
          "JSON without a weight_map",
          "the index of sharded weights",
          "Copy the index that was published with the parts");
    }
    Map<String, String> places = new LinkedHashMap<>();
    content
        .get("weight_map")
        .properties()
        .forEach(e -> places.put(e.getKey(), e.getValue().asText()));
    List<Path> files = new ArrayList<>();
    List<String> missing = new ArrayList<>();
    for (String name : new LinkedHashSet<>(places.values())) {
      if (name.isEmpty() || name.matches(".*[/\\\\].*") || name.startsWith(".")) {
        throw new UserError(
            index.toString(),
            "names the part " + UserError.printable(name),
            "a plain file name",
            "Do not trust this index");
      }
      Path file = index.resolveSibling(name);
      files.add(file);
      if (!Files.isRegularFile(file)) {
        missing.add(name);
      }
    }
    if (!missing.isEmpty()) {
      throw new UserError(
          index.toString(),
          missing.size() + " of its " + files.size() + " parts missing: " + listed(missing),
          "all parts beside their index",
          "Copy them there");
    }
    return joined(index, files, places.keySet());
  }

  private static ShardedTensorFile joined(Path source, List<Path> files, Set<String> promised) {
    ShardedTensorFile all = new ShardedTensorFile(List.copyOf(files));
    try {
      for (Path path : files) {
        TensorFile part = TensorFile.single(path);
        all.files.add(part);
        for (String name : part.names()) {
          if (all.byName.put(name, part) != null) {
            throw new UserError(
                source.toString(),
                "two parts have the tensor '" + UserError.printable(name) + "'",
                "each tensor in one part",
                "Are all parts of one model? Copy them again");
          }
        }
      }
      List<String> absent =
          promised.stream()
              .filter(n -> !all.byName.containsKey(n))
              .map(UserError::printable)
              .toList();
      if (!absent.isEmpty()) {
        throw new UserError(
            source.toString(),
            absent.size() + " tensors are in none of the parts: " + listed(absent),
            "the parts that belong to this index",
            "Copy the index and the parts of one publication");
      }
      return all;
    } catch (RuntimeException e) {
      all.close();
      throw e;
    }
  }

  private static String listed(List<String> names) {
    return String.join(", ", names.subList(0, Math.min(5, names.size())))
        + (names.size() > 5 ? " and " + (names.size() - 5) + " more" : "");
  }

  @Override
  public Set<String> names() {
    return Collections.unmodifiableSet(byName.keySet());
  }

  @Override
  public long[] shape(String name) {
    return part(name).shape(name);
  }

  @Override
  public Tensor get(String name) {
    return part(name).get(name);
  }

  private TensorFile part(String name) {
    TensorFile part = byName.get(name);
    return part == null ? files.get(0) : part;
  }

  @Override
  public void close() {
    files.forEach(TensorFile::close);
  }
}
