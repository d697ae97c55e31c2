package io.im2wav4j.report.page;

import io.im2wav4j.core.io.Csv;
import io.im2wav4j.report.chart.Drawing;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The files beside a page: its charts as SVG and PNG, and the numbers behind charts and tables. */
final class PageFiles {
  /** The folder's name. */
  static final String FOLDER = "charts";

  private PageFiles() {}

  /** Writes them all into {@code folder}. */
  static void write(Path folder, Page page) {
    for (Block.Figure figure : figures(page)) {
      Drawing.write(folder, figure.key(), figure.chart());
    }
    for (Block block : blocks(page)) {
      if (block instanceof DataTable table && table.csv() != null) {
        Csv.writeTable(
            folder.resolve(table.key() + ".csv"), table.csv().header(), table.csv().rows());
      }
    }
  }

  /** All charts of the page. */
  static List<Block.Figure> figures(Page page) {
    List<Block.Figure> all = new ArrayList<>();
    for (Block block : blocks(page)) {
      if (block instanceof Block.Figures figures) {
        all.addAll(figures.figures());
      }
    }
    return all;
  }

  private static List<Block> blocks(Page page) {
    List<Block> all = new ArrayList<>();
    page.sections().forEach(section -> collect(section.blocks(), all));
    return all;
  }

  private static void collect(List<? extends Block> blocks, List<Block> into) {
    for (Block block : blocks) {
      into.add(block);
      if (block instanceof Block.Fold fold) {
        collect(fold.blocks(), into);
      }
    }
  }
}
