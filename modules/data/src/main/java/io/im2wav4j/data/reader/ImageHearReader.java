package io.im2wav4j.data.reader;

import com.fasterxml.jackson.databind.JsonNode;
import io.im2wav4j.core.error.UserError;
import io.im2wav4j.core.io.Json;
import io.im2wav4j.data.manifest.Item;
import io.im2wav4j.data.manifest.ItemId;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * ImageHear: pictures named class + number, as bongo3.jpg; all of them test items without sound.
 * Where classes.json lists the pictures of each class ({@code {"classes": {"bongo": {"images":
 * ["bongo1.jpg", ...]}}}}), only those count: the published folder has one picture that the
 * published list has not. Without it, pictures named otherwise are counted as missing.
 */
public final class ImageHearReader {
  static final String LIST = "classes.json";

  private static final Pattern NAME = Pattern.compile("([a-z_]+?)(\\d+)");

  private ImageHearReader() {}

  /** Reads a folder. */
  public static DataSet read(Path folder) {
    Path list = folder.resolve(LIST);
    return Files.exists(list) ? listed(folder, list) : named(folder);
  }

  private static DataSet listed(Path folder, Path list) {
    List<Item> items = new ArrayList<>();
    List<String> missing = new ArrayList<>();
    JsonNode classes = Json.read(list, JsonNode.class).path("classes");
    if (!classes.isObject() || classes.isEmpty()) {
      throw new UserError(
          list.toString(),
          "no object 'classes'",
          "{\"classes\": {\"bongo\": {\"images\": [\"bongo1.jpg\"]}}}",
          "Mend the file, or delete it: then the names of the pictures tell their classes");
    }
    classes
        .properties()
        .forEach(
            entry -> {
              for (JsonNode image : entry.getValue().path("images")) {
                Path file = named(folder, image.asText());
                if (file != null && Files.isRegularFile(file)) {
                  items.add(item(file, entry.getKey()));
                } else {
                  missing.add(image.asText());
                }
              }
            });
    return new DataSet("imagehear", items, missing);
  }

  /** Null where the text is no path. */
  private static Path named(Path folder, String text) {
    try {
      return folder.resolve(text);
    } catch (InvalidPathException e) {
      return null;
    }
  }

  private static DataSet named(Path folder) {
    List<Item> items = new ArrayList<>();
    List<String> missing = new ArrayList<>();
    for (Path file : Folders.pictures(folder)) {
      Matcher name = NAME.matcher(Folders.baseName(file));
      if (name.matches()) {
        items.add(item(file, name.group(1)));
      } else {
        missing.add(file.getFileName() + " (not named class + number)");
      }
    }
    return new DataSet("imagehear", items, missing);
  }

  private static Item item(Path file, String label) {
    return new Item(ItemId.of(file), "test", label, null, file, 0, 0);
  }
}
