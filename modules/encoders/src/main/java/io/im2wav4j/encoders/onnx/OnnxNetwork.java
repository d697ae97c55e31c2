package io.im2wav4j.encoders.onnx;

import ai.djl.engine.Engine;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.onnxruntime.engine.OrtNDManager;
import ai.djl.onnxruntime.engine.OrtSymbolBlock;
import ai.djl.training.ParameterStore;
import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import io.im2wav4j.core.error.UserError;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/**
 * A frozen network from an ONNX file, run by DJL's ONNX Runtime engine. One thread at a time.
 *
 * <p>The session is opened here and handed to DJL's block: DJL's own model loader gives neither the
 * outputs' names nor their shapes before a run, and has no setting against spinning threads. The
 * engine ranks behind PyTorch, which stays the default of {@link NDManager#newBaseManager()}.
 */
public final class OnnxNetwork implements AutoCloseable {
  private static final String ENGINE = "OnnxRuntime";
  private static final long LARGEST_FILE = 1L << 30;

  private final NDManager manager;
  private final OrtSymbolBlock block;
  private final OnnxSignature signature;

  private OnnxNetwork(NDManager manager, OrtSymbolBlock block, OnnxSignature signature) {
    this.manager = manager;
    this.block = block;
    this.signature = signature;
  }

  /**
   * Opens a file, with the threads that the tensor engine has.
   *
   * @throws UserError where the file is no ONNX graph, or not one of this signature
   */
  public static OnnxNetwork open(Path file, OnnxSignature signature) {
    return open(file, signature::require);
  }

  /**
   * Opens a file of which the caller decides what to use.
   *
   * @param choice gives of a graph's inputs and outputs those to use, with N as -1, or throws
   */
  static OnnxNetwork open(Path file, BiFunction<Path, OnnxSignature, OnnxSignature> choice) {
    byte[] graph = read(file);
    NDManager manager = Engine.getEngine(ENGINE).newBaseManager();
    OrtSession session = null;
    try (OrtSession.SessionOptions options = options()) {
      // Of bytes, not of a path: a graph cannot name further files to be read then.
      session = OrtEnvironment.getEnvironment().createSession(graph, options);
      OnnxSignature signature = choice.apply(file, signature(session));
      OrtSymbolBlock block = new OrtSymbolBlock(session, (OrtNDManager) manager);
      session = null; // the manager closes it with the block
      return new OnnxNetwork(manager, block, signature);
    } catch (OrtException e) {
      manager.close();
      throw notOnnx(file, "not a whole ONNX graph (" + e.getCode() + ")", e);
    } catch (RuntimeException e) {
      close(session);
      manager.close();
      throw e;
    }
  }

  /**
   * Whether a file may be an ONNX graph, by its first bytes: a message whose first field is the
   * version of the format. A safetensors file can begin so too, but goes on with its JSON.
   */
  public static boolean isOnnx(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] head = in.readNBytes(9);
      return head.length == 9 && head[0] == 0x08 && head[1] > 0 && head[8] != '{';
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
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

  private static OrtSession.SessionOptions options() throws OrtException {
    OrtSession.SessionOptions options = new OrtSession.SessionOptions();
    int all = Runtime.getRuntime().availableProcessors();
    options.setIntraOpNumThreads(Integer.getInteger("ai.djl.pytorch.num_threads", all));
    options.setInterOpNumThreads(1);
    // Threads that wait must not keep a core busy: other stages share it.
    options.addConfigEntry("session.intra_op.allow_spinning", "0");
    options.addConfigEntry("session.inter_op.allow_spinning", "0");
    // What goes wrong comes as an exception; the library would print it as well.
    options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL);
    return options;
  }

  private static OnnxSignature signature(OrtSession session) throws OrtException {
    return new OnnxSignature(
        ports(session.getInputInfo().values()), ports(session.getOutputInfo().values()));
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

  private static void close(OrtSession session) {
    try {
      if (session != null) {
        session.close();
      }
    } catch (OrtException e) {
      throw new IllegalStateException("cannot close an ONNX session", e);
    }
  }

  /** What is used of the graph. */
  OnnxSignature signature() {
    return signature;
  }

  /**
   * Runs a batch.
   *
   * @param items of the batch, N
   * @param inputs for each input of the signature its N items' values, row-major
   * @return for each output of the signature its N items' values, row-major
   */
  public Map<String, float[]> run(int items, Map<String, float[]> inputs) {
    try (NDManager scratch = manager.newSubManager()) {
      NDList list = new NDList();
      for (OnnxPort port : signature.inputs()) {
        Shape shape = new Shape(items).addAll(port.shape().slice(1));
        NDArray array = scratch.create(FloatBuffer.wrap(inputs.get(port.name())), shape);
        array.setName(port.name());
        list.add(array);
      }
      NDList outputs = block.forward(new ParameterStore(scratch, false), list, false);
      outputs.attach(scratch);
      Map<String, float[]> out = new LinkedHashMap<>();
      for (OnnxPort port : signature.outputs()) {
        out.put(port.name(), values(outputs.get(port.name()), port, items));
      }
      return out;
    } catch (EngineException e) {
      throw new IllegalStateException("the ONNX graph failed on " + items + " items", e);
    }
  }

  private static float[] values(NDArray array, OnnxPort port, int items) {
    float[] values = array.toFloatArray();
    if (values.length != items * port.itemSize()) {
      throw new IllegalStateException(
          port + " gave " + array.getShape() + " for " + items + " items");
    }
    return values;
  }

  /** Frees the session. */
  @Override
  public void close() {
    manager.close();
  }
}
