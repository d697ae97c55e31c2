package io.im2wav4j.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.im2wav4j.core.result.Direction;
import io.im2wav4j.core.result.EvaluationResult;
import io.im2wav4j.core.result.Interval;
import io.im2wav4j.core.result.MetricResult;
import io.im2wav4j.core.result.SystemResult;
import io.im2wav4j.report.page.Block;
import io.im2wav4j.report.page.HtmlPage;
import io.im2wav4j.report.page.Page;
import io.im2wav4j.report.page.PdfPage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;

/** A page of made-up numbers; it stays in target/sample-report for a look. */
class EvaluationPageTest {
  private static final Path PAGE = Path.of("target", "sample-report", "report.html");
  private static String html;

  @BeforeAll
  static void write() throws IOException {
    HtmlPage.write(PAGE, SampleResults.evaluationPage());
    html = text(PAGE);
  }

  @Test
  void page_reachesForNothingOutsideItself() {
    Matcher addresses =
        Pattern.compile("(?:src|href|url)\\s*[=(]\\s*[\"']?([^\"')\\s>]+)").matcher(html);
    List<String> outside = new ArrayList<>();
    while (addresses.find()) {
      String address = addresses.group(1);
      if (!address.startsWith("data:")
          && !address.startsWith("#")
          && !address.startsWith("charts/")) {
        outside.add(address);
      }
    }
    assertThat(outside).isEmpty();
    assertThat(html).contains("default-src 'none'").doesNotContain("@import");
  }

  @Test
  void links_leadToFilesWithTheNumbersAndTheCharts() throws IOException {
    Matcher links = Pattern.compile("href=\"(charts/[^\"]+)\"").matcher(html);
    int count = 0;
    while (links.find()) {
      assertThat(PAGE.resolveSibling(links.group(1))).isNotEmptyFile();
      count++;
    }
    assertThat(count).isGreaterThanOrEqualTo(20);
    assertThat(Files.readString(PAGE.resolveSibling("charts/low-loss.csv")))
        .startsWith("step,loss,validation.loss\n1,");
    assertThat(Files.readAllLines(PAGE.resolveSibling("charts/metrics.csv")).get(1))
        .isEqualTo("guidance 0,accuracy (sound classifier of this demo),%,14.2,9.2,19.2,0.95,120,");
  }

  @Test
  void everyChart_isAnSvgThatParsesAndAPngOfThreeTimesItsSize() throws Exception {
    try (var files = Files.list(PAGE.resolveSibling("charts"))) {
      for (Path svg : files.filter(f -> f.toString().endsWith(".svg")).toList()) {
        Element root =
            DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(svg.toFile())
                .getDocumentElement();
        Path png = svg.resolveSibling(svg.getFileName().toString().replace(".svg", ".png"));
        assertThat(ImageIO.read(png.toFile()).getWidth() + "px")
            .isEqualTo(3 * Integer.parseInt(root.getAttribute("width").replace("px", "")) + "px");
        assertThat(Files.readString(svg)).doesNotContain("var(--");
      }
    }
  }

  @Test
  void texts_areEscaped() {
    assertThat(html)
        .contains("A &lt;b&gt;bold&lt;/b&gt; claim &amp; a &quot;quote&quot;")
        .doesNotContain("<b>bold</b>");
  }

  @Test
  void chartsInThePage_followItsColours() {
    assertThat(html).contains("var(--first)").contains("prefers-color-scheme: dark");
    assertThat(Pattern.compile("rgb\\(7,\\d+,13\\)").matcher(html).find()).isFalse();
  }

  @Test
  void elementIds_areUnique() {
    Matcher ids = Pattern.compile("\\sid=[\"']([^\"']+)[\"']").matcher(html);
    List<String> all = new ArrayList<>();
    while (ids.find()) {
      all.add(ids.group(1));
    }
    assertThat(all).doesNotHaveDuplicates().contains("metrics", "listening", "provenance");
  }

  @Test
  void hashesAndIntervalsAndChance_areOnThePage() {
    assertThat(html)
        .contains("9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08")
        .contains("61.7 to 71.7")
        .contains("chance, one of 8 classes: 12.5 %");
  }

  @Test
  void aWarning_standsAtTheMetricItNames_andAtTheTopIfItNamesNone() {
    String table =
        html.substring(html.indexOf("<caption>All systems"), html.indexOf("metrics.csv"));
    assertThat(table)
        .contains(">FAD \u00b9</button>")
        .contains("<li>\u00b9 FAD from 120 clips")
        .doesNotContain("drawn by a program");
    assertThat(html.substring(0, html.indexOf("<section")))
        .contains("<li>the pictures were drawn by a program</li>");
  }

  @Test
  void theBestValue_isMarkedOnlyWhereItDiffersFromTheNextBest() {
    Matcher best = Pattern.compile("class=\"num best\"[^>]*>([^<]+)<").matcher(html);
    List<String> marked = new ArrayList<>();
    while (best.find()) {
      marked.add(best.group(1));
    }
    assertThat(marked).containsExactly("66.7");
    EvaluationResult doubtful =
        SampleResults.evaluation()
            .withComparisons(List.of(SampleResults.compared("guidance 3", 2, -1, 5, 0.2)), null);
    assertThat(page(doubtful)).doesNotContain("num best");
    EvaluationResult untested =
        SampleResults.evaluation()
            .withComparisons(List.of(SampleResults.compared("guidance 0", -30, -40, -20, 0)), null);
    assertThat(page(untested)).doesNotContain("num best");
  }

  @Test
  void theSummary_saysWhatDiffersAndWhatCannotBeTold() {
    assertThat(SampleResults.evaluationPage().lead())
        .containsExactly(
            "6 systems were scored on 120 items: guidance 0, guidance 1, guidance 3, shuffled"
                + " pictures, reconstructions and ground truth.",
            "In accuracy (sound classifier of this demo): guidance 3 over guidance 1 by +21.7 points"
                + " (95 % interval 12.5 to 30.8, p < 0.001, 120 items). No difference can be told"
                + " between guidance 1 and guidance 0, +1.10 points (95 % interval −4.20 to 6.30,"
                + " p = 0.62, 120 items).");
  }

  @Test
  void aCaveat_standsAtTheTopAndAtEveryTable() {
    Page page =
        SampleResults.evaluationPage()
            .withCaveat(new Block.Notice("Two protocols", List.of("rates")), "do not compare");
    String text = written(page);
    int tables = text.split("<table class=\"data", -1).length - 1;
    assertThat(tables).isGreaterThan(3);
    assertThat(text.split("<li>do not compare</li>", -1).length - 1).isEqualTo(tables);
    assertThat(text.indexOf("Two protocols")).isLessThan(text.indexOf("<section"));
  }

  @Test
  void warningsOfARun_standWithTheRun() {
    assertThat(html)
        .containsOnlyOnce("<p class=\"title\">Before you use this model")
        .contains("<li>The codebook of level low is in collapse.</li>");
  }

  @Test
  void samePage_givesTheSameBytes(@TempDir Path folder) throws IOException {
    HtmlPage.write(folder.resolve("report.html"), SampleResults.evaluationPage());
    assertThat(text(folder.resolve("report.html"))).isEqualTo(html);
    assertThat(folder.resolve("charts/low-loss.svg"))
        .hasSameBinaryContentAs(PAGE.resolveSibling("charts/low-loss.svg"));
  }

  @Test
  void thePdf_hasTheTablesAndTheTextsOfCharts() throws IOException {
    Path pdf = PAGE.resolveSibling("report.pdf");
    PdfPage.write(pdf, SampleResults.evaluationPage());
    try (PDDocument document = Loader.loadPDF(pdf.toFile())) {
      assertThat(document.getDocumentInformation().getTitle())
          .isEqualTo("A <b>bold</b> claim & a \"quote\"");
      assertThat(new PDFTextStripper().getText(document).replaceAll("[\\s\u00a0]+", " "))
          .contains("A <b>bold</b> claim & a \"quote\"")
          .contains("61.7 to 71.7")
          .contains("chance, one of 8 classes: 12.5 %")
          .contains("cdcdcdcdcdcdcdcdcdcd");
    }
  }

  @Test
  void valuesThatAreNoNumbers_areShownAsSuchAndNotDrawn() {
    EvaluationResult e = SampleResults.evaluation();
    var broken =
        new MetricResult(
            "odd",
            "",
            Direction.HIGHER,
            new Interval(Double.NaN, Double.NaN, Double.NaN, 0.95),
            0,
            "");
    var system = new SystemResult("broken", "", List.of(broken), null, List.of(), List.of());
    assertThat(
            page(
                new EvaluationResult(
                    e.protocol(), Map.of(), List.of(system, system), List.of(), List.of(), null)))
        .contains("n/a")
        .doesNotContain("<svg");
  }

  @Test
  void emptySections_areLeftOut() {
    assertThat(written(new Page("Nothing yet", List.of(), List.of(), List.of(), List.of())))
        .contains("<h1>Nothing yet</h1>")
        .doesNotContain("<section")
        .doesNotContain("<h2");
  }

  /** A page's text with plain spaces in the place of those at which no line breaks. */
  private static String text(Path page) throws IOException {
    return Files.readString(page).replace('\u00a0', ' ');
  }

  private static String page(EvaluationResult result) {
    return written(EvaluationPage.of(result, "t", List.of(), ListeningSection.NONE));
  }

  private static String written(Page page) {
    Path folder = Path.of("target", "other-report");
    HtmlPage.write(folder.resolve("report.html"), page);
    try {
      return text(folder.resolve("report.html"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
