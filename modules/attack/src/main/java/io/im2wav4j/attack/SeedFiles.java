package io.im2wav4j.attack;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.im2wav4j.audio.AudioClip;
import io.im2wav4j.audio.WavFile;
import io.im2wav4j.core.archive.TorchCheckpointWriter;
import io.im2wav4j.core.config.Configs;
import io.im2wav4j.core.io.Json;
import io.im2wav4j.core.result.ChannelRule;
import io.im2wav4j.core.result.Direction;
import io.im2wav4j.core.result.EvaluationResult;
import io.im2wav4j.core.result.Interval;
import io.im2wav4j.core.result.MetricResult;
import io.im2wav4j.core.result.Protocol;
import io.im2wav4j.core.result.ProtocolSettings;
import io.im2wav4j.core.result.SystemResult;
import io.im2wav4j.core.tensor.SafetensorsWriter;
import io.im2wav4j.core.tensor.Tensor;
import io.im2wav4j.data.scenes.SceneConfig;
import io.im2wav4j.data.scenes.SceneDataSet;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.imageio.ImageIO;

/** Small good files of every kind that the program reads, made by its own writers and Java's. */
record SeedFiles(List<Seed> all) {
  /** A good file and its reader. */
  record Seed(Reader reader, Path file) {}

  /** More kinds, where there is an ffmpeg program: name, and how it is told to write it. */
  private static final Map<String, String> BY_FFMPEG =
      Map.ofEntries(
          Map.entry("a.flac", "-i sound.wav"),
          Map.entry("a.mp3", "-i sound.wav"),
          Map.entry("a.ogg", "-i sound.wav -ac 2 -strict -2 -c:a vorbis"),
          Map.entry("a.m4a", "-i sound.wav -c:a aac"),
          Map.entry("v.mp4", "-i film.avi -c:v mpeg4 -c:a aac"),
          Map.entry("v.mkv", "-i film.avi -c:v mjpeg -c:a flac"),
          Map.entry("v.webm", "-i film.avi -c:v libvpx -c:a libopus"),
          Map.entry("v.mov", "-i film.avi -c:v mjpeg -c:a pcm_s16le"),
          Map.entry("p.webp", "-i picture.png"),
          Map.entry("p.avif", "-i picture.png"));

  /** Makes them, once for a folder. */
  static SeedFiles make(Path folder) throws IOException {
    if (!Files.exists(folder.resolve("made"))) {
      Files.createDirectories(folder);
      sounds(folder);
      pictures(folder);
      film(folder);
      weights(folder);
      texts(folder);
      byFfmpeg(folder);
      Files.writeString(folder.resolve("made"), "");
    }
    try (Stream<Path> files = Files.list(folder)) {
      return new SeedFiles(
          files
              .filter(f -> reader(f) != null)
              .sorted()
              .flatMap(
                  f ->
                      reader(f) == Reader.FILM
                          ? Stream.of(new Seed(Reader.FILM, f), new Seed(Reader.DUB, f))
                          : Stream.of(new Seed(reader(f), f)))
              .toList());
    }
  }

  private static Reader reader(Path file) {
    String name = file.getFileName().toString();
    if (name.equals("resolved.yaml") || name.startsWith("---g")) {
      return null; // companions
    }
    return switch (name.substring(name.lastIndexOf('.') + 1)) {
      case "png", "jpg", "gif", "bmp", "tif", "webp", "avif" -> Reader.PICTURE;
      case "wav", "flac", "mp3", "ogg", "m4a" -> Reader.SOUND;
      case "avi", "mp4", "mkv", "webm", "mov" -> Reader.FILM;
      case "safetensors" -> Reader.SAFETENSORS;
      case "pth" -> Reader.TORCH;
      case "onnx" -> Reader.ONNX;
      case "tflite" -> Reader.TFLITE;
      case "yaml" -> Reader.YAML;
      case "json" -> Reader.RESULTS;
      case "jsonl" -> Reader.METRICS;
      case "txt" -> Reader.MERGES;
      case "csv" -> name.startsWith("manifest") ? Reader.MANIFEST : Reader.LIST;
      default -> null;
    };
  }

  private static void sounds(Path folder) {
    SplittableRandom random = new SplittableRandom(1);
    float[] samples = new float[4000];
    for (int i = 0; i < samples.length; i++) {
      samples[i] = (float) (0.4 * Math.sin(0.2 * i) + 0.1 * random.nextDouble());
    }
    for (WavFile.Encoding encoding : WavFile.Encoding.values()) {
      WavFile.write(folder.resolve(encoding + ".wav"), AudioClip.mono(samples, 8000), encoding);
    }
    WavFile.write(
        folder.resolve("sound.wav"), AudioClip.mono(samples, 8000), WavFile.Encoding.values()[0]);
  }

  private static void pictures(Path folder) throws IOException {
    BufferedImage image = new BufferedImage(32, 24, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < 32 * 24; i++) {
      image.setRGB(i % 32, i / 32, i * 7919);
    }
    for (String kind : List.of("png", "jpg", "gif", "bmp", "tif")) {
      ImageIO.write(image, kind, folder.resolve("picture." + kind).toFile());
    }
  }

  private static void film(Path folder) throws IOException {
    Path scenes = folder.resolve("scenes");
    SceneDataSet.write(scenes, new SceneConfig(1, 0, 0, 0.5, 8000, 64, 64, 8, 1), scene -> {});
    try (Stream<Path> files = Files.walk(scenes)) {
      Path film =
          files.filter(f -> f.toString().endsWith(".avi")).sorted().findFirst().orElseThrow();
      Files.copy(film, folder.resolve("film.avi"));
    }
  }

  private static void weights(Path folder) throws IOException {
    Map<String, Tensor> tensors =
        Map.of("w", Tensor.of(new float[24], 4, 6), "i", Tensor.of(new int[] {1, 2, 3}, 3));
    SafetensorsWriter.write(folder.resolve("weights.safetensors"), tensors, Map.of("format", "pt"));
    TorchCheckpointWriter.write(
        folder.resolve("weights.pth"), Map.of("model", tensors, "step", 3L));
    Files.write(folder.resolve("network.onnx"), TinyOnnx.doubling());
    Files.write(folder.resolve("network.tflite"), TinyTflite.network(Map.of()));
  }

  private static void texts(Path folder) throws IOException {
    Files.writeString(
        folder.resolve("scenes.yaml"),
        Configs.toYaml(new SceneConfig(2, 1, 1, 2, 16000, 96, 72, 12, 5)));
    companions(folder);
    Files.writeString(
        folder.resolve("metrics.jsonl"),
        "{\"step\":1,\"loss\":2.5}\n{\"step\":2,\"loss\":2.25}\n{\"step\":3,\"loss\":1e-3}\n");
    Files.writeString(
        folder.resolve("merges.txt"), "#version: 0.2\na n\nan d</w>\nd o\ndo g</w>\nb a\n", UTF_8);
    Files.writeString(
        folder.resolve("vggsound.csv"),
        "---g-f_I2yQ,1,\"people marching\",test\n--0PQM4-hqg,30,\"waterfall burbling\",train\n");
    Files.writeString(
        folder.resolve("manifest.csv"),
        "id,split,label,media,image,start,duration\na,train,dog,sound.wav,picture.png,0,0.5\n");
    MetricResult metric =
        new MetricResult(
            "FAD",
            "",
            Direction.values()[0],
            new Interval(1.5, 1, 2, 0.95),
            8,
            "",
            Map.of("a", 1.0));
    ProtocolSettings settings =
        new ProtocolSettings(16000, ChannelRule.values()[0], 4, true, 4.0, null, 2000, 0);
    Json.write(
        folder.resolve("results.json"),
        new EvaluationResult(
            new Protocol(List.of(), settings, 8, 1, "0".repeat(64), "top class", "true sounds"),
            Map.of("commit", "none"),
            List.of(new SystemResult("ours", "", List.of(metric), null, List.of(), List.of())),
            List.of(),
            List.of("a warning"),
            null));
  }

  /** What stands beside a file of a run folder or a list of clips, for the file to be read. */
  static void companions(Path folder) throws IOException {
    Files.writeString(folder.resolve("resolved.yaml"), "train: 2\n");
    WavFile.write(
        folder.resolve("---g-f_I2yQ_000001.wav"),
        AudioClip.mono(new float[100], 8000),
        WavFile.Encoding.values()[0]);
  }

  private static void byFfmpeg(Path folder) throws IOException {
    for (Map.Entry<String, String> file : BY_FFMPEG.entrySet()) {
      String line = "ffmpeg -v quiet -y " + file.getValue() + " " + file.getKey();
      try {
        Process process = new ProcessBuilder(line.split(" ")).directory(folder.toFile()).start();
        if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
          process.destroyForcibly();
          Files.deleteIfExists(folder.resolve(file.getKey()));
        }
      } catch (IOException e) {
        return; // There is none: these kinds are left out.
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  /** Latin text as bytes. */
  static byte[] latin(String text) {
    return text.getBytes(ISO_8859_1);
  }

  /** Pieces behind each other. */
  static byte[] join(byte[]... pieces) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] piece : pieces) {
      out.writeBytes(piece);
    }
    return out.toByteArray();
  }
}
