package io.im2wav4j.pipeline.experiment;

import io.im2wav4j.core.error.UserError;
import io.im2wav4j.data.manifest.Item;
import io.im2wav4j.data.reader.DataFormat;
import io.im2wav4j.data.reader.DataSets;
import io.im2wav4j.data.reader.Splits;
import io.im2wav4j.experiments.plan.ExperimentData;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The items of a data set that an experiment is about. */
record ItemChoice(ExperimentData data) {
  /** All items of a folder. */
  static List<Item> all(Path folder) {
    return DataSets.read(folder, DataFormat.AUTO, Splits.standard()).items();
  }

  /** The chosen test items, at least one. */
  List<Item> test(Path folder) {
    Map<String, Integer> count = new HashMap<>();
    List<Item> chosen = new ArrayList<>();
    for (Item item : all(folder)) {
      if (item.split().equals("test")
          && (data.labels().isEmpty() || data.labels().contains(item.label()))
          && (data.perLabel() == 0
              || count.merge(item.label(), 1, Integer::sum) <= data.perLabel())) {
        chosen.add(data.videos() && item.media() != null ? withoutPicture(item) : item);
      }
    }
    if (chosen.isEmpty()) {
      throw new UserError(
          folder.toString(),
          "no test items" + (data.labels().isEmpty() ? "" : " of the labels " + data.labels()),
          "at least one",
          "Check the folder and 'data' in the experiment's file");
    }
    return chosen;
  }

  private static Item withoutPicture(Item item) {
    return new Item(
        item.id(), item.split(), item.label(), item.media(), null, item.start(), item.duration());
  }

  /** As part of a stage's configuration. */
  String text() {
    return "labels: %s\nperLabel: %d\nvideos: %b\n"
        .formatted(data.labels(), data.perLabel(), data.videos());
  }
}
