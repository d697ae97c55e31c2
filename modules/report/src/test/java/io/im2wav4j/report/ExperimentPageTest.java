package io.im2wav4j.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.im2wav4j.core.result.Comparison;
import io.im2wav4j.core.result.ExperimentResult;
import io.im2wav4j.core.result.VariantResult;
import io.im2wav4j.report.page.Block;
import io.im2wav4j.report.page.HtmlPage;
import io.im2wav4j.report.page.Page;
import io.im2wav4j.report.page.PdfPage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A page of made-up numbers; it stays in target/sample-experiment for a look. */
class ExperimentPageTest {
  private static final Path FOLDER = Path.of("target", "sample-experiment");

  @Test
  void theOutcome_isTheLargestGainWithItsInterval_thenTheOtherDifferences() {
    assertThat(SampleResults.experimentPage().lead())
        .containsExactly(
            "Question: Does guidance make sounds fit their pictures better?",
            "Outcome: Accuracy (sound classifier of this demo) is 66.7 % with guidance 3 and 45.0 %"
                + " with guidance 1 (the baseline): a difference of +21.7 points (95 % interval 12.5"
                + " to 30.8, p < 0.001, 120 items). Also different from the baseline: guidance 0"
                + " (−30.8 points).");
    assertThat(paragraphs(SampleResults.experimentPage(), "numbers"))
        .containsExactly(
            "Expected: Up to a scale of about three it does.",
            "FAD (sound classifier of this demo) runs from 2.90 (guidance 3) to 9.10"
                + " (guidance 0). It was not tested item by item: the intervals of these two do not"
                + " overlap.");
  }

  @Test
  void aComparisonWithAReference_isNoOutcomeOfTheQuestion() {
    ExperimentResult e = SampleResults.experiment();
    assertThat(
            ExperimentPage.of(
                    with(
                        e,
                        e.variants(),
                        List.of(
                            SampleResults.compared("true sounds", 52.5, 44, 60, 0.0001),
                            SampleResults.compared("guidance 3", 1.7, -2.5, 5.8, 0.4))),
                    "t",
                    ListeningSection.NONE)
                .lead()
                .get(1))
        .startsWith("Outcome: There is no difference")
        .doesNotContain("true sounds");
  }

  @Test
  void whereNothingDiffers_theOutcomeSaysSo() {
    ExperimentResult e = SampleResults.experiment();
    assertThat(
            ExperimentPage.of(
                    with(
                        e,
                        e.variants(),
                        List.of(SampleResults.compared("guidance 3", 1.7, -2.5, 5.8, 0.4))),
                    "t",
                    ListeningSection.NONE)
                .lead())
        .contains(
            "Outcome: There is no difference in accuracy (sound classifier of this demo) from"
                + " guidance 1 (the baseline) that 120 items could show. The largest is that of"
                + " guidance 3: +1.70 points (95 % interval −2.50 to 5.80, p = 0.40, 120 items).");
  }

  @Test
  void aSettingThatIsOneNumber_isTheAxis_theBaselineByItsName() throws IOException {
    HtmlPage.write(FOLDER.resolve("report.html"), SampleResults.experimentPage());
    assertThat(
            Files.readAllLines(FOLDER.resolve("charts/accuracy-sound-classifier-of-this-demo.csv")))
        .containsExactly(
            "generation.low.guidance,variant,estimate,low,high,level",
            "0,guidance 0,14.2,9.2,19.2,0.95",
            "1,guidance 1,45,40,50,0.95",
            "3,guidance 3,66.7,61.7,71.7,0.95");
  }

  @Test
  void settingsThatAreNoNumber_areBars(@TempDir Path folder) throws IOException {
    List<VariantResult> variants = new ArrayList<>();
    for (VariantResult v : SampleResults.experiment().variants().subList(0, 3)) {
      variants.add(
          new VariantResult(
              v.name(),
              Map.of("encoder", "net " + v.name()),
              null,
              v.models(),
              v.system(),
              v.seconds()));
    }
    HtmlPage.write(
        folder.resolve("report.html"),
        ExperimentPage.of(
            with(SampleResults.experiment(), variants, List.of()), "t", ListeningSection.NONE));
    assertThat(folder.resolve("charts/accuracy-sound-classifier-of-this-demo.csv"))
        .content()
        .startsWith("name,estimate,low,high,level\nguidance 0,14.2");
  }

  @Test
  void failures_areSaidAtTheTop() throws IOException {
    HtmlPage.write(FOLDER.resolve("report.html"), SampleResults.experimentPage());
    String html = Files.readString(FOLDER.resolve("report.html"));
    assertThat(html.substring(0, html.indexOf("<section")))
        .contains("1 of 4 variants failed; the answer is without them")
        .contains("guidance 10: the disk was full at the third sound");
  }

  @Test
  void aWarningOfOneVariant_isNoWarningOfOneWhoseNameItsNameBeginsWith() throws IOException {
    HtmlPage.write(FOLDER.resolve("report.html"), SampleResults.experimentPage());
    String html = Files.readString(FOLDER.resolve("report.html"));
    assertThat(html.substring(0, html.indexOf("<section")))
        .contains("<li>guidance 10 has no sounds</li>");
  }

  @Test
  void anExperimentWhoseVariantsAllFailed_hasAPage(@TempDir Path folder) throws IOException {
    ExperimentResult e = SampleResults.experiment();
    ExperimentResult failed =
        new ExperimentResult(
            e.name(),
            e.question(),
            "",
            e.metrics(),
            e.baseline(),
            null,
            e.variants().subList(3, 4),
            List.of(),
            List.of(),
            List.of(),
            Map.of());
    HtmlPage.write(
        folder.resolve("report.html"), ExperimentPage.of(failed, "t", ListeningSection.NONE));
    PdfPage.write(
        folder.resolve("report.pdf"), ExperimentPage.of(failed, "t", ListeningSection.NONE));
    assertThat(Files.readString(folder.resolve("report.html")))
        .contains("No variant was done.")
        .contains("Outcome: none");
  }

  @Test
  void thePdf_saysTheSameInWordsAndNumbers_andIsTheSameEachTime(@TempDir Path folder)
      throws IOException {
    Path pdf = FOLDER.resolve("report.pdf");
    PdfPage.write(pdf, SampleResults.experimentPage());
    PdfPage.write(folder.resolve("again.pdf"), SampleResults.experimentPage());
    assertThat(pdf).hasSameBinaryContentAs(folder.resolve("again.pdf"));
    try (PDDocument document = Loader.loadPDF(pdf.toFile())) {
      assertThat(new PDFTextStripper().getText(document).replaceAll("[\\s\u00a0]+", " "))
          .contains("Does guidance make sounds fit their pictures better?")
          .contains("guidance 10: the disk was full at the third sound")
          .contains("61.7 to 71.7")
          .contains("generated, guidance 3: classified as bell")
          .contains("−30.8 points");
    }
  }

  private static List<String> paragraphs(Page page, String section) {
    return page.sections().stream()
        .filter(s -> s.id().equals(section))
        .flatMap(s -> s.blocks().stream())
        .filter(b -> b instanceof Block.Paragraph)
        .map(b -> ((Block.Paragraph) b).text())
        .toList();
  }

  private static ExperimentResult with(
      ExperimentResult e, List<VariantResult> variants, List<Comparison> comparisons) {
    return new ExperimentResult(
        e.name(),
        e.question(),
        e.expectation(),
        e.metrics(),
        e.baseline(),
        e.protocol(),
        variants,
        e.references(),
        comparisons,
        e.warnings(),
        e.provenance());
  }
}
