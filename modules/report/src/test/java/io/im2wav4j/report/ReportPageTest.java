package io.im2wav4j.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.im2wav4j.core.io.Json;
import io.im2wav4j.core.result.Comparison;
import io.im2wav4j.core.result.ConfusionMatrix;
import io.im2wav4j.core.result.Curve;
import io.im2wav4j.core.result.Direction;
import io.im2wav4j.core.result.EvaluationResult;
import io.im2wav4j.core.result.Interval;
import io.im2wav4j.core.result.MetricResult;
import io.im2wav4j.core.result.Network;
import io.im2wav4j.core.result.Protocol;
import io.im2wav4j.core.result.RunSummary;
import io.im2wav4j.core.result.SystemResult;
import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A page of made-up numbers; it stays in target/sample-report for a look. */
class ReportPageTest {
  private static final Path PAGE = Path.of("target", "sample-report", "report.html");
  private static final List<String> KINDS =
      List.of("bell", "bird", "drum", "engine", "footsteps", "rain", "siren", "wave");
  private static String html;

  @BeforeAll
  static void write() throws IOException {
    ReportPage.write(PAGE, model());
    html = Files.readString(PAGE);
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
    assertThat(html).doesNotContain("<script").doesNotContain("@import");
  }

  @Test
  void csvLinks_leadToFilesWithTheNumbers() throws IOException {
    Matcher links = Pattern.compile("href=\"(charts/[^\"]+)\"").matcher(html);
    int count = 0;
    while (links.find()) {
      assertThat(PAGE.resolveSibling(links.group(1))).isNotEmptyFile();
      count++;
    }
    assertThat(count).isGreaterThanOrEqualTo(4);
    assertThat(Files.readString(PAGE.resolveSibling("charts/low-loss.csv")))
        .startsWith("step,loss,validation.loss\n1,");
    assertThat(Files.readAllLines(PAGE.resolveSibling("charts/metrics.csv")).get(1))
        .isEqualTo("guidance 0,accuracy (sound classifier of this demo),%,14.2,9.2,19.2,0.95,120,");
  }

  @Test
  void texts_areEscaped() {
    assertThat(html)
        .contains("A &lt;b&gt;bold&lt;/b&gt; claim &amp; a &quot;quote&quot;")
        .doesNotContain("<b>bold</b>");
  }

  @Test
  void charts_followThePagesColours() {
    assertThat(html).contains("var(--first)").contains("prefers-color-scheme: dark");
    assertThat(Pattern.compile("rgb\\(7,\\d+,13\\)").matcher(html).find()).isFalse();
  }

  @Test
  void elementIds_areUnique() {
    Matcher ids = Pattern.compile("\\sid=\"([^\"]+)\"").matcher(html);
    List<String> all = new ArrayList<>();
    while (ids.find()) {
      all.add(ids.group(1));
    }
    assertThat(all).doesNotHaveDuplicates().contains("gallery", "metrics", "provenance");
  }

  @Test
  void hashesWarningsAndIntervals_areOnThePage() {
    assertThat(html)
        .contains("9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08")
        .contains("the covariance has not full rank")
        .contains("61.7 to 71.7")
        .contains("chance: 12.5 %");
  }

  @Test
  void sameModel_givesTheSameBytes(@TempDir Path folder) throws IOException {
    ReportPage.write(folder.resolve("report.html"), model());
    assertThat(Files.readString(folder.resolve("report.html"))).isEqualTo(html);
  }

  @Test
  void emptyModel_givesAPageWithoutEmptySections(@TempDir Path folder) throws IOException {
    ReportModel empty =
        new ReportModel(
            "Nothing yet",
            List.of(),
            List.of(),
            List.of(),
            null,
            List.of(),
            List.of(),
            Map.of(),
            Map.of());
    ReportPage.write(folder.resolve("report.html"), empty);
    assertThat(Files.readString(folder.resolve("report.html")))
        .contains("<h1>Nothing yet</h1>")
        .doesNotContain("<section")
        .doesNotContain("<h2");
  }

  @Test
  void markdown_hasOneRowAMetricAndOneColumnASystem() {
    String table = MetricsMarkdown.table(evaluation());
    assertThat(table.lines().limit(3))
        .containsExactly(
            "| metric | guidance 0 | guidance 1 | guidance 3 | shuffled pictures | reconstructions | true sounds |",
            "|---|---|---|---|---|---|---|",
            "| accuracy (sound classifier of this demo), % ↑ | 14.2 (9.2 to 19.2) | 45.0 (40.0 to 50.0)"
                + " | 66.7 (61.7 to 71.7) | 11.7 (6.7 to 16.7) | 92.5 (87.5 to 97.5) | 97.5 (92.5 to 100.0) |");
    assertThat(table).contains("Protocol: 120 items").contains("- Frechet distance from 120 clips");
  }

  @Test
  void curves_comeFromTheNumbersOfMetricsLines() throws IOException {
    ObjectMapper json = Json.mapper();
    List<JsonNode> lines =
        List.of(
            json.readTree("{\"step\":1,\"loss\":2.5,\"note\":\"x\"}"),
            json.readTree("{\"step\":2,\"loss\":2,\"validation\":{\"loss\":3}}"));
    assertThat(Curve.of(lines))
        .containsExactly(
            new Curve("loss", List.of(new Curve.Point(1, 2.5), new Curve.Point(2, 2))),
            new Curve("validation.loss", List.of(new Curve.Point(2, 3))));
  }

  private static ReportModel model() {
    EvaluationResult evaluation = evaluation();
    return new ReportModel(
        "Sounds from pictures: demo, seed 7",
        List.of(
            "Two language models over sound codes were trained on 480 rendered scenes and then asked"
                + " for sounds to 120 pictures they had never seen. Two in three are heard as the right"
                + " kind; with the pictures shuffled it is one in nine, as chance would have it.",
            "A <b>bold</b> claim & a \"quote\" must come out as written."),
        List.of(
            new KeyNumber("66.7 %", "right kind, unseen pictures", "chance 12.5 %"),
            new KeyNumber("97.5 %", "true sounds, same classifier", "upper bound"),
            new KeyNumber("11.7 %", "pictures shuffled", "should be chance"),
            new KeyNumber("−0.61", "drawn size and pitch, rank correlation", "bigger is lower")),
        List.of(run("vqvae", 3), run("low", 2), run("up", 4)),
        evaluation,
        List.of(
            BarChart.ofMetric(
                "Accuracy by guidance",
                evaluation,
                "accuracy (sound classifier of this demo)",
                12.5,
                "chance")),
        IntStream.range(0, 6).mapToObj(ReportPageTest::item).toList(),
        ordered("scenes", 21.0, "encoder", 64.2, "vqvae", 118.0, "features", 9.3, "low", 150.0),
        Map.of("commit", "0123456789abcdef0123456789abcdef01234567", "seed", "7"));
  }

  private static Map<String, Double> ordered(Object... pairs) {
    Map<String, Double> out = new LinkedHashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      out.put((String) pairs[i], (Double) pairs[i + 1]);
    }
    return out;
  }

  private static EvaluationResult evaluation() {
    Protocol protocol =
        new Protocol(
            List.of(
                new Network(
                    "classifier",
                    "sound classifier of this demo",
                    "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"),
                new Network("audio encoder", "small pair of this demo", "ab".repeat(32))),
            16_000,
            4.096,
            true,
            120,
            1,
            "cd".repeat(32),
            2000,
            7,
            "top-1 of all classes",
            null);
    return new EvaluationResult(
        protocol,
        Map.of("Java", "17.0.15", "processor", "2 cores"),
        List.of(
            system("guidance 0", 14.2, 9.1, 5, ""),
            system("guidance 1", 45, 4.4, 11, ""),
            system("guidance 3", 66.7, 2.9, 17, ""),
            system("shuffled pictures", 11.7, 2.9, 4, "each item scored with another item's sound"),
            system("reconstructions", 92.5, 0.8, 22, "true sounds through the codes and back"),
            system("true sounds", 97.5, 0, 24, "")),
        List.of(
            new Comparison(
                "accuracy (sound classifier of this demo)",
                "guidance 3",
                "guidance 1",
                new Interval(21.7, 12.5, 30.8, 0.95),
                0.0005,
                120)),
        List.of(
            "Frechet distance from 120 clips in 128 dimensions: the covariance has not full rank, so"
                + " the value is biased upwards"),
        null);
  }

  private static SystemResult system(
      String name, double accuracy, double distance, double score, String note) {
    int right = (int) Math.round(accuracy * 15 / 100);
    List<List<Integer>> counts = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      Integer[] row = new Integer[8];
      Arrays.fill(row, 0);
      row[i] = right;
      row[(i + 3) % 8] += (15 - right) / 2;
      row[(i + 5) % 8] += 15 - right - (15 - right) / 2;
      counts.add(List.of(row));
    }
    return new SystemResult(
        name,
        note,
        List.of(
            new MetricResult(
                "accuracy (sound classifier of this demo)",
                "%",
                Direction.HIGHER,
                new Interval(accuracy, accuracy - 5, Math.min(100, accuracy + 5), 0.95),
                120,
                "top-1"),
            new MetricResult(
                "Frechet distance (sound classifier of this demo)",
                "",
                Direction.LOWER,
                new Interval(distance, distance * 0.8, distance * 1.2, 0.95),
                120,
                "120 vectors against 120 of the true sounds"),
            new MetricResult(
                "CLIP-score (small pair of this demo)",
                "",
                Direction.HIGHER,
                new Interval(score, score - 1.5, score + 1.5, 0.95),
                120,
                "")),
        new ConfusionMatrix(KINDS, KINDS, counts),
        List.of(),
        List.of());
  }

  private static RunSummary run(String name, double end) {
    Random random = new Random(1);
    List<Curve.Point> training = new ArrayList<>();
    List<Curve.Point> validation = new ArrayList<>();
    for (int step = 1; step <= 1500; step++) {
      double value = end + 6 * Math.exp(-step / 300.0);
      training.add(new Curve.Point(step, value + 0.25 * random.nextGaussian()));
      if (step % 150 == 0) {
        validation.add(new Curve.Point(step, value + 0.3));
      }
    }
    List<Curve.Point> rate =
        IntStream.range(1, 1501)
            .mapToObj(s -> new Curve.Point(s, 3e-4 / Math.max(1, s / 20.0)))
            .toList();
    return new RunSummary(
        name,
        "language model of 6 layers, width 192",
        "scenes, 480 training items",
        2_345_678,
        1500,
        "CPU, 2 cores",
        150.4,
        Map.of("optimizer.learningRate", "3.0E-4"),
        Map.of("weights.safetensors", "ef".repeat(32)),
        List.of(
            new Curve("loss", training),
            new Curve("validation.loss", validation),
            new Curve("learningRate", rate)));
  }

  private static GalleryItem item(int i) {
    boolean right = i % 3 != 2;
    String kind = KINDS.get(i);
    return new GalleryItem(
        kind,
        "test-" + kind + "-0" + i,
        EmbeddedFile.picture(picture(i), 360),
        List.of(
            new GalleryItem.Sound(
                "generated, guidance 3",
                "heard as " + (right ? kind : "wave"),
                right ? GalleryItem.Verdict.RIGHT : GalleryItem.Verdict.WRONG,
                wav(i),
                EmbeddedFile.png(spectrogram(i))),
            new GalleryItem.Sound(
                "true sound",
                "heard as " + kind,
                GalleryItem.Verdict.RIGHT,
                wav(i + 1),
                EmbeddedFile.png(spectrogram(i + 10)))));
  }

  private static BufferedImage picture(int i) {
    BufferedImage image = new BufferedImage(320, 240, BufferedImage.TYPE_INT_RGB);
    Graphics2D g = image.createGraphics();
    g.setPaint(
        new GradientPaint(
            0,
            0,
            Color.getHSBColor(i / 6f, 0.4f, 0.9f),
            0,
            240,
            Color.getHSBColor(i / 6f + 0.3f, 0.5f, 0.5f)));
    g.fillRect(0, 0, 320, 240);
    g.setPaint(Color.getHSBColor(i / 6f + 0.5f, 0.7f, 0.8f));
    g.fillOval(100 + 10 * i, 70, 100, 100);
    g.dispose();
    return image;
  }

  private static BufferedImage spectrogram(int seed) {
    BufferedImage image = new BufferedImage(256, 80, BufferedImage.TYPE_INT_RGB);
    Random random = new Random(seed);
    for (int x = 0; x < 256; x++) {
      for (int y = 0; y < 80; y++) {
        float v = (float) Math.max(0, Math.sin(y / 4.0 + seed) * Math.exp(-(x % 64) / 30.0));
        image.setRGB(
            x, y, Color.HSBtoRGB(0.75f - 0.6f * v, 0.9f, 0.15f + 0.8f * v * random.nextFloat()));
      }
    }
    return image;
  }

  /** A second of a tone as 16-bit WAV. */
  private static EmbeddedFile wav(int i) {
    int n = 8000;
    ByteBuffer out = ByteBuffer.allocate(44 + 2 * n).order(ByteOrder.LITTLE_ENDIAN);
    out.put("RIFF".getBytes(StandardCharsets.US_ASCII)).putInt(36 + 2 * n);
    out.put("WAVEfmt ".getBytes(StandardCharsets.US_ASCII)).putInt(16);
    out.putShort((short) 1).putShort((short) 1).putInt(8000).putInt(16000);
    out.putShort((short) 2).putShort((short) 16);
    out.put("data".getBytes(StandardCharsets.US_ASCII)).putInt(2 * n);
    for (int k = 0; k < n; k++) {
      out.putShort((short) (9000 * Math.sin(2 * Math.PI * (220 + 40 * i) * k / 8000)));
    }
    return new EmbeddedFile("audio/wav", out.array());
  }
}
