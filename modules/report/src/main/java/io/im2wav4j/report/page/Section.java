package io.im2wav4j.report.page;

import java.util.List;

/**
 * A part of a page with a heading of its own.
 *
 * @param id unique on the page: letters, digits and dashes
 * @param title its heading
 * @param blocks in order
 */
public record Section(String id, String title, List<? extends Block> blocks) {

  /** Copies the list. */
  public Section {
    blocks = List.copyOf(blocks);
  }
}
