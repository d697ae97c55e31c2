package io.im2wav4j.encoders.tflite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.im2wav4j.core.error.UserError;
import io.im2wav4j.encoders.onnx.OnnxNetwork;
import io.im2wav4j.encoders.onnx.OnnxPort;
import io.im2wav4j.encoders.onnx.OnnxSignature;
import io.im2wav4j.encoders.tflite.MadeUpTflite.Said;
import io.im2wav4j.encoders.tflite.MadeUpTflite.Storage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Networks of the published layouts in small, converted, against plain arithmetic in double. */
class TfliteConverterTest {
  private static final TfliteLayout SOUNDS =
      new TfliteLayout("YAMNet", "logmel", 24, 16, 1, true, "scores", 5, 12);
  private static final TfliteLayout PICTURES =
      new TfliteLayout("MobileNetV2", "x", 21, 21, 3, false, "probs", 7, 10);

  @TempDir Path folder;

  private static MadeUpTflite sounds(Storage storage) {
    MadeUpTflite network = new MadeUpTflite(storage, 1);
    network.waveform(24, 16);
    network.convolution(3, 4, 2, true, 1);
    network.depthwise(3, 1, true, 1);
    network.convolution(1, 6, 1, true, 1);
    network.depthwise(3, 2, true, 1);
    network.convolution(1, 12, 1, true, 1);
    network.embedding(true);
    network.linear(5);
    network.scores(false);
    return network;
  }

  private static MadeUpTflite pictures(Storage storage) {
    MadeUpTflite network = new MadeUpTflite(storage, 2);
    network.pictures(21, 3, -1);
    network.convolution(3, 6, 2, true, 3);
    network.depthwise(3, 1, true, 3);
    network.convolution(1, 4, 1, true, 0);
    int[] shortcut = network.here();
    network.convolution(1, 8, 1, true, 3);
    network.depthwise(3, 1, true, 3);
    network.convolution(1, 4, 1, true, 0);
    network.plus(shortcut);
    network.padding(0, 1);
    network.depthwise(3, 2, false, 3);
    network.convolution(1, 10, 1, true, 3);
    network.embedding(false);
    network.convolution(1, 7, 1, true, 0);
    network.reshape();
    network.scores(true);
    return network;
  }

  private void agrees(MadeUpTflite network, TfliteLayout layout) throws IOException {
    Path tflite = Files.write(folder.resolve("network.tflite"), network.toFile());
    byte[] graph = TfliteConverter.toOnnx(layout, tflite);
    assertThat(TfliteConverter.toOnnx(layout, tflite)).isEqualTo(graph);
    Path onnx = Files.write(folder.resolve("network.onnx"), graph);

    int items = 3;
    int size = layout.height() * layout.width();
    Random random = new Random(3);
    float[] given = new float[items * layout.channels() * size];
    for (int i = 0; i < given.length; i++) {
      // Beyond the range of integers too.
      given[i] = (float) random.nextGaussian() * (layout.channels() == 1 ? 2 : 0.6f);
    }
    OnnxPort planes =
        layout.channels() == 1
            ? OnnxPort.batched(layout.input(), layout.height(), layout.width())
            : OnnxPort.batched(layout.input(), layout.channels(), layout.height(), layout.width());
    OnnxSignature signature =
        new OnnxSignature(
            List.of(planes),
            List.of(
                OnnxPort.batched(layout.scores(), layout.classes()),
                OnnxPort.batched("logits", layout.classes()),
                OnnxPort.batched("embedding", layout.embedding())));
    try (OnnxNetwork converted = OnnxNetwork.open(onnx, signature)) {
      Map<String, float[]> said = converted.run(items, Map.of(layout.input(), given));
      for (int n = 0; n < items; n++) {
        Said expected = network.run(plane(layout, given, n));
        assertEqual(expected.embedding(), said.get("embedding"), n);
        assertEqual(expected.logits(), said.get("logits"), n);
        assertEqual(expected.scores(), said.get(layout.scores()), n);
      }
    }
  }

  /** An item of [N, channels, height, width] as [height, width, channels]. */
  private static Plane plane(TfliteLayout layout, float[] values, int item) {
    Plane plane = new Plane(layout.height(), layout.width(), layout.channels());
    int size = layout.height() * layout.width();
    for (int i = 0; i < plane.values().length; i++) {
      int c = i % layout.channels();
      plane.values()[i] = values[(item * layout.channels() + c) * size + i / layout.channels()];
    }
    return plane;
  }

  private static void assertEqual(double[] expected, float[] rows, int row) {
    double spread = 0;
    for (int i = 0; i < expected.length; i++) {
      assertThat((double) rows[row * expected.length + i]).isCloseTo(expected[i], within(1e-5));
      spread = Math.max(spread, Math.abs(expected[i] - expected[0]));
    }
    assertThat(spread).isGreaterThan(1e-3); // else it would not tell one network from another
  }

  @ParameterizedTest
  @EnumSource(Storage.class)
  void networkOfYamnetsLayout_computesTheSameFromTheLogMelOn(Storage storage) throws IOException {
    agrees(sounds(storage), SOUNDS);
  }

  @ParameterizedTest
  @EnumSource(Storage.class)
  void networkOfMobileNetV2sLayout_computesTheSame(Storage storage) throws IOException {
    agrees(pictures(storage), PICTURES);
  }

  @Test
  void otherNetwork_isRefusedWithWhatTheFileHas() throws IOException {
    Path tflite = Files.write(folder.resolve("a.tflite"), sounds(Storage.FLOAT).toFile());
    assertThatThrownBy(() -> TfliteConverter.toOnnx(PICTURES, tflite))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("no convolution of planes of that size")
        .hasMessageContaining("waveform' FLOAT32 [15600]")
        .hasMessageContaining("operator 131, operator 135, FULLY_CONNECTED")
        .hasMessageContaining("MobileNetV2 with planes of 21 x 21 x 3");
    assertThatThrownBy(() -> TfliteConverter.toOnnx(TfliteLayout.YAMNET, tflite))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("96 x 64 x 1");
    TfliteLayout wider = new TfliteLayout("Y", "logmel", 24, 16, 1, true, "scores", 6, 12);
    assertThatThrownBy(() -> TfliteConverter.toOnnx(wider, tflite))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("12 values of an embedding and 5 classes");
  }

  @Test
  void picturesThatAreNotFromMinusOneToOne_areRefused_andUnknownActivations() throws IOException {
    MadeUpTflite bytes = new MadeUpTflite(Storage.UINT8, 1);
    bytes.pictures(21, 3, 0);
    bytes.convolution(1, 10, 1, true, 0);
    Path from0 = Files.write(folder.resolve("from0.tflite"), bytes.toFile());
    assertThatThrownBy(() -> TfliteConverter.toOnnx(PICTURES, from0))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("an input from 0.0 to 1.0, not from -1 to 1");
    MadeUpTflite network = new MadeUpTflite(Storage.FLOAT, 1);
    network.pictures(21, 3, -1);
    network.convolution(1, 10, 1, true, 5);
    Path odd = Files.write(folder.resolve("odd.tflite"), network.toFile());
    assertThatThrownBy(() -> TfliteConverter.toOnnx(PICTURES, odd))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("activation of number 5");
  }

  @Test
  void damagedFile_givesANetworkOrAUserError() throws IOException {
    byte[] whole = sounds(Storage.INT8).toFile();
    Path file = folder.resolve("damaged.tflite");
    Random random = new Random(4);
    int refused = 0;
    for (int i = 0; i < 1000; i++) {
      byte[] damaged = whole.clone();
      for (int n = random.nextInt(3); n >= 0; n--) {
        damaged[random.nextInt(8, damaged.length)] = (byte) random.nextInt(256);
      }
      if (i % 10 == 0) {
        damaged = Arrays.copyOf(damaged, random.nextInt(damaged.length));
      }
      Files.write(file, damaged);
      try {
        TfliteConverter.toOnnx(SOUNDS, file);
      } catch (UserError e) {
        refused++;
      }
    }
    assertThat(refused).isGreaterThan(100);
  }
}
