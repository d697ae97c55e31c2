package io.im2wav4j.encoders.onnx;

import ai.djl.ndarray.types.Shape;
import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import io.im2wav4j.core.error.UserError;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A graph in this process, run by ONNX Runtime. */
final class OnnxSession implements OnnxGraph {
  private static final long LARGEST_FILE = 1L << 30;

  private final Path file;
  private final OrtEnvironment environment;
  private final OrtSession session;
  private final OnnxSignature found;

  private OnnxSession(Path file, OrtEnvironment environment, OrtSession session)
      throws OrtException {
    this.file = file;
    this.environment = environment;
    this.session = session;
    this.found =
        new OnnxSignature(
            ports(session.getInputInfo().values()), ports(session.getOutputInfo().values()));
  }

  /**
   * Opens a file.
   *
   * @throws UserError where it is no ONNX graph
   */
  static OnnxSession open(Path file, int threads) {
    byte[] graph = read(file);
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    try (OrtSession.SessionOptions options = options(threads)) {
      // Of bytes, not of a path: a graph cannot name further files to be read then.
      return new OnnxSession(file, environment, environment.createSession(graph, options));
    } catch (OrtException e) {
      throw notOnnx(file, "not a whole ONNX graph (" + e.getCode() + ")", e);
    }
  }

  private static byte[] read(Path file) {
    try {
      if (!Files.isRegularFile(file)) {
        throw new UserError(file.toString(), "no such file", "an ONNX file", "Check the path");
      }
      if (Files.size(file) > LARGEST_FILE) {
        throw notOnnx(file, Files.size(file) + " bytes", null);
      }
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }

  private static UserError notOnnx(Path file, String given, Throwable cause) {
    return new UserError(
        file.toString(),
        given,
        "an ONNX file under 1 GiB that holds its weights itself",
        "Fetch or copy it again, and compare its SHA-256",
        cause);
  }

  private static OrtSession.SessionOptions options(int threads) throws OrtException {
    OrtSession.SessionOptions options = new OrtSession.SessionOptions();
    options.setIntraOpNumThreads(threads);
    options.setInterOpNumThreads(1);
    // Threads that wait must not keep a core busy: other stages share it.
    options.addConfigEntry("session.intra_op.allow_spinning", "0");
    options.addConfigEntry("session.inter_op.allow_spinning", "0");
    // What goes wrong comes as an exception; the library would print it as well.
    options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL);
    return options;
  }

  private static List<OnnxPort> ports(Collection<NodeInfo> nodes) {
    return nodes.stream()
        .map(
            node ->
                node.getInfo() instanceof TensorInfo tensor
                    ? new OnnxPort(
                        node.getName(),
                        new Shape(tensor.getShape()),
                        tensor.type == OnnxJavaType.FLOAT)
                    : new OnnxPort(node.getName(), new Shape(), false))
        .toList();
  }

  @Override
  public OnnxSignature found() {
    return found;
  }

  @Override
  public Map<String, float[]> run(OnnxSignature used, int items, Map<String, float[]> inputs) {
    List<OnnxTensor> tensors = new ArrayList<>();
    try {
      Map<String, OnnxTensor> given = new HashMap<>();
      for (OnnxPort port : used.inputs()) {
        long[] shape = port.shape().getShape();
        shape[0] = items;
        FloatBuffer values = FloatBuffer.wrap(inputs.get(port.name()));
        tensors.add(OnnxTensor.createTensor(environment, values, shape));
        given.put(port.name(), tensors.get(tensors.size() - 1));
      }
      Set<String> wanted = new LinkedHashSet<>();
      used.outputs().forEach(port -> wanted.add(port.name()));
      Map<String, float[]> out = new LinkedHashMap<>();
      try (OrtSession.Result result = session.run(given, wanted)) {
        for (OnnxPort port : used.outputs()) {
          out.put(port.name(), values(result.get(port.name()).orElseThrow(), port, items));
        }
      }
      return out;
    } catch (OrtException e) {
      throw failed("an ONNX graph that fails on " + items + " items (" + e.getCode() + ")", e);
    } finally {
      tensors.forEach(OnnxTensor::close);
    }
  }

  private float[] values(Object value, OnnxPort port, int items) {
    if (value instanceof OnnxTensor tensor && tensor.getInfo().type == OnnxJavaType.FLOAT) {
      FloatBuffer values = tensor.getFloatBuffer();
      if (values.remaining() == items * port.itemSize()) {
        float[] copy = new float[values.remaining()];
        values.get(copy);
        return copy;
      }
      value = port.name() + " " + Arrays.toString(tensor.getInfo().getShape());
    }
    throw failed("an ONNX graph that gives " + value + " for " + items + " items", null);
  }

  private UserError failed(String given, Throwable cause) {
    return new UserError(
        file.toString(),
        given,
        "one that does what its signature says: inputs and outputs of each item",
        "Check that it is the file of this network, whole and unchanged",
        cause);
  }

  @Override
  public void close() {
    try {
      session.close();
    } catch (OrtException e) {
      throw new IllegalStateException("cannot close an ONNX session", e);
    }
  }
}
