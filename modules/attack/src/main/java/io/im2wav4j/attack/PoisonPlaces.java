package io.im2wav4j.attack;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What is no file, though it is where one should be, and names that no one expects. */
final class PoisonPlaces {
  private static final Map<Reader, String> NAMES =
      Map.ofEntries(
          Map.entry(Reader.PICTURE, "a.png"),
          Map.entry(Reader.SOUND, "a.wav"),
          Map.entry(Reader.FILM, "a.mp4"),
          Map.entry(Reader.DUB, "b.mp4"),
          Map.entry(Reader.SAFETENSORS, "a.safetensors"),
          Map.entry(Reader.TORCH, "a.pth"),
          Map.entry(Reader.ONNX, "a.onnx"),
          Map.entry(Reader.TFLITE, "a.tflite"),
          Map.entry(Reader.YAML, "a.yaml"),
          Map.entry(Reader.RESULTS, "a.json"),
          Map.entry(Reader.METRICS, "metrics.jsonl"),
          Map.entry(Reader.MANIFEST, "manifest.csv"),
          Map.entry(Reader.LIST, "list.csv"),
          Map.entry(Reader.MERGES, "merges.txt"));

  private PoisonPlaces() {}

  /** Its kinds. */
  static List<Poison> all() {
    List<Poison> all = new ArrayList<>();
    for (Reader reader : Reader.values()) {
      String name = NAMES.get(reader);
      String of = " as " + name;
      boolean strict = reader != Reader.METRICS && reader != Reader.MERGES;
      Poison.Content pipe = f -> gone(() -> Trace.shell("mkfifo", f.resolve(name)));
      all.add(new Poison("pipe" + of, reader, name, strict, pipe));
      all.add(new Poison("zeros" + of, reader, name, strict, f -> link(f, name, "/dev/zero")));
      all.add(
          new Poison(
              "folder" + of,
              reader,
              name,
              reader != Reader.LIST && strict,
              f -> gone(() -> Files.createDirectories(f.resolve(name)))));
      all.add(new Poison("link-loop" + of, reader, name, strict, f -> link(f, name, name)));
      all.add(new Poison("link-nowhere" + of, reader, name, strict, f -> link(f, name, "none")));
      all.add(new Poison("empty" + of, reader, name, strict, f -> new byte[0]));
      all.add(
          new Poison(
              "sparse-terabyte" + of,
              reader,
              name,
              strict,
              f -> gone(() -> sparse(f.resolve(name)))));
      all.add(
          new Poison(
              "socket" + of, reader, name, strict, f -> gone(() -> socket(f.resolve(name)))));
    }
    for (String name :
        List.of(
            "a\nb.wav",
            "-y.wav",
            "--help",
            "\u202Egnp.wav",
            "a".repeat(246) + ".wav",
            "%s%n%d.wav",
            "$(touch owned).wav",
            "a;touch owned.wav",
            " .wav",
            "a\u001b[2J.wav",
            "\u0645.wav",
            "a\\b.wav",
            "~.wav",
            "a'b\".wav",
            "#?&.wav",
            "a\rb.wav")) {
      all.add(
          Poison.any(
              "name-" + Integer.toHexString(name.hashCode()),
              Reader.SOUND,
              name,
              f -> PoisonSounds.wav(8000, 1, 16, 800, 800)));
    }
    return all;
  }

  private interface Step {
    void take() throws IOException;
  }

  private static byte[] gone(Step step) throws IOException {
    step.take();
    return null;
  }

  private static byte[] link(Path folder, String name, String target) throws IOException {
    Files.createSymbolicLink(folder.resolve(name), Path.of(target));
    return null;
  }

  private static void sparse(Path file) throws IOException {
    try (RandomAccessFile out = new RandomAccessFile(file.toFile(), "rw")) {
      out.setLength(1L << 40);
    }
  }

  /** A socket's name is short: it is made in the temporary folder and moved. */
  private static void socket(Path file) throws IOException {
    Path near = Files.createTempDirectory("s").resolve("s");
    ServerSocketChannel.open(StandardProtocolFamily.UNIX)
        .bind(UnixDomainSocketAddress.of(near))
        .close();
    Files.move(near, file);
    Files.delete(near.getParent());
  }
}
