package io.im2wav4j.data.reader;

import io.im2wav4j.data.manifest.Item;
import java.util.List;

/**
 * What a reader found.
 *
 * @param format name of the layout
 * @param items whose files are there
 * @param missing names of the items that are listed but not there; no fault: much of VGGSound can't
 *     be had any more
 */
public record DataSet(String format, List<Item> items, List<String> missing) {
  /** Copies the lists. */
  public DataSet {
    items = List.copyOf(items);
    missing = List.copyOf(missing);
  }
}
