package io.im2wav4j.encoders.mobilenet;

import io.im2wav4j.core.io.Hashes;
import io.im2wav4j.encoders.ImageEncoder;
import io.im2wav4j.encoders.image.PixelReader;
import io.im2wav4j.encoders.image.Pixels;
import io.im2wav4j.encoders.image.ResizeFilter;
import io.im2wav4j.encoders.onnx.OnnxNetwork;
import io.im2wav4j.encoders.onnx.OnnxPort;
import io.im2wav4j.encoders.onnx.OnnxSignature;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * MobileNetV2's features before its last layer, 1,280 wide, scaled to unit length. Of a picture it
 * sees the central 7/8 of width and height, resized to 224 x 224 whatever its shape: how the
 * publisher evaluates its ImageNet networks (preprocess_for_eval of TF-Slim), up to the smoothing
 * of Pillow's resize. A central square as CLIP takes it finds fewer neighbours of the same class.
 */
public final class MobileNetV2Encoder implements ImageEncoder {
  private static final int SIZE = 224;
  private static final int RESIZED = 256;
  private static final int WIDTH = 1280;
  private static final int BATCH = 16;

  private static final String INPUT = "x";
  private static final String EMBEDDING = "embedding";
  private static final OnnxSignature SIGNATURE =
      new OnnxSignature(
          List.of(OnnxPort.batched(INPUT, 3, SIZE, SIZE)),
          List.of(OnnxPort.batched(EMBEDDING, WIDTH)));

  private final OnnxNetwork network;
  private final String sha256;

  private MobileNetV2Encoder(Path onnx) {
    this.network = OnnxNetwork.open(onnx, SIGNATURE);
    this.sha256 = Hashes.sha256(onnx);
  }

  /**
   * Opens the network.
   *
   * @param onnx input x [N, 3, 224, 224] in [-1, 1], output embedding [N, 1280]
   */
  public static MobileNetV2Encoder open(Path onnx) {
    return new MobileNetV2Encoder(onnx);
  }

  @Override
  public String name() {
    return "MobileNetV2";
  }

  @Override
  public String sha256() {
    return sha256;
  }

  @Override
  public int width() {
    return WIDTH;
  }

  @Override
  public float[][] encode(List<BufferedImage> images) {
    float[][] out = new float[images.size()][WIDTH];
    int size = 3 * SIZE * SIZE;
    for (int from = 0; from < out.length; from += BATCH) {
      List<BufferedImage> part = images.subList(from, Math.min(out.length, from + BATCH));
      float[] planes = new float[part.size() * size];
      for (int i = 0; i < part.size(); i++) {
        planes(square(part.get(i)).data(), planes, i * size);
      }
      float[] values = network.run(part.size(), Map.of(INPUT, planes)).get(EMBEDDING);
      for (int i = 0; i < part.size(); i++) {
        unitLength(values, i * WIDTH, out[from + i]);
      }
    }
    return out;
  }

  private static Pixels square(BufferedImage image) {
    int margin = (RESIZED - SIZE) / 2;
    return PixelReader.read(image)
        .resize(RESIZED, RESIZED, ResizeFilter.BILINEAR)
        .crop(margin, margin, SIZE, SIZE)
        .toRgb();
  }

  private static void planes(byte[] rgb, float[] out, int offset) {
    int n = SIZE * SIZE;
    for (int i = 0; i < n; i++) {
      for (int c = 0; c < 3; c++) {
        out[offset + c * n + i] = (rgb[i * 3 + c] & 0xFF) / 127.5f - 1;
      }
    }
  }

  private static void unitLength(float[] values, int offset, float[] out) {
    double squares = 0;
    for (int i = 0; i < WIDTH; i++) {
      squares += (double) values[offset + i] * values[offset + i];
    }
    double scale = squares == 0 ? 0 : 1 / Math.sqrt(squares);
    for (int i = 0; i < WIDTH; i++) {
      out[i] = (float) (values[offset + i] * scale);
    }
  }

  @Override
  public void close() {
    network.close();
  }
}
