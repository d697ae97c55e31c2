package io.im2wav4j.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.im2wav4j.core.result.EvaluationResult;
import io.im2wav4j.core.result.SystemResult;
import io.im2wav4j.report.chart.ChartFont;
import io.im2wav4j.report.page.HtmlPage;
import io.im2wav4j.report.page.Page;
import io.im2wav4j.report.page.PdfPage;
import java.awt.Color;
import java.awt.Font;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;

/** Names of systems and classes are anybody's text. */
class AnyTextTest {
  private static final String SIGNS = "a$1 \\b 5% <i>&amp; \"q\" 'r' |p| _u #h ~t ^c {k} *s* `g`";

  @TempDir private Path folder;

  @Test
  void signsOfAnySyntax_areShownAsTheyAreOnThePageInThePdfAndInTheCharts() throws Exception {
    Page page = page(SIGNS, "other");
    HtmlPage.write(folder.resolve("report.html"), page);
    PdfPage.write(folder.resolve("report.pdf"), page);
    var html = Jsoup.parse(folder.resolve("report.html").toFile());
    assertThat(html.select("table.data th").eachText()).contains(SIGNS);
    assertThat(pdf()).contains(SIGNS);
    assertThat(svgs()).anyMatch(e -> e.getAttribute("aria-label").contains(SIGNS));
  }

  @Test
  void aControlCharacter_leavesTheSvgReadable() throws Exception {
    HtmlPage.write(folder.resolve("report.html"), page("a\u001bb", "other"));
    assertThat(svgs()).anyMatch(e -> e.getTextContent().contains("a[U+001B]b"));
  }

  private List<Element> svgs() throws Exception {
    List<Element> all = new ArrayList<>();
    try (var files = Files.list(folder.resolve("charts"))) {
      for (Path svg : files.filter(f -> f.toString().endsWith(".svg")).toList()) {
        all.add(
            DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(svg.toFile())
                .getDocumentElement());
      }
    }
    return all;
  }

  @Test
  void everyLetterOfAnyScript_isInThePdfOrNamedByItsCodePointAndWarnedOf() throws IOException {
    for (String name :
        List.of(
            "\u94a2\u7434",
            "\u30d4\u30a2\u30ce",
            "\u041f\u0438\u0430\u043d\u043e",
            "\ud83c\udfb9",
            "\ud800\udf48")) {
      PdfPage.write(folder.resolve("report.pdf"), page(name, "other"));
      String text = pdf();
      name.codePoints()
          .forEach(
              c -> {
                String code = String.format("U+%04X", c);
                assertThat(text.contains(Character.toString(c)) || text.contains(code))
                    .as(code)
                    .isTrue();
                assertThat(text.contains("Letters that are missing"))
                    .as(code)
                    .isEqualTo(text.contains(code));
              });
      assertThat(text).as(name).doesNotContain("#");
    }
  }

  @Test
  void arabic_isJoinedAndReadFromTheRight() throws IOException {
    String name = "\u0628\u064a\u0627\u0646\u0648";
    PdfPage.write(folder.resolve("report.pdf"), page(name, "other"));
    // Joined forms are what a font without rules for joining is asked for.
    assertThat(Normalizer.normalize(pdf(), Normalizer.Form.NFKC))
        .matches(Pattern.compile("(?s).*(" + name + "|U\\+0628).*"))
        .doesNotContain(new StringBuilder(name).reverse());
  }

  @Test
  void everyLetterInAPng_isDrawnByAFontThatHasItOrNamed() throws IOException {
    assumeTrue(ChartFont.available(), "no text can be drawn here");
    HtmlPage.write(folder.resolve("report.html"), page("\u94a2", "other"));
    String html = Files.readString(folder.resolve("report.html"));
    assertThat(html).contains("\u94a2");
    if (new Font(Font.SANS_SERIF, Font.PLAIN, 12).canDisplay(0x94a2)) {
      assertThat(html).doesNotContain("U+94A2");
    }
    // No font has a letter that does not exist: its code point is wider than any box.
    HtmlPage.write(folder.resolve("none/report.html"), page("\u0378", "other"));
    HtmlPage.write(folder.resolve("one/report.html"), page("I", "other"));
    assertThat(Files.readString(folder.resolve("none/report.html"))).contains("U+0378");
    assertThat(ink(folder.resolve("none/charts")))
        .isGreaterThan(ink(folder.resolve("one/charts")) + 200);
  }

  @Test
  void namesThatDifferInOtherLettersOnly_haveFilesOfTheirOwn() throws IOException {
    HtmlPage.write(folder.resolve("report.html"), page("\u94a2\u7434", "\u5409\u4ed6"));
    try (var files = Files.list(folder.resolve("charts"))) {
      assertThat(
              files
                  .map(f -> f.getFileName().toString())
                  .filter(f -> f.startsWith("classes-"))
                  .toList())
          .hasSize(2);
    }
  }

  @Test
  void markdown_showsTheSignsAsTheyAre() {
    String table = MetricsMarkdown.table(result("a|b\\|c\nd", "<b>*x* `y` _z_ a_b"));
    assertThat(table.lines().findFirst().orElseThrow())
        .isEqualTo("| metric | a\\|b\\\\\\|c d | \\<b>\\*x\\* \\`y\\` \\_z\\_ a_b |");
  }

  @Test
  void latex_aNameThatBeginsWithABracketIsNoArgumentOfTheRowBefore() {
    assertThat(LatexTable.of(result("[x]|<y>", "*"), "c"))
        .contains("    {[}x]\\textbar{}\\textless{}y\\textgreater{} & ")
        .contains("    {*} & ");
  }

  /** Dark dots of the names, which stand left of the first bar. */
  private static int ink(Path charts) throws IOException {
    try (var files = Files.list(charts)) {
      Path png =
          files
              .filter(f -> f.getFileName().toString().matches("fad.*png"))
              .findFirst()
              .orElseThrow();
      BufferedImage image = ImageIO.read(png.toFile());
      int dark = 0;
      for (int x = 0; x < image.getWidth(); x++) {
        for (int y = 0; y < image.getHeight(); y++) {
          Color c = new Color(image.getRGB(x, y));
          if (c.getBlue() > c.getRed() + 60) {
            return dark;
          }
          dark += c.getBlue() < 0x80 ? 1 : 0;
        }
      }
      return dark;
    }
  }

  private String pdf() throws IOException {
    try (PDDocument document = Loader.loadPDF(folder.resolve("report.pdf").toFile())) {
      return new PDFTextStripper().getText(document).replaceAll("[\\s\u00a0]+", " ");
    }
  }

  private static Page page(String first, String second) {
    return EvaluationPage.of(result(first, second), "t", List.of(), ListeningSection.NONE);
  }

  private static EvaluationResult result(String first, String second) {
    EvaluationResult e = SampleResults.evaluation();
    return new EvaluationResult(
        e.protocol(),
        Map.of(),
        List.of(renamed(e.systems().get(0), first), renamed(e.systems().get(1), second)),
        List.of(),
        List.of(),
        null);
  }

  private static SystemResult renamed(SystemResult s, String name) {
    return new SystemResult(name, s.note(), s.metrics(), s.confusion(), classes(), s.items());
  }

  private static List<io.im2wav4j.core.result.ClassResult> classes() {
    return SampleResults.evaluation().systems().stream()
        .flatMap(s -> s.classes().stream())
        .toList();
  }
}
