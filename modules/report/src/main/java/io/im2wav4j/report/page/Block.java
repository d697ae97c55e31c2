package io.im2wav4j.report.page;

import io.im2wav4j.core.result.ConfusionMatrix;
import io.im2wav4j.report.chart.Chart;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** One piece of a section. */
public sealed interface Block
    permits Block.Paragraph,
        Block.Heading,
        Block.Notice,
        Block.Figures,
        Block.Facts,
        Block.Fold,
        Block.Gallery,
        Block.Matrices,
        Block.Times,
        DataTable {

  /** The name of its template. */
  default String kind() {
    return getClass().getSimpleName().toLowerCase(Locale.ROOT);
  }

  /**
   * A paragraph.
   *
   * @param text in words
   * @param quiet whether it is a remark
   */
  record Paragraph(String text, boolean quiet) implements Block {}

  /** A heading below the section's. */
  record Heading(String text) implements Block {}

  /**
   * What a reader must know.
   *
   * @param title its heading
   * @param items one sentence each
   */
  record Notice(String title, List<String> items) implements Block {}

  /** Charts side by side. */
  record Figures(List<Figure> figures) implements Block {}

  /**
   * A chart.
   *
   * @param key unique on the page: the name of its files and the prefix of its identifiers
   * @param chart what is drawn
   */
  record Figure(String key, Chart chart) {}

  /**
   * Names and values.
   *
   * @param values by name, in order
   * @param code whether the values are hashes or the like
   */
  record Facts(Map<String, String> values, boolean code) implements Block {}

  /**
   * Blocks that are shown when asked for; paper only says where they are.
   *
   * @param summary the line to click
   * @param open whether they are shown at first
   * @param blocks what is inside
   */
  record Fold(String summary, boolean open, List<? extends Block> blocks) implements Block {}

  /**
   * Pictures and sounds.
   *
   * @param title heading
   * @param note how they were chosen; may be empty
   * @param items in order
   */
  record Gallery(String title, String note, List<GalleryItem> items) implements Block {}

  /** Matrices side by side. */
  record Matrices(List<Confusion> matrices) implements Block {

    /** How many stand side by side on paper. */
    public int across() {
      return matrices.stream().allMatch(m -> m.matrix().predictions().size() <= 9) ? 2 : 1;
    }
  }

  /**
   * Which class was classified as which.
   *
   * @param caption whose
   * @param matrix the counts
   */
  record Confusion(String caption, ConfusionMatrix matrix) {

    /** The count, or empty for none. */
    public String count(int row, int column) {
      int n = matrix.counts().get(row).get(column);
      return n == 0 ? "" : Integer.toString(n);
    }

    /** The count's share of its row in percent. */
    public long share(int row, int column) {
      List<Integer> counts = matrix.counts().get(row);
      int total = Math.max(1, counts.stream().mapToInt(Integer::intValue).sum());
      return Math.round(100.0 * counts.get(column) / total);
    }

    /** Whether the column is the row's own class. */
    public boolean right(int row, int column) {
      return matrix.predictions().get(column).equals(matrix.labels().get(row));
    }
  }

  /** Seconds of wall-clock time by stage. */
  record Times(Map<String, Double> seconds) implements Block {}
}
