package io.im2wav4j.encoders.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.im2wav4j.core.config.Configs;
import io.im2wav4j.core.error.UserError;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OnnxImageEncoderTest {
  private static final int[] NCHW = {0, 3, 2, 2};
  private static final String PICTURE =
      "picture: {size: 2, mean: [0.5, 0.25, 0], std: [0.5, 1, 2]}\n";

  @TempDir private Path folder;
  private final BufferedImage picture = new BufferedImage(2, 2, BufferedImage.TYPE_INT_RGB);

  @BeforeEach
  void paint() {
    picture.setRGB(0, 0, 0xFF0000);
    picture.setRGB(1, 0, 0x00FF00);
    picture.setRGB(0, 1, 0x0000FF);
    picture.setRGB(1, 1, 0x336699);
  }

  @Test
  void valuesAreTheBytesDividedByScale_lessMean_overStd_aPlaneForEachChannel() throws IOException {
    graph(TinyGraph.of("Flatten", NCHW, new int[] {0, 12}));
    assertUnit(
        encode(PICTURE), new double[] {1, -1, -1, -0.6, -0.25, 0.75, -0.25, 0.15, 0, 0, 0.5, 0.3});
  }

  @Test
  void bytesThemselves_bluesFirst_channelsSideBySide() throws IOException {
    graph(TinyGraph.of("Flatten", new int[] {0, 2, 2, 3}, new int[] {0, 12}));
    assertUnit(
        encode(
            "picture: {size: 2, scale: 1, channels: bgr, layout: nhwc, mean: [10, 20, 30], std: [1,"
                + " 1, 1]}\n"),
        new double[] {-10, -20, 225, -10, 235, -30, 245, -20, -30, 143, 82, 21});
  }

  @Test
  void largerPictureIsShrunkToResizeTo_andItsMiddleTaken() throws IOException {
    graph(TinyGraph.of("Flatten", NCHW, new int[] {0, 12}));
    BufferedImage large = new BufferedImage(8, 4, BufferedImage.TYPE_INT_RGB);
    large.createGraphics().drawImage(picture, 3, 1, null);
    String plain = "mean: [0, 0, 0], std: [1, 1, 1]";
    try (OnnxImageEncoder middle =
            OnnxImageEncoder.open(yaml("picture: {size: 2, resizeTo: 4, " + plain + "}\n"));
        OnnxImageEncoder whole =
            OnnxImageEncoder.open(yaml("picture: {size: 2, " + plain + "}\n"));
        OnnxImageEncoder squeezed =
            OnnxImageEncoder.open(
                yaml("picture: {size: 2, resizeTo: 4, resize: both_sides, " + plain + "}\n"))) {
      assertThat(middle.encode(List.of(large))).isEqualTo(whole.encode(List.of(picture)));
      assertThat(squeezed.encode(List.of(large))).isNotEqualTo(whole.encode(List.of(picture)));
    }
  }

  @Test
  void pooledOutputIsAVector_andAGraphOfOneItemTakesAnyNumber() throws IOException {
    graph(TinyGraph.of("GlobalAveragePool", new int[] {1, 3, 2, 2}, new int[] {1, 3, 1, 1}));
    try (OnnxImageEncoder encoder = OnnxImageEncoder.open(yaml(PICTURE))) {
      assertThat(encoder.width()).isEqualTo(3);
      float[][] three = encoder.encode(List.of(picture, picture, picture));
      assertThat(three).hasDimensions(3, 3);
      assertUnit(three[2], new double[] {-1.6, 0.4, 0.8});
    }
  }

  @Test
  void graphThatTheDescriptionDoesNotFit_isRefusedWithItsPorts() throws IOException {
    graph(TinyGraph.of("Flatten", NCHW, new int[] {0, 12}));
    assertRefused(PICTURE + "output: z\n", "outputs y [N, 12]", "did you mean the output 'y'?");
    assertRefused(PICTURE + "input: z\n", "inputs x [N, 3, 2, 2]", "one input 'z' of float32");
    assertRefused(
        "picture: {size: 3, mean: [0, 0, 0], std: [1, 1, 1]}\n",
        "inputs x [N, 3, 2, 2]",
        "[3, 3, 3] an item");
    assertRefused(
        "picture: {size: 2, layout: nhwc, mean: [0, 0, 0], std: [1, 1, 1]}\n",
        "inputs x [N, 3, 2, 2]",
        "[2, 2, 3] an item");
    graph(TinyGraph.of("Neg", NCHW, NCHW));
    assertRefused(PICTURE, "outputs y [N, 3, 2, 2]", "[N, width] or [N, width, 1, 1]");
  }

  @Test
  void wrongDescription_isRefusedAtItsLineWithTheNearestKey() throws IOException {
    graph(TinyGraph.of("Flatten", NCHW, new int[] {0, 12}));
    assertRefused("piture: {}\n", "net.yaml:3: unknown key 'piture'; did you mean 'picture'?");
    assertRefused("picture:\n  sise: 2\n", "net.yaml:4: unknown key 'sise'; did you mean 'size'?");
    String rest = ", mean: [0, 0, 0], std: [1, 1, 1]}\n";
    assertRefused("picture: {size: 0" + rest, "net.yaml:3: size is 0; expected 1 to 1024");
    assertRefused("picture: {size: 4000" + rest, "size is 4000; expected 1 to 1024");
    assertRefused("picture: {size: 8, resizeTo: 4" + rest, "resizeTo is 4; expected size (8)");
    assertRefused("picture: {size: 2, scale: 0" + rest, "scale is 0.0; expected above 0");
    assertRefused("picture: {size: 2, mean: [0], std: [1, 1, 1]}\n", "three numbers");
    assertRefused("picture: {size: 2, mean: [0, 0, 0], std: [1, 0, 1]}\n", "numbers above 0");
    Files.delete(folder.resolve("net.onnx"));
    assertRefused(PICTURE, "net.onnx: no such file");
  }

  @Test
  void howToShowsAWholeDescriptionWithTheDefaults() throws IOException {
    Path howTo = Path.of(System.getProperty("root", "../.."), "docs/how-to/add-an-encoder.md");
    String shown =
        Files.readString(howTo)
            .lines()
            .filter(line -> line.startsWith("    "))
            .map(line -> line.substring(4) + "\n")
            .collect(Collectors.joining());
    OnnxImageConfig config = Configs.parse(shown, "how-to", OnnxImageConfig.class);
    assertThat(config.output()).contains("features");
    String needed = shown.replaceAll("  (resize|filter|channels|layout|scale): .*\n", "");
    assertThat(needed).isNotEqualTo(shown);
    assertThat(Configs.parse(needed, "needed", OnnxImageConfig.class)).isEqualTo(config);
  }

  @Test
  void identityIsTheSettingsAndTheGraph_notTheirPlaceOrComments() throws IOException {
    graph(TinyGraph.of("Flatten", NCHW, new int[] {0, 12}));
    String hash = sha256(PICTURE);
    assertThat(sha256("# the same\n" + PICTURE + "# again\n")).isEqualTo(hash);
    assertThat(sha256(PICTURE.replace("0.25", "0.3"))).isNotEqualTo(hash);
    assertThat(sha256(PICTURE + "output: y\n")).isNotEqualTo(hash);
    Path elsewhere = Files.createDirectory(folder.resolve("elsewhere")).resolve("other.onnx");
    Files.move(folder.resolve("net.onnx"), elsewhere);
    Path yaml = yaml(PICTURE);
    Files.writeString(yaml, Files.readString(yaml).replace("net.onnx", "elsewhere/other.onnx"));
    try (OnnxImageEncoder encoder = OnnxImageEncoder.open(yaml)) {
      assertThat(encoder.sha256()).isEqualTo(hash);
    }
    graph(TinyGraph.of("Flatten", new int[] {1, 3, 2, 2}, new int[] {1, 12}));
    assertThat(sha256(PICTURE)).isNotEqualTo(hash);
  }

  private void graph(byte[] onnx) throws IOException {
    Files.write(folder.resolve("net.onnx"), onnx);
  }

  private Path yaml(String rest) throws IOException {
    return Files.writeString(folder.resolve("net.yaml"), "name: tiny\nweights: net.onnx\n" + rest);
  }

  private float[] encode(String rest) throws IOException {
    try (OnnxImageEncoder encoder = OnnxImageEncoder.open(yaml(rest))) {
      return encoder.encode(List.of(picture))[0];
    }
  }

  private String sha256(String rest) throws IOException {
    try (OnnxImageEncoder encoder = OnnxImageEncoder.open(yaml(rest))) {
      return encoder.sha256();
    }
  }

  private void assertRefused(String rest, String... parts) throws IOException {
    Path yaml = yaml(rest);
    assertThatThrownBy(() -> OnnxImageEncoder.open(yaml))
        .isInstanceOf(UserError.class)
        .hasMessageContainingAll(parts);
  }

  /** That a vector has length 1 and the direction of these values. */
  private static void assertUnit(float[] vector, double[] values) {
    double length = 0;
    for (double v : values) {
      length += v * v;
    }
    assertThat(vector).hasSize(values.length);
    for (int i = 0; i < values.length; i++) {
      assertThat((double) vector[i]).isCloseTo(values[i] / Math.sqrt(length), within(1e-6));
    }
  }
}
