package io.im2wav4j.report;

import io.im2wav4j.core.result.ChannelRule;
import io.im2wav4j.core.result.ClassResult;
import io.im2wav4j.core.result.Comparison;
import io.im2wav4j.core.result.ConfusionMatrix;
import io.im2wav4j.core.result.Curve;
import io.im2wav4j.core.result.Direction;
import io.im2wav4j.core.result.EvaluationResult;
import io.im2wav4j.core.result.ExperimentResult;
import io.im2wav4j.core.result.Interval;
import io.im2wav4j.core.result.ItemResult;
import io.im2wav4j.core.result.MetricResult;
import io.im2wav4j.core.result.Network;
import io.im2wav4j.core.result.Protocol;
import io.im2wav4j.core.result.ProtocolSettings;
import io.im2wav4j.core.result.RunSummary;
import io.im2wav4j.core.result.SystemResult;
import io.im2wav4j.core.result.VariantResult;
import io.im2wav4j.report.page.Block;
import io.im2wav4j.report.page.EmbeddedFile;
import io.im2wav4j.report.page.GalleryItem;
import io.im2wav4j.report.page.Page;
import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

/** Results made up for tests of pages: no number of them was measured. */
public final class SampleResults {
  static final String ACCURACY = "accuracy (sound classifier of this demo)";
  static final List<String> KINDS =
      List.of("bell", "bird", "drum", "engine", "footsteps", "rain", "siren", "wave");

  private SampleResults() {}

  /** The page of {@link #evaluation}, with curves, pictures and sounds. */
  public static Page evaluationPage() {
    return EvaluationPage.of(
        evaluation(),
        "A <b>bold</b> claim & a \"quote\"",
        List.of(run("vqvae", 3), run("low", 2), run("up", 4)),
        listening());
  }

  /** The page of {@link #experiment}. */
  public static Page experimentPage() {
    return ExperimentPage.of(experiment(), "Experiment: guidance", listening());
  }

  /** A page as large as that of ImageHear with two sounds for each of 30 classes. */
  public static Page benchmarkPage() {
    List<String> classes = IntStream.range(0, 30).mapToObj(i -> "class " + i).toList();
    List<List<Integer>> counts = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      Integer[] row = new Integer[30];
      Arrays.fill(row, 0);
      row[i]++;
      row[7 * i % 30]++;
      counts.add(List.of(row));
    }
    EvaluationResult few = evaluation();
    SystemResult ours = few.systems().get(2);
    EvaluationResult all =
        new EvaluationResult(
            few.protocol(),
            few.provenance(),
            List.of(
                new SystemResult(
                    "im2wav4j",
                    "",
                    ours.metrics(),
                    new ConfusionMatrix(classes, classes, counts),
                    classes.stream().map(name -> classOf(name, 50)).toList(),
                    ours.items())),
            List.of(),
            few.warnings(),
            null);
    ListeningSection gallery =
        new ListeningSection(
            List.of(
                new Block.Gallery(
                    "Each class",
                    "in the order of the item list",
                    IntStream.range(0, 60).mapToObj(i -> item(i)).toList())),
            "");
    return EvaluationPage.of(all, "ImageHear", List.of(), gallery);
  }

  static ListeningSection listening() {
    return new ListeningSection(
        List.of(
            new Block.Gallery(
                "Some of each class",
                "in the order of the item list",
                IntStream.range(0, 6).mapToObj(SampleResults::item).toList())),
        "");
  }

  static EvaluationResult evaluation() {
    Protocol protocol =
        new Protocol(
            List.of(
                new Network(
                    "classifier",
                    "sound classifier of this demo",
                    "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"),
                new Network("audio encoder", "small pair of this demo", "ab".repeat(32))),
            new ProtocolSettings(16_000, ChannelRule.MEAN, 4.096, true, null, null, 2000, 7),
            120,
            1,
            "cd".repeat(32),
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
                ACCURACY,
                "guidance 3",
                "guidance 1",
                new Interval(21.7, 12.5, 30.8, 0.95),
                0.0005,
                120),
            new Comparison(
                ACCURACY,
                "guidance 1",
                "guidance 0",
                new Interval(1.1, -4.2, 6.3, 0.95),
                0.62,
                120)),
        List.of(
            "the pictures were drawn by a program",
            "Frechet distance from 120 clips in 128 dimensions: the covariance has not full rank, so"
                + " the value is biased upwards"),
        null);
  }

  static SystemResult system(
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
                ACCURACY,
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
        KINDS.stream().map(k -> classOf(k, accuracy)).toList(),
        KINDS.stream().map(SampleResults::itemOf).toList());
  }

  private static ClassResult classOf(String kind, double accuracy) {
    double own = Math.min(100, accuracy + 3 * KINDS.indexOf(kind) - 10);
    return new ClassResult(
        kind,
        15,
        List.of(
            new MetricResult(
                ACCURACY,
                "%",
                Direction.HIGHER,
                new Interval(own, own - 12, Math.min(100, own + 12), 0.95),
                15,
                "")));
  }

  private static ItemResult itemOf(String kind) {
    return new ItemResult(
        "test-" + kind, kind, 0, null, kind + ".wav", null, kind, Map.of(ACCURACY, 100.0));
  }

  /** An experiment over guidance, with a variant that failed. */
  static ExperimentResult experiment() {
    EvaluationResult scored = evaluation();
    List<VariantResult> variants = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      SystemResult system = scored.systems().get(i);
      variants.add(
          new VariantResult(
              system.name(),
              i == 1
                  ? Map.of()
                  : Map.of("generation.low.guidance", system.name().replace("guidance ", "")),
              null,
              List.of(
                  new MetricResult(
                      "bits per code, Low", "bits", Direction.LOWER, Interval.exact(5.25), 1, "")),
              system,
              Map.of("generate", 12.5 + i, "evaluate", 3.0)));
    }
    variants.add(
        new VariantResult(
            "guidance 10",
            Map.of("generation.low.guidance", "10"),
            "the disk was full at the third sound",
            List.of(),
            null,
            Map.of()));
    return new ExperimentResult(
        "guidance",
        "Does guidance make sounds fit their pictures better?",
        "Up to a scale of about three it does.",
        List.of(ACCURACY, "Frechet distance (sound classifier of this demo)"),
        "guidance 1",
        scored.protocol(),
        variants,
        List.of(scored.systems().get(5), scored.systems().get(3)),
        List.of(
            compared("guidance 0", -30.8, -39.2, -21.7, 0.0002),
            compared("guidance 3", 21.7, 12.5, 30.8, 0.0005)),
        List.of("guidance 10 has no sounds"),
        scored.provenance());
  }

  static Comparison compared(String variant, double d, double low, double high, double p) {
    return new Comparison(
        ACCURACY, variant, "guidance 1", new Interval(d, low, high, 0.95), p, 120);
  }

  static RunSummary run(String name, double end) {
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
            new Curve("learningRate", rate)),
        name.equals("vqvae") ? List.of("The codebook of level low is in collapse.") : List.of());
  }

  static GalleryItem item(int i) {
    boolean right = i % 3 != 2;
    String kind = KINDS.get(i % KINDS.size());
    return new GalleryItem(
        kind,
        "test-" + kind + "-0" + i,
        EmbeddedFile.picture(picture(i), 360),
        List.of(
            new GalleryItem.Sound(
                "generated, guidance 3",
                "classified as " + (right ? kind : "wave"),
                right ? GalleryItem.Verdict.RIGHT : GalleryItem.Verdict.WRONG,
                wav(i),
                spectrum(i)),
            new GalleryItem.Sound(
                "true sound",
                "classified as " + kind,
                GalleryItem.Verdict.RIGHT,
                wav(i + 1),
                spectrum(i + 10))));
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

  private static GalleryItem.Spectrogram spectrum(int i) {
    return new GalleryItem.Spectrogram(EmbeddedFile.png(spectrogram(i)), 1, 4000);
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
