package io.im2wav4j.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.im2wav4j.report.page.Page;
import io.im2wav4j.report.page.PdfPage;
import io.im2wav4j.report.page.Section;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A made-up demo on paper; it stays in target/sample-demo for a look. */
class PdfLayoutTest {
  private static final Page DEMO = SampleDemo.page();
  private static List<String> sheets;

  @BeforeAll
  static void write() throws IOException {
    Path pdf = Path.of("target", "sample-demo", "report.pdf");
    PdfPage.write(pdf, DEMO);
    sheets = sheets(pdf);
  }

  private static List<String> sheets(Path pdf) throws IOException {
    List<String> texts = new ArrayList<>();
    try (PDDocument document = Loader.loadPDF(pdf.toFile())) {
      for (int i = 1; i <= document.getNumberOfPages(); i++) {
        PDFTextStripper stripper = new PDFTextStripper();
        stripper.setSortByPosition(true);
        stripper.setStartPage(i);
        stripper.setEndPage(i);
        texts.add(stripper.getText(document).replace('\u00a0', ' '));
      }
    }
    return texts;
  }

  @Test
  void aDemo_isAtMostTwelveSheets() {
    assertThat(sheets.size()).isBetween(5, 12);
  }

  @Test
  void noSheet_endsWithAHeading() {
    List<String> headings = new ArrayList<>(DEMO.sections().stream().map(Section::title).toList());
    headings.addAll(
        List.of("The first item of each class", "low: language model of 6 layers, width 192"));
    assertThat(String.join("\n", sheets)).contains(headings);
    for (String sheet : sheets) {
      List<String> lines =
          sheet
              .lines()
              .map(String::strip)
              .filter(l -> !l.isEmpty() && !l.matches("\\d+ / \\d+"))
              .toList();
      assertThat(headings).doesNotContain(lines.get(lines.size() - 1));
    }
  }

  @Test
  void noMatrix_isSplit() {
    List<String> split = new ArrayList<>();
    for (String sheet : sheets) {
      int captions = sheet.split("Classified as: ", -1).length - 1;
      if (captions > 0) {
        String below = sheet.substring(sheet.indexOf("Classified as: "));
        // Each matrix names its last class twice: above its last column, and beside its last row.
        int names = below.split("\\bwave\\b", -1).length - 1;
        if (names < 2 * captions) {
          split.add(sheet);
        }
      }
    }
    assertThat(split).isEmpty();
  }

  @Test
  void paper_namesWhatIsFolded_andLeavesItOut() {
    assertThat(String.join("\n", sheets))
        .contains("Only on the HTML page: More sounds (21 items).")
        .doesNotContain("The best");
  }
}
