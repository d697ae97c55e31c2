package io.im2wav4j.pipeline.benchmark;

import io.im2wav4j.data.manifest.Item;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * ImageHear's rule: every class gets the same number of sounds, assigned evenly to its pictures. Of
 * a class with n pictures each gets floor(N / n), and the first N mod n one more; pictures left
 * with none do not take part.
 */
public final class SoundsPerPicture {
  private SoundsPerPicture() {}

  /** The pictures by the number of their sounds, each list in the order given. */
  public static Map<Integer, List<Item>> assign(List<Item> pictures, int perClass) {
    Map<String, List<Item>> byClass = new LinkedHashMap<>();
    for (Item item : pictures) {
      byClass.computeIfAbsent(item.label(), l -> new ArrayList<>()).add(item);
    }
    Map<String, Integer> counts = new LinkedHashMap<>();
    for (List<Item> same : byClass.values()) {
      for (int i = 0; i < same.size(); i++) {
        int more = i < perClass % same.size() ? 1 : 0;
        counts.put(same.get(i).id(), perClass / same.size() + more);
      }
    }
    Map<Integer, List<Item>> assigned = new TreeMap<>();
    for (Item item : pictures) {
      int count = counts.get(item.id());
      if (count > 0) {
        assigned.computeIfAbsent(count, c -> new ArrayList<>()).add(item);
      }
    }
    return assigned;
  }
}
