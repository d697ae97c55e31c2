package io.im2wav4j.core.config;

import io.im2wav4j.core.error.UsageError;
import io.im2wav4j.core.error.UserError;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A file, the files it extends and the overrides, as one mapping. */
final class Sources {
  private static final String EXTENDS = "extends";
  private static final int MIB = 1 << 20;

  /** The longest of ours has some 10 KiB. */
  private static final int LONGEST = MIB;

  private Sources() {}

  static Node.Mapping load(Path file, List<String> overrides) {
    return with(read(ProgramHome.find(file), new ArrayList<>()), overrides);
  }

  /** A mapping with overrides laid over it, in order. */
  static Node.Mapping with(Node.Mapping mapping, List<String> overrides) {
    for (String override : overrides) {
      mapping = mapping.with(override(override));
    }
    return mapping;
  }

  private static Node.Mapping read(Path file, List<Path> children) {
    Path identity = file.toAbsolutePath().normalize();
    if (children.contains(identity)) {
      throw new UserError(
          file.toString(),
          "extends itself by way of " + children.get(children.size() - 1).getFileName(),
          "a chain of 'extends' that ends",
          "Remove one of the 'extends' lines");
    }
    children.add(identity);
    Node.Mapping own = parse(text(file), file.toString());
    Node.Entry parent = own.entries().get(EXTENDS);
    if (parent == null) {
      return own;
    }
    if (!(parent.value() instanceof Node.Scalar name) || name.text() == null) {
      throw parent
          .keyPlace()
          .error(
              "'extends' is " + parent.value().shown(),
              "the path of one YAML file, relative to this one",
              "Name one parent only; it may extend another");
    }
    Path parentFile = sibling(file, name.text());
    if (parentFile == null || !Files.isRegularFile(parentFile)) {
      throw parent
          .keyPlace()
          .error(
              "'extends' names "
                  + (parentFile == null ? name.shown() : parentFile)
                  + ", which is not a file",
              "the path of a YAML file, relative to this one",
              "Correct the path");
    }
    Map<String, Node.Entry> rest = new LinkedHashMap<>(own.entries());
    rest.remove(EXTENDS);
    return read(parentFile, children).with(new Node.Mapping(own.place(), rest));
  }

  /** Null where the text is no path. */
  private static Path sibling(Path file, String name) {
    try {
      return file.resolveSibling(name).normalize();
    } catch (InvalidPathException e) {
      return null;
    }
  }

  /** A whole document that must be a mapping. */
  static Node.Mapping parse(String yaml, String name) {
    Node node = YamlNodes.read(yaml, line -> Place.file(name, line));
    if (node instanceof Node.Mapping mapping) {
      return mapping;
    }
    throw node.place()
        .error(node.kind(), "'key: value' lines", "Write each setting as 'key: value'");
  }

  private static String text(Path file) {
    if (!Files.isRegularFile(file)) {
      throw new UserError(
          file.toString(),
          Files.isDirectory(file) ? "is a folder" : "no such file",
          "a YAML configuration",
          "Check the path; the configurations that come with im2wav4j are in "
              + ProgramHome.resolve("configs"));
    }
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(LONGEST + 1);
      if (bytes.length > LONGEST) {
        throw new UserError(
            file.toString(),
            "a file of over " + LONGEST / MIB + " MiB",
            "a YAML configuration, which is shorter",
            "Check that this is the right file");
      }
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (IOException e) {
      throw new UserError(
          file.toString(),
          "not readable as UTF-8 text (" + e.getClass().getSimpleName() + ")",
          "a YAML configuration",
          "Check that this is the right file and that you may read it",
          e);
    }
  }

  /** {@code a.b=c} as the mapping {@code {a: {b: c}}}. */
  private static Node.Mapping override(String text) {
    int equals = text.indexOf('=');
    String path = equals < 0 ? text : text.substring(0, equals).strip();
    if (equals < 0 || path.isEmpty() || path.startsWith(".") || path.endsWith(".")) {
      throw new UsageError(
          "--set",
          "'" + text + "'",
          "key=value with dots between nested keys",
          "For example: --set optimizer.learningRate=3e-4");
    }
    Place place = Place.override(text);
    Node node = YamlNodes.read(text.substring(equals + 1), line -> place);
    if (node instanceof Node.Mapping m && m.entries().isEmpty()) {
      node = new Node.Scalar(place, null);
    }
    String[] keys = path.split("\\.");
    for (int i = keys.length - 1; i >= 0; i--) {
      node = new Node.Mapping(place, Map.of(keys[i], new Node.Entry(place, node)));
    }
    return (Node.Mapping) node;
  }
}
