package io.im2wav4j.report.page;

import java.util.List;

/**
 * A part of a page with a heading of its own.
 *
 * @param id unique on the page: letters, digits and dashes
 * @param title its heading
 * @param blocks in order
 * @param folded whether only its heading is seen until it is asked for
 */
public record Section(String id, String title, List<? extends Block> blocks, boolean folded) {

  /** Copies the list. */
  public Section {
    blocks = List.copyOf(blocks);
  }

  /** A section that is seen at first. */
  public Section(String id, String title, List<? extends Block> blocks) {
    this(id, title, blocks, false);
  }

  /** This section, folded. */
  public Section fold() {
    return new Section(id, title, blocks, true);
  }

  /** This section with other blocks. */
  Section with(List<? extends Block> others) {
    return new Section(id, title, others, folded);
  }
}
