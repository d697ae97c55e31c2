package io.im2wav4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDManager;
import io.im2wav4j.core.archive.TorchCheckpoint;
import io.im2wav4j.core.golden.GoldenFolder;
import io.im2wav4j.core.golden.GoldenSuite;
import io.im2wav4j.core.run.Provenance;
import io.im2wav4j.encoders.small.ContrastivePair;
import io.im2wav4j.encoders.small.SmallEncoderConfig;
import io.im2wav4j.encoders.small.SmallModelFiles;
import io.im2wav4j.nn.layer.ParameterFactory;
import io.im2wav4j.nn.weights.Weights;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The reference's checkpoints in and out by the command line. */
class ModelsExchangeTest {
  private static final Path ROOT = Path.of(System.getProperty("root", "../.."));

  @TempDir Path folder;

  @BeforeAll
  static void home() {
    System.setProperty(Provenance.HOME, ROOT.toAbsolutePath().toString());
  }

  private static Path golden(String set, String name) {
    return GoldenFolder.file(set + "/" + name);
  }

  private static CommandRun ok(Object... args) {
    CommandRun run = CommandRun.of(args);
    assertThat(run.exitCode()).as(Arrays.toString(args) + "\n" + run.err()).isZero();
    return run;
  }

  private static CommandRun importAll(String set, Path out) {
    return ok(
        "models",
        "import",
        "--vqvae",
        golden(set, "vqvae.tar"),
        "--low",
        golden(set, "low.tar"),
        "--up",
        golden(set, "up.tar"),
        "--out",
        out);
  }

  /** Those of which the golden set has all three files. */
  static List<String> sets() {
    boolean whole = !GoldenSuite.open("checkpoints/expected").leftOut("low.tar");
    return whole ? List.of("checkpoints", "extended/checkpoints") : List.of("extended/checkpoints");
  }

  @ParameterizedTest
  @MethodSource("sets")
  void importedModels_makeSoundsExportAndComeBackEqual(String set) throws IOException {
    Path models = folder.resolve("models");
    CommandRun run = importAll(set, models);
    assertThat(run.out().lines()).hasSize(3);
    for (String name : List.of("vqvae", "low", "up")) {
      assertThat(models.resolve(name)).isDirectoryContaining("glob:**/{model,done}.json");
      CommandRun described =
          ok("models", "describe", "--config", models.resolve(name).resolve("resolved.yaml"));
      assertThat(described.out()).contains("parameters: ");
    }
    makesASound(models);

    Path tars = folder.resolve("tars");
    ok("models", "export", "--models", models, "--out", tars);
    Path again = folder.resolve("again");
    ok(
        "models",
        "import",
        "--vqvae",
        tars.resolve("vqvae.tar"),
        "--low",
        tars.resolve("low.tar"),
        "--up",
        tars.resolve("up.tar"),
        "--out",
        again);
    for (String name : List.of("vqvae", "low", "up")) {
      assertThat(again.resolve(name).resolve("resolved.yaml"))
          .hasSameTextualContentAs(models.resolve(name).resolve("resolved.yaml"));
      assertThat(again.resolve(name).resolve("model.json"))
          .hasSameTextualContentAs(models.resolve(name).resolve("model.json"));
      Path weights = weights(models.resolve(name));
      assertThat(Files.mismatch(weights, weights(again.resolve(name)))).isEqualTo(-1);
      try (TorchCheckpoint original = TorchCheckpoint.open(golden(set, name + ".tar"));
          TorchCheckpoint exported = TorchCheckpoint.open(tars.resolve(name + ".tar"))) {
        Map<?, ?> want = (Map<?, ?>) original.root();
        Map<?, ?> got = (Map<?, ?>) exported.root();
        assertThat(got.keySet()).isEqualTo(want.keySet());
        assertThat(((Map<?, ?>) got.get("model")).keySet())
            .isEqualTo(((Map<?, ?>) want.get("model")).keySet());
        assertThat(got.get("step")).isEqualTo(want.get("step"));
      }
    }
  }

  private static Path weights(Path run) throws IOException {
    try (var files = Files.walk(run.resolve("checkpoints"))) {
      return files.filter(f -> f.endsWith("ema.safetensors")).findFirst().orElseThrow();
    }
  }

  /** With an image encoder of made-up weights and a made-up picture. */
  private void makesASound(Path models) throws IOException {
    Path encoder = Files.createDirectories(folder.resolve("encoder"));
    SmallEncoderConfig config = SmallEncoderConfig.standard();
    Path weights = encoder.resolve("weights.safetensors");
    try (NDManager manager = NDManager.newBaseManager()) {
      ContrastivePair pair = new ContrastivePair(new ParameterFactory(manager, 3), config);
      Weights.save(weights, pair.state(), Map.of());
    }
    SmallModelFiles.writePair(encoder, config, weights);
    BufferedImage image = new BufferedImage(80, 60, BufferedImage.TYPE_INT_RGB);
    image.createGraphics().fillRect(10, 10, 30, 30);
    image.setRGB(70, 50, Color.ORANGE.getRGB());
    Path picture = folder.resolve("made-up.png");
    ImageIO.write(image, "png", picture.toFile());
    Path sounds = folder.resolve("sounds");
    ok(
        "generate",
        "--image",
        picture,
        "--models",
        models,
        "--encoder",
        encoder,
        "--seconds",
        "0.1",
        "--set",
        "clipSeconds=10",
        "--out",
        sounds);
    assertThat(sounds.resolve("made-up.wav")).isNotEmptyFile();
    assertThat(sounds.resolve("made-up.json")).isNotEmptyFile();
  }

  @Test
  void whatIsImportedAlready_isKeptAndNothingElseIsOverwritten() throws IOException {
    Path models = folder.resolve("models");
    importAll("extended/checkpoints", models);
    Path marker = models.resolve("low").resolve("done.json");
    java.nio.file.attribute.FileTime time = Files.getLastModifiedTime(marker);
    importAll("extended/checkpoints", models);
    assertThat(Files.getLastModifiedTime(marker)).isEqualTo(time);
    CommandRun other =
        CommandRun.of(
            "models", "import", "--vqvae", golden("checkpoints", "vqvae.tar"), "--out", models);
    assertThat(other.exitCode()).isEqualTo(1);
    assertThat(other.err()).contains("there already").hasLineCount(1);
  }

  @Test
  void aFileInTheWrongPlace_isRefusedAndLeavesNothing() throws IOException {
    Path models = folder.resolve("models");
    for (String[] wrong :
        new String[][] {
          {"--low", "up.tar", "Give it as --up"},
          {"--up", "low.tar", "Give it as --low"},
          {"--vqvae", "low.tar", "hps.prior"},
          {"--low", "vqvae.tar", "hps.prior"}
        }) {
      CommandRun run =
          CommandRun.of(
              "models",
              "import",
              wrong[0],
              golden("extended/checkpoints", wrong[1]),
              "--out",
              models);
      assertThat(run.exitCode()).isEqualTo(1);
      assertThat(run.err()).contains(wrong[2]).hasLineCount(1);
    }
    assertThat(models).doesNotExist();
  }

  @Test
  void aMaliciousCheckpoint_isOneLineAndExitCodeOne() throws IOException {
    Path marker = folder.resolve("marker");
    String pickle = "\u0080\2cos\nsystem\nX" + (char) marker.toString().length() + "\0\0\0";
    byte[] magic =
        new byte[] {
          (byte) 0x80,
          2,
          (byte) 0x8a,
          10,
          0x6c,
          (byte) 0xfc,
          (byte) 0x9c,
          0x46,
          (byte) 0xf9,
          0x20,
          0x6a,
          (byte) 0xa8,
          0x50,
          0x19,
          '.'
        };
    String rest =
        "\u0080\2M\u00e9\3.\u0080\2}X\15\0\0\0little_endian\u0088s." + pickle + marker + "\u0085R.";
    byte[] tail = rest.getBytes(StandardCharsets.ISO_8859_1);
    byte[] all = Arrays.copyOf(magic, magic.length + tail.length);
    System.arraycopy(tail, 0, all, magic.length, tail.length);
    Path file = Files.write(folder.resolve("evil.tar"), all);
    CommandRun run =
        CommandRun.of("models", "import", "--vqvae", file, "--out", folder.resolve("x"));
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err())
        .hasLineCount(1)
        .contains("wants os.system")
        .contains("Nothing of it was run");
    assertThat(marker).doesNotExist();
    assertThat(folder.resolve("x")).doesNotExist();
  }

  @Test
  void nothingToImport_isWrongUsage() {
    CommandRun run = CommandRun.of("models", "import", "--out", folder);
    assertThat(run.exitCode()).isEqualTo(2);
    CommandRun absent =
        CommandRun.of("models", "import", "--vqvae", folder.resolve("no.tar"), "--out", folder);
    assertThat(absent.exitCode()).isEqualTo(1);
    assertThat(absent.err()).contains("no such file");
    CommandRun empty =
        CommandRun.of("models", "export", "--models", folder, "--out", folder.resolve("t"));
    assertThat(empty.exitCode()).isEqualTo(1);
    assertThat(empty.err()).contains("no trained model");
  }
}
