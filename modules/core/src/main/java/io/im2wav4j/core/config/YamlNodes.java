package io.im2wav4j.core.config;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import io.im2wav4j.core.error.UserError;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.reader.ReaderException;

/**
 * YAML text into {@link Node}s; scalars stay text until the type they are for is known, and an
 * empty text is no value.
 */
final class YamlNodes {
  private static final YAMLFactory FACTORY =
      YAMLFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  private final JsonParser parser;
  private final IntFunction<Place> places;

  private YamlNodes(JsonParser parser, IntFunction<Place> places) {
    this.parser = parser;
    this.places = places;
  }

  /**
   * Reads one document; an empty one is an empty mapping.
   *
   * @param places gives the place of a line
   * @throws UserError if it is not YAML or has a key twice
   */
  static Node read(String yaml, IntFunction<Place> places) {
    try (JsonParser parser = FACTORY.createParser(yaml)) {
      YamlNodes reader = new YamlNodes(parser, places);
      if (parser.nextToken() == null) {
        return new Node.Mapping(places.apply(1), Map.of());
      }
      Node node = reader.node();
      if (parser.nextToken() != null) {
        throw reader
            .here()
            .error("a second document", "one document", "Put it into a file of its own");
      }
      return node;
    } catch (JsonProcessingException e) {
      int line = e.getLocation() == null ? 0 : e.getLocation().getLineNr();
      throw broken(places.apply(line), problem(e));
    } catch (YAMLException e) {
      throw broken(places.apply(0), problem(e));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static UserError broken(Place place, String problem) {
    return place.error(
        problem,
        "YAML with each key once",
        "Check the indentation (spaces, not tabs) and the colons around this line");
  }

  /** The kind of fault alone: the whole message would quote the lines around it. */
  private static String problem(Exception fault) {
    for (Throwable cause = fault; cause != null; cause = cause.getCause()) {
      if (cause instanceof MarkedYAMLException marked && marked.getProblem() != null) {
        return UserError.printable(marked.getProblem());
      }
      if (cause instanceof ReaderException) {
        return "a character that no text has";
      }
    }
    String message = fault instanceof JsonProcessingException e ? e.getOriginalMessage() : null;
    return message == null ? "not YAML" : UserError.printable(message.strip());
  }

  private Place here() {
    return places.apply(parser.currentTokenLocation().getLineNr());
  }

  private Node node() throws IOException {
    Place place = here();
    JsonToken token = parser.currentToken();
    if (((YAMLParser) parser).isCurrentAlias()) {
      throw place.error(
          "an alias ('*' and a name)",
          "the value itself",
          "Write the value there, or put it into a file that this one extends");
    }
    return switch (token) {
      case START_OBJECT -> mapping(place);
      case START_ARRAY -> sequence(place);
      case VALUE_NULL -> new Node.Scalar(place, null);
      default -> new Node.Scalar(place, parser.getText().isEmpty() ? null : parser.getText());
    };
  }

  private Node mapping(Place place) throws IOException {
    Map<String, Node.Entry> entries = new LinkedHashMap<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      Place keyPlace = here();
      String key = parser.currentName();
      parser.nextToken();
      entries.put(key, new Node.Entry(keyPlace, node()));
    }
    return new Node.Mapping(place, entries);
  }

  private Node sequence(Place place) throws IOException {
    List<Node> items = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      items.add(node());
    }
    return new Node.Sequence(place, items);
  }
}
