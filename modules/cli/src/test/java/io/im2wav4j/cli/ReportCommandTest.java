package io.im2wav4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.im2wav4j.audio.AudioClip;
import io.im2wav4j.audio.WavFile;
import io.im2wav4j.core.io.Json;
import io.im2wav4j.core.result.ChannelRule;
import io.im2wav4j.core.result.Direction;
import io.im2wav4j.core.result.EvaluationResult;
import io.im2wav4j.core.result.ExperimentResult;
import io.im2wav4j.core.result.Interval;
import io.im2wav4j.core.result.ItemResult;
import io.im2wav4j.core.result.MetricResult;
import io.im2wav4j.core.result.Protocol;
import io.im2wav4j.core.result.ProtocolSettings;
import io.im2wav4j.core.result.SystemResult;
import io.im2wav4j.core.result.VariantResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command on folders of results with sounds; the numbers are made up. */
class ReportCommandTest {
  private static final String SCORE = "CLIP-score (none)";

  @TempDir Path folder;

  @Test
  void aFolderOfResults_getsAPageAPdfAndTheFilesBehindTheCharts() throws IOException {
    Path results = evaluation("one", 16_000, 0);
    CommandRun run = CommandRun.of("report", results, "--title", "A title");
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out()).isEqualTo(results.resolve("report.html").toAbsolutePath() + "\n");
    assertThat(html(results)).contains("<h1>A title</h1>").contains("<audio").contains("The worst");
    assertThat(results.resolve("report.pdf")).isNotEmptyFile();
    assertThat(results.resolve("charts/metrics.csv")).isNotEmptyFile();
    assertThat(results.resolve("charts/clip-score-none.svg")).isNotEmptyFile();
  }

  @Test
  void theBest_areTheItemsOfHighestScore() throws IOException {
    Path results = evaluation("one", 16_000, 0);
    assertThat(CommandRun.of("report", results).exitCode()).isZero();
    String best = html(results);
    best = best.substring(best.indexOf("<h3>The best</h3>"), best.indexOf("<h3>The worst</h3>"));
    assertThat(best).contains("item-5").contains("item-3").doesNotContain("item-0");
  }

  @Test
  void withoutMedia_onlyGeneratedSoundsStay_andThePageSaysWhatIsMissing() throws IOException {
    Path results = evaluation("one", 16_000, 0);
    Files.writeString(results.resolve("item-5.json"), "{\"config\": {}}");
    Files.writeString(results.resolve("item-4.json"), "{\"recipe\": {}}"); // of 'reconstruct'
    Files.writeString(results.resolve("item-3.json"), "something else");
    CommandRun run = CommandRun.of("report", results, "--without-media");
    assertThat(run.exitCode()).as(run.err()).isZero();
    String html = html(results);
    assertThat(html.split("<audio", -1)).hasSize(2);
    assertThat(html)
        .contains("aria-label=\"ours for item-5\"")
        .contains("6 pictures and 5 sounds")
        .contains("left out of this page");
  }

  @Test
  void anExperiment_getsItsPage() throws IOException {
    EvaluationResult scored =
        Json.read(evaluation("x", 16_000, 0).resolve("results.json"), EvaluationResult.class);
    Path results = folder.resolve("x");
    Json.write(
        results.resolve("results.json"),
        new ExperimentResult(
            "size",
            "Is larger better?",
            "",
            List.of(SCORE),
            "size 1",
            scored.protocol(),
            List.of(
                variant("size 1", scored.systems().get(1)),
                variant("size 2", scored.systems().get(1))),
            List.of(),
            List.of(),
            List.of(),
            Map.of()));
    CommandRun run = CommandRun.of("report", results);
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(html(results))
        .contains("<h1>Experiment: size</h1>")
        .contains("Question: Is larger better?")
        .contains("aria-label=\"size 2 for ");
  }

  @Test
  void twoResultsOfOneProtocol_areComparedItemByItem() throws IOException {
    Path a = evaluation("a", 16_000, 0);
    Path b = evaluation("b", 16_000, 2);
    Path out = folder.resolve("both");
    CommandRun run = CommandRun.of("report", "--compare", a, b, "--out", out);
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(Files.readAllLines(out.resolve("charts/comparisons.csv")))
        .anyMatch(line -> line.startsWith(SCORE + ",b: ours,a: ours,2,2,2,0.95,"));
    assertThat(html(out)).doesNotContain("Two protocols").contains("<audio");
  }

  @Test
  void twoProtocols_areSaidAtTheTopAndAtEveryTable_andNothingIsCompared() throws IOException {
    Path a = evaluation("a", 16_000, 0);
    Path b = evaluation("b", 22_050, 2);
    Path out = folder.resolve("both");
    CommandRun run = CommandRun.of("report", "--compare", a, b, "--out", out);
    assertThat(run.exitCode()).as(run.err()).isZero();
    String html = html(out).replace('\u00a0', ' '); // a number stays with its unit
    assertThat(html.substring(0, html.indexOf("<section")))
        .contains("sample rate: 16000 Hz in a, 22050 Hz in b");
    assertThat(html.split("<li>Two protocols", -1).length)
        .isEqualTo(html.split("<table class=\"data", -1).length);
    assertThat(out.resolve("charts/comparisons.csv")).doesNotExist();
  }

  @Test
  void aTable_goesToStandardOutputOrToAFile() throws IOException {
    Path results = evaluation("one", 16_000, 0);
    CommandRun latex = CommandRun.of("report", results, "--table", "latex");
    assertThat(latex.out()).contains("\\begin{tabular}").contains("ours & 2.50");
    Path file = folder.resolve("table.md");
    CommandRun markdown = CommandRun.of("report", results, "--table", "markdown", "--out", file);
    assertThat(markdown.out()).isEmpty();
    assertThat(Files.readString(file)).startsWith("| metric | ground truth | ours |");
    assertThat(results.resolve("report.html")).doesNotExist();
  }

  @Test
  void aFolderWithoutResults_isToldWhereThereAreSome() throws IOException {
    evaluation("one", 16_000, 0);
    CommandRun run = CommandRun.of("report", folder);
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err())
        .contains("a folder without results.json")
        .contains(folder.resolve("one").toString());
    assertThat(CommandRun.of("report", folder.resolve("none")).err()).contains("no such folder");
    assertThat(CommandRun.of("report").exitCode()).isEqualTo(2);
    assertThat(CommandRun.of("report", folder, "--table", "word").exitCode()).isEqualTo(2);
  }

  @Test
  void soundsThatAreGone_leaveAPageThatSaysSo() throws IOException {
    Path results = evaluation("one", 16_000, 0);
    Files.delete(results.resolve("item-5.wav"));
    CommandRun run = CommandRun.of("report", results);
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(html(results)).contains("files that the results name could not be read");
  }

  private static String html(Path results) throws IOException {
    return Files.readString(results.resolve("report.html"));
  }

  private static VariantResult variant(String name, SystemResult system) {
    return new VariantResult(name, Map.of("size", name), null, List.of(), system, Map.of());
  }

  /** Results of six items with scores 0 to 5 and {@code more}, and their sounds. */
  private Path evaluation(String name, int sampleRate, double more) throws IOException {
    Path out = folder.resolve(name);
    Files.createDirectories(out);
    List<ItemResult> items = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      float[] tone = new float[8_000];
      for (int k = 0; k < tone.length; k++) {
        tone[k] = (float) (0.3 * Math.sin(0.05 * (i + 1) * k));
      }
      WavFile.write(
          out.resolve("item-" + i + ".wav"), AudioClip.mono(tone, 16_000), WavFile.Encoding.PCM_16);
      items.add(
          new ItemResult(
              "item-" + i,
              null,
              0,
              "item-" + i + ".png",
              "item-" + i + ".wav",
              null,
              null,
              Map.of(SCORE, i + more)));
    }
    MetricResult score =
        new MetricResult(
            SCORE, "", Direction.HIGHER, new Interval(2.5 + more, 1 + more, 4 + more, 0.95), 6, "");
    Protocol protocol =
        new Protocol(
            List.of(),
            new ProtocolSettings(sampleRate, ChannelRule.MEAN, 0.5, true, null, null, 200, 1),
            6,
            1,
            "ab".repeat(32),
            null,
            null);
    Json.write(
        out.resolve("results.json"),
        new EvaluationResult(
            protocol,
            Map.of(),
            List.of(
                new SystemResult("true sounds", "", List.of(score), null, List.of(), List.of()),
                new SystemResult("ours", "", List.of(score), null, List.of(), items)),
            List.of(),
            List.of(),
            null));
    return out;
  }
}
