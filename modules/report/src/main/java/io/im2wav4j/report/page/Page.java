package io.im2wav4j.report.page;

import io.im2wav4j.report.text.Letters;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

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
  private static final Logger LOG = LoggerFactory.getLogger(Page.class);

  /** Copies the lists; drops empty sections. */
  public Page {
    lead = List.copyOf(lead);
    keys = List.copyOf(keys);
    notices = List.copyOf(notices);
    Set<String> taken = new HashSet<>();
    sections =
        sections.stream()
            .filter(s -> !s.blocks().isEmpty())
            .map(s -> s.with(keyed(s.blocks(), taken)))
            .toList();
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
        sections.stream().map(s -> s.with(noted(s.blocks(), note))).toList());
  }

  /** This page, which says at its top, and on the terminal, which letters no font has. */
  Page withMissingLetters(String where, Collection<Integer> missing) {
    if (missing.isEmpty()) {
      return this;
    }
    String warning = Letters.warning(where, missing);
    LOG.warn("{}", warning);
    List<Block.Notice> all = new ArrayList<>(notices);
    all.add(new Block.Notice("Letters that are missing", List.of(warning)));
    return new Page(title, lead, keys, all, sections);
  }

  /** Names differ in letters that their keys do not show: a key names one file and one element. */
  private static List<Block> keyed(List<? extends Block> blocks, Set<String> taken) {
    List<Block> out = new ArrayList<>();
    for (Block block : blocks) {
      if (block instanceof DataTable t) {
        String key = free(t.key(), taken);
        out.add(new DataTable(key, t.caption(), t.columns(), t.rows(), t.notes(), t.csv()));
      } else if (block instanceof Block.Figures f) {
        out.add(
            new Block.Figures(
                f.figures().stream()
                    .map(x -> new Block.Figure(free(x.key(), taken), x.chart()))
                    .toList()));
      } else if (block instanceof Block.Fold f) {
        out.add(new Block.Fold(f.summary(), f.open(), keyed(f.blocks(), taken)));
      } else {
        out.add(block);
      }
    }
    return out;
  }

  private static String free(String key, Set<String> taken) {
    String start = key.isEmpty() ? "chart" : key;
    String free = start;
    for (int i = 2; !taken.add(free); i++) {
      free = start + "-" + i;
    }
    return free;
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
