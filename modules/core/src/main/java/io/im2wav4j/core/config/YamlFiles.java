package io.im2wav4j.core.config;

import io.im2wav4j.core.error.UserError;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/** Reads YAML text into nodes with places, and follows {@code extends}. */
final class YamlFiles {
  private static final String EXTENDS = "extends";

  private YamlFiles() {}

  /** A file with its parents merged below it. */
  static ConfigNode.Mapping read(Path file) {
    return read(file, new LinkedHashSet<>());
  }

  private static ConfigNode.Mapping read(Path file, Set<Path> children) {
    Path real = file.toAbsolutePath().normalize();
    if (!children.add(real)) {
      throw new UserError(
          file.toString(),
          "extends itself through " + children,
          "a chain of parents that ends",
          "Remove one 'extends'");
    }
    String text;
    try {
      text = Files.readString(file, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UserError(
          file.toString(),
          "cannot be read (" + e.getClass().getSimpleName() + ")",
          "a YAML file",
          "Check the path",
          e);
    }
    ConfigNode root = parse(text, file.toString());
    if (!(root instanceof ConfigNode.Mapping mapping)) {
      throw new UserError(
          file.toString(), "not a mapping", "lines 'key: value'", "See configs/ for examples");
    }
    ConfigNode parent = mapping.values().remove(EXTENDS);
    mapping.keyPlaces().remove(EXTENDS);
    if (parent == null) {
      return mapping;
    }
    if (!(parent instanceof ConfigNode.Scalar name) || name.text() == null) {
      throw new UserError(
          parent.where(), "'extends' is not a file name", "one YAML file", "Name one parent");
    }
    return mapping.over(read(real.getParent().resolve(name.text()), children));
  }

  /** Parses text that stands at {@code source}. */
  static ConfigNode parse(String text, String source) {
    LoaderOptions options = new LoaderOptions();
    options.setMaxAliasesForCollections(20);
    Node node;
    try {
      node = new Yaml(new SafeConstructor(options)).compose(new StringReader(text));
    } catch (MarkedYAMLException e) {
      int line = e.getProblemMark() == null ? 1 : e.getProblemMark().getLine() + 1;
      throw new UserError(
          source + ":" + line, "not YAML (" + e.getProblem() + ")", "YAML", "Mend that line", e);
    }
    return node == null ? new ConfigNode.Mapping(source) : convert(node, source);
  }

  private static ConfigNode convert(Node node, String source) {
    String where = place(node, source);
    if (node instanceof MappingNode mapping) {
      ConfigNode.Mapping result = new ConfigNode.Mapping(where);
      for (NodeTuple tuple : mapping.getValue()) {
        if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
          throw new UserError(where, "a key that is not a word", "'key: value'", "Mend that line");
        }
        String keyPlace = place(key, source);
        if (result.values().containsKey(key.getValue())) {
          throw new UserError(
              keyPlace, "the key '" + key.getValue() + "' twice", "each key once", "Remove one");
        }
        result.put(key.getValue(), keyPlace, convert(tuple.getValueNode(), source));
      }
      return result;
    }
    if (node instanceof SequenceNode sequence) {
      List<ConfigNode> values = new ArrayList<>();
      sequence.getValue().forEach(v -> values.add(convert(v, source)));
      return new ConfigNode.Sequence(where, values);
    }
    ScalarNode scalar = (ScalarNode) node;
    return new ConfigNode.Scalar(
        where, scalar.getTag().equals(Tag.NULL) ? null : scalar.getValue());
  }

  private static String place(Node node, String source) {
    return source.startsWith("--set") ? source : source + ":" + (node.getStartMark().getLine() + 1);
  }
}
