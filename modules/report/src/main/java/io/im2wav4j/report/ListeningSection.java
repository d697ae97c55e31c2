package io.im2wav4j.report;

import io.im2wav4j.report.page.Block;
import io.im2wav4j.report.page.Section;
import java.util.ArrayList;
import java.util.List;

/**
 * What there is to see and hear.
 *
 * @param galleries in order; may be empty
 * @param remark what was left out, or empty
 */
public record ListeningSection(List<Block.Gallery> galleries, String remark) {
  /** Nothing. */
  public static final ListeningSection NONE = new ListeningSection(List.of(), "");

  /** Copies the list; drops empty galleries. */
  public ListeningSection {
    galleries = galleries.stream().filter(g -> !g.items().isEmpty()).toList();
  }

  Section section() {
    List<Block> blocks = new ArrayList<>();
    if (!remark.isEmpty()) {
      blocks.add(new Block.Paragraph(remark, true));
    }
    blocks.addAll(galleries);
    return new Section("listening", "To see and hear", blocks);
  }
}
