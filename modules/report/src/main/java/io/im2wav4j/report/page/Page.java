package io.im2wav4j.report.page;

import java.util.ArrayList;
import java.util.List;

/**
 * All that a page shows, in order.
 *
 * @param title of the page
 * @param lead paragraphs in words
 * @param keys numbers shown large; may be empty
 * @param notices what must be known before anything else; may be empty
 * @param sections those without blocks are left out
 */
public record Page(
    String title,
    List<String> lead,
    List<KeyNumber> keys,
    List<Block.Notice> notices,
    List<Section> sections) {

  /** Copies the lists; drops empty sections. */
  public Page {
    lead = List.copyOf(lead);
    keys = List.copyOf(keys);
    notices = List.copyOf(notices);
    sections = sections.stream().filter(s -> !s.blocks().isEmpty()).toList();
  }

  /** This page with a notice at its top and a note at each of its tables. */
  public Page withCaveat(Block.Notice notice, String note) {
    List<Block.Notice> all = new ArrayList<>(List.of(notice));
    all.addAll(notices);
    return new Page(
        title,
        lead,
        keys,
        all,
        sections.stream()
            .map(s -> new Section(s.id(), s.title(), noted(s.blocks(), note)))
            .toList());
  }

  private static List<Block> noted(List<? extends Block> blocks, String note) {
    List<Block> out = new ArrayList<>();
    for (Block block : blocks) {
      if (block instanceof DataTable table) {
        out.add(table.withNote(note));
      } else if (block instanceof Block.Fold fold) {
        out.add(new Block.Fold(fold.summary(), fold.open(), noted(fold.blocks(), note)));
      } else {
        out.add(block);
      }
    }
    return out;
  }
}
