package io.im2wav4j.encoders.onnx;

import ai.djl.ndarray.types.Shape;
import io.im2wav4j.core.config.Configs;
import io.im2wav4j.core.config.Names;
import io.im2wav4j.core.error.UserError;
import io.im2wav4j.core.io.Hashes;
import io.im2wav4j.encoders.ImageEncoder;
import io.im2wav4j.encoders.image.ImagePreprocessing;
import io.im2wav4j.encoders.image.Pixels;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** An image encoder made of an ONNX file and its description; vectors are scaled to unit length. */
public final class OnnxImageEncoder implements ImageEncoder {
  private static final int BATCH = 16;

  private final OnnxImageConfig config;
  private final OnnxNetwork network;
  private final OnnxPort output;
  private final String sha256;
  private final int batch;

  private OnnxImageEncoder(OnnxImageConfig config, String description) {
    this.config = config;
    this.network = OnnxNetwork.open(config.weights(), (file, found) -> choose(found, description));
    OnnxPort input = network.signature().inputs().get(0);
    this.output = network.signature().outputs().get(0);
    this.batch = input.batch() == 1 || output.batch() == 1 ? 1 : BATCH;
    this.sha256 = description == null ? Hashes.sha256(config.weights()) : config.sha256();
  }

  /**
   * Opens the network that a YAML describes.
   *
   * @throws UserError where the description is wrong, or does not fit the file that it names
   */
  public static OnnxImageEncoder open(Path yaml) {
    return new OnnxImageEncoder(OnnxImageConfig.read(yaml), yaml.toString());
  }

  /**
   * Opens published weights whose description comes with the program; their hash alone identifies
   * them, as it does other published networks.
   *
   * @param description name of the resource beside this class
   */
  public static OnnxImageEncoder open(String description, Path onnx) {
    try (InputStream in = OnnxImageEncoder.class.getResourceAsStream(description)) {
      String yaml = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      OnnxImageConfig config = Configs.parse(yaml, description, OnnxImageConfig.class);
      return new OnnxImageEncoder(config.withWeights(onnx), null);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + description, e);
    }
  }

  /** The graph's input, and the output that is asked for or the only one that holds vectors. */
  private OnnxSignature choose(OnnxSignature found, String description) {
    int size = config.picture().size();
    long[] item =
        config.picture().layout() == ImagePreprocessing.Layout.NCHW
            ? new long[] {3, size, size}
            : new long[] {size, size, 3};
    List<OnnxPort> inputs =
        found.inputs().stream()
            .filter(port -> config.input().map(port.name()::equals).orElse(true))
            .filter(port -> OnnxPort.batched("", item).itemFits(port))
            .map(
                port ->
                    new OnnxPort(
                        port.name(), new Shape(port.batch()).addAll(new Shape(item)), true))
            .toList();
    List<OnnxPort> outputs =
        found.outputs().stream()
            .filter(port -> config.output().map(port.name()::equals).orElse(true))
            .filter(OnnxPort::isVector)
            .toList();
    if (found.inputs().size() == 1 && inputs.size() == 1 && outputs.size() == 1) {
      return new OnnxSignature(inputs, outputs);
    }
    List<String> names = found.outputs().stream().map(OnnxPort::name).toList();
    throw new UserError(
        config.weights().toString(),
        "an ONNX graph with " + found,
        "one input"
            + config.input().map(name -> " '" + name + "'").orElse("")
            + " of float32 "
            + Arrays.toString(item)
            + " an item, and "
            + config.output().map(name -> "an output '" + name + "'").orElse("one output")
            + " of float32 [N, width] or [N, width, 1, 1]",
        description == null
            ? "Describe another network in a YAML, see docs/how-to/add-an-encoder.md"
            : "Correct "
                + description
                + config
                    .output()
                    .filter(name -> !names.contains(name))
                    .flatMap(name -> Names.nearest(name, names))
                    .map(name -> "; did you mean the output '" + name + "'?")
                    .orElse(""));
  }

  @Override
  public String name() {
    return config.name();
  }

  @Override
  public String sha256() {
    return sha256;
  }

  @Override
  public int width() {
    return output.itemSize();
  }

  @Override
  public Pixels square(BufferedImage image) {
    return config.picture().square(image);
  }

  @Override
  public float[][] encodeSquares(List<Pixels> squares) {
    String input = network.signature().inputs().get(0).name();
    float[][] out = new float[squares.size()][width()];
    for (int from = 0; from < out.length; from += batch) {
      List<Pixels> part = squares.subList(from, Math.min(out.length, from + batch));
      Map<String, float[]> planes = Map.of(input, config.picture().values(part));
      float[] values = network.run(part.size(), planes).get(output.name());
      for (int i = 0; i < part.size(); i++) {
        unitLength(values, i * width(), out[from + i]);
      }
    }
    return out;
  }

  private static void unitLength(float[] values, int offset, float[] out) {
    double squares = 0;
    for (int i = 0; i < out.length; i++) {
      squares += (double) values[offset + i] * values[offset + i];
    }
    double scale = squares == 0 ? 0 : 1 / Math.sqrt(squares);
    for (int i = 0; i < out.length; i++) {
      out[i] = (float) (values[offset + i] * scale);
    }
  }

  @Override
  public void close() {
    network.close();
  }
}
