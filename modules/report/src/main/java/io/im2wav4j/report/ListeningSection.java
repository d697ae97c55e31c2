package io.im2wav4j.report;

import io.im2wav4j.report.page.Block;
import io.im2wav4j.report.page.Section;
import java.util.ArrayList;
import java.util.List;

/**
 * What there is to see and hear.
 *
 * @param galleries the first is seen at once; may be empty
 * @param remark what was left out, or empty
 */
public record ListeningSection(List<Block.Gallery> galleries, String remark) {
  /** Nothing. */
  public static final ListeningSection NONE = new ListeningSection(List.of(), "");

  /** Copies the list; drops empty galleries. */
  public ListeningSection {
    galleries = galleries.stream().filter(g -> !g.items().isEmpty()).toList();
  }

  /** Whether there is anything to hear: pages that are passed on may have nothing. */
  boolean audible() {
    return galleries.stream()
        .flatMap(g -> g.items().stream())
        .flatMap(i -> i.sounds().stream())
        .anyMatch(s -> s.wav() != null);
  }

  /** The first gallery; the others when asked for. */
  Section section() {
    List<Block> blocks = new ArrayList<>();
    galleries.stream().limit(1).forEach(blocks::add);
    if (galleries.size() > 1) {
      List<Block.Gallery> others = galleries.subList(1, galleries.size());
      long items = others.stream().mapToLong(g -> g.items().size()).sum();
      blocks.add(new Block.Fold("More sounds (" + items + " items)", false, others));
    }
    if (!remark.isEmpty()) {
      blocks.add(new Block.Paragraph(remark, true));
    }
    return audible()
        ? new Section("listening", "Sounds to hear", blocks)
        : new Section("listening", "Item by item", blocks).fold();
  }
}
