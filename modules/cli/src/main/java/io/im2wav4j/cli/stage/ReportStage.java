package io.im2wav4j.cli.stage;

import io.im2wav4j.audio.AudioClip;
import io.im2wav4j.audio.WavFile;
import io.im2wav4j.audio.media.MediaFile;
import io.im2wav4j.audio.media.PictureFile;
import io.im2wav4j.audio.resample.Resampler;
import io.im2wav4j.audio.spectral.SpectrogramImage;
import io.im2wav4j.core.error.UserError;
import io.im2wav4j.core.io.Json;
import io.im2wav4j.core.result.DemoResult;
import io.im2wav4j.core.result.EvaluationResult;
import io.im2wav4j.core.result.ItemResult;
import io.im2wav4j.core.result.MetricResult;
import io.im2wav4j.core.result.SystemResult;
import io.im2wav4j.report.BarChart;
import io.im2wav4j.report.EmbeddedFile;
import io.im2wav4j.report.GalleryItem;
import io.im2wav4j.report.KeyNumber;
import io.im2wav4j.report.ReportModel;
import io.im2wav4j.report.ReportPage;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A folder with results.json and the runs behind it becomes one self-contained page. */
public final class ReportStage {
  private static final int PER_LABEL = 2;
  private static final int MOST_ITEMS = 24;
  private static final int PICTURE_SIDE = 220;

  private ReportStage() {}

  /**
   * Writes {@code folder}/report.html.
   *
   * @param folder with results.json
   * @param models the runs behind it, in {@code folder}/runs for the demo
   * @param title of the page
   */
  public static Path run(Path folder, ModelsFolder models, String title) {
    EvaluationResult result = Json.read(folder.resolve("results.json"), EvaluationResult.class);
    Path page = folder.resolve("report.html");
    DemoResult demo = result.demo();
    ReportModel model =
        new ReportModel(
            title,
            demo == null ? summary(result) : summary(demo, result),
            demo == null ? List.of() : keyNumbers(demo),
            RunSummaries.of(models),
            result,
            charts(result),
            gallery(result, folder),
            demo == null ? Map.of() : demo.secondsByStage(),
            result.provenance());
    ReportPage.write(page, model);
    return page;
  }

  private static List<String> summary(EvaluationResult result) {
    return List.of(
        result.systems().size()
            + " systems were scored on "
            + result.protocol().items()
            + " items. "
            + "Every number below belongs to the protocol at the end of this page and to no other.");
  }

  private static List<String> summary(DemoResult demo, EvaluationResult result) {
    List<String> text = new ArrayList<>();
    text.add(
        String.format(
            Locale.ROOT,
            "The models were trained on the built-in scenes and then given %d pictures that training never saw. The sound made"
                + " for a picture was of the right kind in %s of the cases; chance is %s.",
            result.protocol().items(),
            percent(demo.accuracy()),
            percent(1.0 / labels(result))));
    text.add(
        String.format(
            Locale.ROOT,
            "The judge, a small classifier trained on the true sounds of the training split, is right on %s of the true held-out"
                + " sounds and on %s of them after the VQ-VAE's codes. With the pictures shuffled among the items the accuracy"
                + " is %s.",
            percent(demo.trueAccuracy()),
            percent(demo.reconstructionAccuracy()),
            percent(demo.shuffledAccuracy())));
    if (demo.sizePitchCorrelation() != null) {
      text.add(
          String.format(
              Locale.ROOT,
              "Rank correlation of drawn size and pitch of the generated sound, within the kinds that have a pitch: %.2f (true"
                  + " sounds: near -1, for bigger is lower).",
              demo.sizePitchCorrelation()));
    }
    return text;
  }

  private static long labels(EvaluationResult result) {
    return Math.max(
        1, result.systems().get(0).items().stream().map(ItemResult::label).distinct().count());
  }

  private static List<KeyNumber> keyNumbers(DemoResult demo) {
    return List.of(
        new KeyNumber(
            percent(demo.accuracy()), "of the right kind", "sounds for held-out pictures"),
        new KeyNumber(percent(demo.trueAccuracy()), "true sounds", "what the judge gets right"),
        new KeyNumber(
            percent(demo.reconstructionAccuracy()),
            "reconstructions",
            "the ceiling of these codes"),
        new KeyNumber(percent(demo.shuffledAccuracy()), "pictures shuffled", "the floor"));
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.1f %%", 100 * share);
  }

  private static List<BarChart> charts(EvaluationResult result) {
    List<BarChart> charts = new ArrayList<>();
    result.systems().get(0).metrics().stream()
        .map(MetricResult::name)
        .filter(name -> name.startsWith("accuracy"))
        .findFirst()
        .ifPresent(
            name ->
                charts.add(
                    BarChart.ofMetric(
                        "accuracy by system", result, name, 100.0 / labels(result), "chance")));
    return charts;
  }

  /** The main system's items: the same number of each label, in the order of the item list. */
  private static List<GalleryItem> gallery(EvaluationResult result, Path folder) {
    SystemResult main = mainSystem(result);
    Map<String, ItemResult> reconstructed = new HashMap<>();
    for (SystemResult system : result.systems()) {
      if (system.name().equals("reconstructed")) {
        system.items().forEach(item -> reconstructed.put(item.id(), item));
      }
    }
    Map<String, Integer> shown = new HashMap<>();
    List<GalleryItem> items = new ArrayList<>();
    for (ItemResult item : main.items()) {
      String label = item.label() == null ? "" : item.label();
      if (items.size() < MOST_ITEMS
          && item.sample() == 0
          && shown.merge(label, 1, Integer::sum) <= PER_LABEL) {
        items.add(
            galleryItem(
                item,
                reconstructed.get(item.id()),
                main.name(),
                folder,
                result.protocol().clipSeconds()));
      }
    }
    return items;
  }

  /** The system with the highest guidance, or the last one that is neither truth nor shuffled. */
  private static SystemResult mainSystem(EvaluationResult result) {
    return result.systems().stream()
        .filter(
            s ->
                !s.name().equals("true sounds")
                    && !s.name().equals("reconstructed")
                    && !s.name().contains("shuffled"))
        .reduce((first, second) -> second)
        .orElse(result.systems().get(result.systems().size() - 1));
  }

  private static GalleryItem galleryItem(
      ItemResult item, ItemResult reconstructed, String system, Path folder, double seconds) {
    List<GalleryItem.Sound> sounds = new ArrayList<>();
    sounds.add(sound(system, item, folder.resolve(item.generated()), seconds));
    if (reconstructed != null) {
      sounds.add(
          sound(
              "through the codes",
              reconstructed,
              folder.resolve(reconstructed.generated()),
              seconds));
    }
    if (item.reference() != null) {
      sounds.add(sound("true sound", null, folder.resolve(item.reference()), seconds));
    }
    EmbeddedFile image = item.image() == null ? null : picture(folder.resolve(item.image()));
    return new GalleryItem(
        item.label() == null ? item.id() : item.label(), item.id(), image, sounds);
  }

  private static GalleryItem.Sound sound(
      String name, ItemResult scored, Path file, double seconds) {
    AudioClip clip = MediaFile.audio(file, 0, seconds);
    float[] mono = Resampler.toMono(clip, 16_000);
    AudioClip played =
        AudioClip.mono(
            Arrays.copyOf(mono, Math.min(mono.length, (int) (seconds * 16_000))), 16_000);
    boolean judged = scored != null && scored.predictedLabel() != null;
    GalleryItem.Verdict verdict =
        !judged || scored.label() == null
            ? GalleryItem.Verdict.UNKNOWN
            : scored.predictedLabel().equals(scored.label())
                ? GalleryItem.Verdict.RIGHT
                : GalleryItem.Verdict.WRONG;
    return new GalleryItem.Sound(
        name,
        judged ? "heard as " + scored.predictedLabel() : "",
        verdict,
        new EmbeddedFile("audio/wav", wav(played)),
        EmbeddedFile.png(SpectrogramImage.of(played, 240, 96)));
  }

  private static byte[] wav(AudioClip clip) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      WavFile.write(bytes, "memory", clip, WavFile.Encoding.PCM_16);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static EmbeddedFile picture(Path file) {
    try {
      BufferedImage image =
          PictureFile.isPicture(file)
              ? PictureFile.read(file)
              : MediaFile.frames(file, 0, 1, 1).get(0).image();
      return EmbeddedFile.picture(image, PICTURE_SIDE);
    } catch (UserError e) {
      return null;
    }
  }
}
