package io.im2wav4j.report.page;

import java.util.ArrayList;
import java.util.List;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/**
 * Where a sheet of paper may end: a heading stays with what it is the heading of, or with the first
 * row of it where the whole may be longer than a sheet.
 */
final class PaperLayout {
  private PaperLayout() {}

  /** Joins each heading with what follows it. */
  static void keepHeadings(Document page) {
    for (Element heading : page.select("h2, h3, h4")) {
      if (heading.closest(".keep") == null) {
        keep(heading);
      }
    }
  }

  private static void keep(Element heading) {
    List<Element> run = new ArrayList<>(List.of(heading));
    Element next = heading.nextElementSibling();
    while (next != null && next.is("h3, h4, p")) {
      run.add(next);
      next = next.nextElementSibling();
    }
    if (next != null) {
      run.add(next.is("table.side, table.gallery") ? firstRow(next) : next);
    }
    boolean tooLong = next != null && next.is("table.data:not(.short)");
    Element kept = heading.before("<div class=\"keep\"></div>").previousElementSibling();
    (tooLong ? run.subList(0, run.size() - 1) : run).forEach(kept::appendChild);
  }

  /** Cuts the first row off into a table of its own. */
  private static Element firstRow(Element table) {
    Element first = table.shallowClone();
    first.appendElement("tbody").appendChild(table.selectFirst("tr"));
    table.before(first);
    if (table.selectFirst("tr") == null) {
      table.remove();
    }
    return first;
  }
}
