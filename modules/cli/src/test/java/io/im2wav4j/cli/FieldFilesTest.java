package io.im2wav4j.cli;

import static io.im2wav4j.cli.FieldFolder.FIELD;
import static io.im2wav4j.cli.FieldFolder.OFFSETS;
import static io.im2wav4j.cli.FieldFolder.PICTURES;
import static io.im2wav4j.cli.FieldFolder.QUADRANTS;
import static io.im2wav4j.cli.FieldFolder.REFUSED;
import static io.im2wav4j.cli.FieldFolder.SOUNDS;
import static io.im2wav4j.cli.FieldFolder.VIDEOS;
import static io.im2wav4j.cli.FieldFolder.id;
import static io.im2wav4j.cli.SeenAndHeard.embedded;
import static io.im2wav4j.cli.SeenAndHeard.onset;
import static io.im2wav4j.cli.SeenAndHeard.peak;
import static io.im2wav4j.cli.SeenAndHeard.picture;
import static io.im2wav4j.cli.SeenAndHeard.quadrants;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.im2wav4j.audio.AudioClip;
import io.im2wav4j.audio.WavFile;
import io.im2wav4j.audio.media.MediaFile;
import io.im2wav4j.audio.media.PictureFile;
import io.im2wav4j.audio.media.VideoFrame;
import io.im2wav4j.core.io.Hashes;
import io.im2wav4j.core.io.Json;
import io.im2wav4j.core.result.EvaluationResult;
import io.im2wav4j.core.result.ItemResult;
import io.im2wav4j.features.FeatureStore;
import io.im2wav4j.models.codec.CodeLevel;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Files as people have them ({@code -DrealData=DIR}, folder {@code field}): each gives its right
 * value by each command that reads it. What a command makes of a file is held against what it makes
 * of a plain counterpart, a float WAV or a PNG with the right content.
 */
class FieldFilesTest {
  private static final List<String> COLUMNS =
      List.of("read", "scan", "prepare", "generate", "reconstruct", "evaluate", "report");

  @TempDir Path folder;

  private FieldFolder files;
  private final ValueTable table = new ValueTable(FIELD);

  @BeforeAll
  static void needsTheFolder() {
    assumeTrue(Files.isDirectory(FIELD), "field files absent");
  }

  @Test
  void everyFileGivesItsValueThroughEveryCommandThatReadsIt() throws IOException {
    files = new FieldFolder(folder);
    counterparts();
    scan();
    reconstruct();
    prepare();
    generate();
    evaluateAndReport();
    table.write(Path.of("target", "field-files.md"), COLUMNS);
    assertThat(table.wrong()).isEmpty();
  }

  /** What is read of each file, which is then the content of its counterpart. */
  private void counterparts() throws IOException {
    for (var sound : SOUNDS.entrySet()) {
      String name = sound.getKey();
      table.attempt(
          name,
          "read",
          () -> {
            AudioClip clip = MediaFile.audio(FIELD.resolve(name));
            WavFile.write(files.counterpart(name, ".wav"), clip, WavFile.Encoding.FLOAT_32);
            double onset = onset(clip);
            String value =
                String.format(
                    Locale.ROOT,
                    "%.3f s, %d ch, peak %.3f, begins %.3f s",
                    clip.length() / (double) clip.sampleRate(),
                    clip.channels().length,
                    peak(clip),
                    onset);
            boolean right =
                Double.isNaN(sound.getValue()) || Math.abs(onset - sound.getValue()) < 0.02;
            if (name.matches("good.wav|pipe.*|data_16.*")) {
              right = clip.length() == 16_000 && Math.abs(peak(clip) - 0.5) < 1e-3;
            }
            return new ValueTable.Value(value, right);
          });
    }
    for (var quadrant : QUADRANTS.entrySet()) {
      String name = quadrant.getKey();
      table.attempt(
          name,
          "read",
          () -> {
            BufferedImage image = picture(FIELD.resolve(name));
            boolean tall = name.startsWith("exif");
            String colours = quadrants(image);
            return new ValueTable.Value(
                image.getWidth() + " x " + image.getHeight() + " " + colours,
                colours.equals(quadrant.getValue())
                    && image.getWidth() == (tall ? 64 : 128)
                    && image.getHeight() == (tall ? 128 : 64));
          });
    }
    for (String name : PICTURES) {
      table.attempt(
          name,
          "read",
          () -> {
            BufferedImage image = PictureFile.read(FIELD.resolve(name));
            ImageIO.write(image, "png", files.counterpart(name, ".png").toFile());
            return new ValueTable.Value(
                image.getWidth()
                    + " x "
                    + image.getHeight()
                    + (QUADRANTS.containsKey(name) ? " " + quadrants(image) : ""),
                true);
          });
    }
    table.attempt(
        "vfr.mp4",
        "read",
        () -> {
          List<VideoFrame> frames = MediaFile.frames(FIELD.resolve("vfr.mp4"), 0, 6, 4);
          return new ValueTable.Value(frames.size() + " frames at 4/s", frames.size() == 24);
        });
  }

  private void scan() throws IOException {
    List<String> names = new ArrayList<>(SOUNDS.keySet());
    names.addAll(PICTURES);
    names.addAll(List.of("quad.mp4", "quad_hflip.mp4"));
    names.addAll(REFUSED);
    for (String name : names) {
      table.attempt(
          name,
          "scan",
          () -> {
            Path list = files.manifest("scan-" + name, List.of(name));
            JsonNode scan =
                new ObjectMapper().readTree(CommandRun.ok("data", "scan", "--json", list).out());
            int broken = scan.path("broken").size();
            String value =
                String.format(
                    Locale.ROOT,
                    "%s, sound %.3f s, channels %s, pictures %d%s",
                    broken == 0 ? "usable" : "refused: " + scan.path("broken").get(0).asText(),
                    3600 * scan.path("hours").asDouble(),
                    scan.path("channels"),
                    scan.path("withPicture").asInt(),
                    scan.path("warnings").toString().contains("full scale") ? ", warned of" : "");
            boolean soundless = name.startsWith("quad") && name.endsWith(".mp4");
            boolean right = (REFUSED.contains(name) || soundless) == (broken == 1);
            if (soundless) {
              right &= scan.path("withPicture").asInt() == 1 && value.contains("no sound in it");
            }
            if (name.equals("both_late_5.mkv")) {
              right &= Math.abs(3600 * scan.path("hours").asDouble() - 3) < 0.05;
            }
            if (name.equals("cover.mp3")) {
              right &= scan.path("withPicture").asInt() == 0 && scan.path("frameRates").isEmpty();
            }
            if (name.equals("f32_int16_scale.wav")) {
              right &= scan.path("warnings").toString().contains("far over full scale");
            }
            if (name.equals("center51.m4a")) {
              right &= scan.path("channels").has("6");
            }
            return new ValueTable.Value(value, right);
          });
    }
  }

  private void reconstruct() throws IOException {
    Path vqvae = TinyPipeline.get().runs("vqvae");
    for (String name : SOUNDS.keySet()) {
      table.attempt(
          name,
          "reconstruct",
          () -> {
            Path ours = one(folder.resolve("back-" + name), "reconstruct", vqvae, FIELD, name);
            Path plain = files.counterpart(name, ".wav");
            Path theirs =
                one(
                    folder.resolve("back-plain-" + name),
                    "reconstruct",
                    vqvae,
                    plain.getParent(),
                    plain.getFileName().toString());
            return same(ours, theirs);
          });
    }
    for (String name : REFUSED) {
      table.refused(
          name,
          "reconstruct",
          "reconstruct",
          "--vqvae",
          vqvae,
          "--out",
          folder.resolve("back-refused-" + name),
          FIELD.resolve(name));
    }
  }

  private void prepare() throws IOException {
    Path field = folder.resolve("features-field");
    Path plain = folder.resolve("features-plain");
    table.attempt(
        "good.wav",
        "prepare",
        () -> {
          List<String> names = List.copyOf(SOUNDS.keySet());
          prepare(files.manifest("prepare-field", names, false, f -> !VIDEOS.contains(f)), field);
          prepare(files.manifest("prepare-plain", names, true, f -> true), plain);
          return new ValueTable.Value("", true);
        });
    try (FeatureStore ours = FeatureStore.open(field);
        FeatureStore theirs = FeatureStore.open(plain)) {
      for (String name : SOUNDS.keySet()) {
        table.attempt(
            name,
            "prepare",
            () -> {
              int[] codes = ours.codes(id(name), CodeLevel.UP);
              boolean same =
                  Arrays.equals(codes, theirs.codes(id(name), CodeLevel.UP))
                      && Arrays.equals(
                          ours.codes(id(name), CodeLevel.LOW),
                          theirs.codes(id(name), CodeLevel.LOW));
              String frames = "";
              if (name.equals("vfr.mp4")) {
                int count = ours.frames(id(name)).length;
                same &= count == 24;
                frames = ", " + count + " frames";
              }
              return new ValueTable.Value(codes.length + " codes" + frames, same);
            });
      }
    }
    for (String name : REFUSED) {
      table.attempt(
          name,
          "prepare",
          () -> {
            Path out = folder.resolve("features-" + name);
            CommandRun run =
                prepareRun(
                    files.manifest("prepare-" + name, List.of(name, "good.wav"), false, f -> true),
                    out);
            String skipped =
                (run.out() + run.err())
                    .lines()
                    .filter(l -> l.contains(name))
                    .findFirst()
                    .orElse("");
            return new ValueTable.Value(skipped, skipped.startsWith("skipped " + id(name)));
          });
    }
  }

  private void generate() throws IOException {
    Path models = TinyPipeline.get().runs();
    for (String name : PICTURES) {
      table.attempt(
          name,
          "generate",
          () -> {
            Path ours = one(folder.resolve("made-" + name), "--image", models, FIELD, name);
            Path png = files.counterpart(name, ".png");
            Path theirs =
                one(
                    folder.resolve("made-plain-" + name),
                    "--image",
                    models,
                    png.getParent(),
                    png.getFileName().toString());
            return same(ours, theirs);
          });
    }
    for (String name : VIDEOS) {
      table.attempt(
          name,
          "generate",
          () -> {
            one(folder.resolve("made-" + name), "--video", models, FIELD, name);
            return new ValueTable.Value("made", true);
          });
    }
    for (String name : List.of("cover.mp3", "self.mp4", "audio_hole.mkv", "good.wav")) {
      table.refused(
          name,
          "generate",
          "generate",
          "--models",
          models,
          "--video",
          FIELD.resolve(name),
          "--out",
          folder.resolve("made-refused-" + name));
    }
  }

  private void evaluateAndReport() throws IOException {
    Path models = TinyPipeline.get().runs();
    Path field = folder.resolve("evaluation-field");
    Path plain = folder.resolve("evaluation-plain");
    List<String> names = new ArrayList<>(SOUNDS.keySet());
    table.attempt(
        "good.wav",
        "evaluate",
        () -> {
          Path list = files.manifest("evaluate-field", names, false, f -> true);
          evaluate(list, field, "--models", models, "--seconds", 7);
          list = files.manifest("evaluate-plain", names, true, f -> true);
          evaluate(list, plain, "--models", models, "--seconds", 7);
          return new ValueTable.Value("", true);
        });
    Map<String, ItemResult> theirs = items(plain);
    items(field)
        .forEach(
            (id, item) ->
                table.put(
                    names.stream().filter(n -> id(n).equals(id)).findFirst().orElseThrow(),
                    "evaluate",
                    "answers " + item.predictedLabel(),
                    item.scores().equals(theirs.get(id).scores())));
    Path onsets = folder.resolve("evaluation-onsets");
    Path protocol =
        Files.writeString(
            folder.resolve("onsets.yaml"),
            "clipSeconds: 3\nonsets: {window: 0.6, events: motion, motionFrameRate: 25}\n");
    table.attempt(
        "clap.mp4",
        "evaluate",
        () -> {
          List<String> videos = OFFSETS.keySet().stream().sorted().toList();
          evaluate(files.manifest("evaluate-onsets", videos), onsets, "--protocol", protocol);
          return new ValueTable.Value("", true);
        });
    Map<String, ItemResult> timed = items(onsets);
    OFFSETS.forEach(
        (name, offset) -> {
          double measured =
              timed.get(id(name)).scores().entrySet().stream()
                  .filter(e -> e.getKey().contains("offset"))
                  .mapToDouble(e -> e.getValue() / 1000)
                  .findFirst()
                  .orElse(Double.NaN);
          table.put(
              name,
              "evaluate",
              String.format(Locale.ROOT, "onset %.3f s after the flash", measured),
              Math.abs(measured - offset) < 0.05);
        });
    for (String name : REFUSED) {
      table.refused(
          name,
          "evaluate",
          "evaluate",
          "--data",
          files.manifest("evaluate-" + name, List.of(name, "good.wav")),
          "--true-sounds",
          "--models",
          models,
          "--out",
          folder.resolve("evaluation-" + name));
    }
    report(field, names);
    pictures(models);
  }

  private void report(Path evaluation, List<String> names) throws IOException {
    table.attempt(
        "good.wav",
        "report",
        () -> {
          CommandRun.ok("report", evaluation);
          return new ValueTable.Value("", true);
        });
    List<Double> lengths = new ArrayList<>();
    for (byte[] wav : embedded(evaluation.resolve("report.html"), "audio/wav")) {
      Path file = Files.write(folder.resolve("embedded.wav"), wav);
      AudioClip clip = MediaFile.audio(file);
      lengths.add(clip.length() / (double) clip.sampleRate());
    }
    for (String name : names) {
      table.attempt(
          name,
          "report",
          () -> {
            AudioClip clip = MediaFile.audio(files.counterpart(name, ".wav"));
            double seconds = clip.length() / (double) clip.sampleRate();
            return new ValueTable.Value(
                String.format(Locale.ROOT, "plays %.3f s", seconds),
                lengths.stream().anyMatch(l -> Math.abs(l - seconds) < 1e-3));
          });
    }
  }

  /** Sounds that were made for pictures, evaluated and shown with them. */
  private void pictures(Path models) throws IOException {
    List<String> names = new ArrayList<>(PICTURES);
    names.addAll(List.of("quad.mp4", "quad_hflip.mp4"));
    Path list = files.manifest("pictures", names);
    Path made = folder.resolve("made-all");
    Path out = folder.resolve("evaluation-pictures");
    table.attempt(
        "quad.png",
        "evaluate",
        () -> {
          CommandRun.ok("generate", "--models", models, "--manifest", list, "--out", made);
          evaluate(list, out, "--models", models, "--wavs", "ours=" + made);
          CommandRun.ok("report", out);
          return new ValueTable.Value("", true);
        });
    List<String> shown = new ArrayList<>();
    for (String type : List.of("image/png", "image/jpeg")) {
      for (byte[] bytes : embedded(out.resolve("report.html"), type)) {
        BufferedImage image = ImageIO.read(new ByteArrayInputStream(bytes));
        shown.add(image.getWidth() > image.getHeight() ? quadrants(image) : quadrants(image) + "|");
      }
    }
    Map<String, ItemResult> items = items(out);
    for (String name : names) {
      table.put(name, "evaluate", "scored", items.containsKey(id(name)));
      String colours = QUADRANTS.get(name);
      if (colours != null) {
        String wanted = name.startsWith("exif") ? colours + "|" : colours;
        table.put(name, "report", "shown " + colours, shown.contains(wanted));
      } else {
        table.put(name, "report", "shown", shown.size() >= names.size());
      }
    }
  }

  private static CommandRun prepareRun(Path list, Path out) {
    TinyPipeline models = TinyPipeline.get();
    return CommandRun.of(
        "data",
        "prepare",
        "--data",
        list,
        "--encoder",
        models.runs("encoder"),
        "--vqvae",
        models.runs("vqvae"),
        "--out",
        out);
  }

  private static void prepare(Path list, Path out) {
    CommandRun run = prepareRun(list, out);
    assertThat(run.exitCode()).as(run.err()).isZero();
  }

  private static void evaluate(Path list, Path out, Object... networks) {
    List<Object> command =
        new ArrayList<>(List.of("evaluate", "--data", list, "--true-sounds", "--out", out));
    command.addAll(List.of(networks));
    if (command.contains("--wavs")) {
      command.remove("--true-sounds");
    }
    CommandRun.ok(command.toArray());
  }

  private static Map<String, ItemResult> items(Path evaluation) {
    Map<String, ItemResult> items = new TreeMap<>();
    if (Files.exists(evaluation.resolve("results.json"))) {
      Json.read(evaluation.resolve("results.json"), EvaluationResult.class)
          .systems()
          .get(0)
          .items()
          .forEach(item -> items.put(item.id(), item));
    }
    return items;
  }

  /** The one sound that a command makes of a file. */
  private Path one(Path out, String how, Path models, Path from, String name) throws IOException {
    if (how.equals("reconstruct")) {
      CommandRun.ok("reconstruct", "--vqvae", models, "--out", out, from.resolve(name));
    } else {
      CommandRun.ok("generate", "--models", models, how, from.resolve(name), "--out", out);
    }
    try (var files = Files.list(out)) {
      return files.filter(f -> f.toString().endsWith(".wav")).findFirst().orElseThrow();
    }
  }

  private static ValueTable.Value same(Path ours, Path theirs) {
    AudioClip clip = MediaFile.audio(ours);
    return new ValueTable.Value(
        String.format(Locale.ROOT, "%.3f s", clip.length() / (double) clip.sampleRate()),
        Hashes.sha256(ours).equals(Hashes.sha256(theirs)));
  }
}
