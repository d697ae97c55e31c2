package io.im2wav4j.report.page;

import io.im2wav4j.core.io.AtomicFiles;
import io.im2wav4j.report.chart.Drawing;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * One HTML page that needs nothing besides itself: style, charts, pictures and sounds are inside,
 * and it forbids itself the network. It follows the reader's light or dark setting. Charts as files
 * and the numbers behind charts and tables are written beside it, in the folder charts/.
 */
public final class HtmlPage {
  private HtmlPage() {}

  /** Writes the page and the files beside it; what stood under these names is replaced. */
  public static void write(Path html, Page page) {
    PageFiles.write(html.toAbsolutePath().resolveSibling(PageFiles.FOLDER), page);
    SortedSet<Integer> missing = new TreeSet<>();
    PageFiles.figures(page).forEach(f -> missing.addAll(Drawing.missingLetters(f.chart())));
    AtomicFiles.writeString(html, text(page.withMissingLetters("The charts' PNG files", missing)));
  }

  /** The page's text. */
  static String text(Page page) {
    Map<String, String> drawn = new LinkedHashMap<>();
    for (Block.Figure figure : PageFiles.figures(page)) {
      drawn.put(figure.key(), Drawing.element(figure.chart(), figure.key()));
    }
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("page", page);
    values.put("paper", false);
    values.put("drawn", drawn);
    values.put("drawable", true);
    values.put("folder", PageFiles.FOLDER);
    values.put("numbers", new PageNumbers());
    values.put("style", PageTemplate.resource("page.css"));
    values.put("script", PageTemplate.resource("page.js"));
    return PageTemplate.fill("page.peb", values);
  }
}
