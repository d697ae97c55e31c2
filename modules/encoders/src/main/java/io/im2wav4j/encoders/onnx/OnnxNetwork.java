package io.im2wav4j.encoders.onnx;

import io.im2wav4j.core.error.UserError;
import io.im2wav4j.core.io.PlainFile;
import io.im2wav4j.worker.WorkerLease;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.BiFunction;

/**
 * A frozen network from an ONNX file, run by ONNX Runtime: in a worker process, as a graph that is
 * not what it says can end the process that it is in. One thread at a time.
 */
public final class OnnxNetwork implements AutoCloseable {
  private final OnnxGraph graph;
  private final OnnxSignature signature;

  private OnnxNetwork(OnnxGraph graph, OnnxSignature signature) {
    this.graph = graph;
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
    int all = Runtime.getRuntime().availableProcessors();
    int threads = Integer.getInteger("ai.djl.pytorch.num_threads", all);
    OnnxGraph graph =
        WorkerLease.areWanted()
            ? new RemoteOnnxGraph(file, threads)
            : OnnxSession.open(file, threads);
    try {
      return new OnnxNetwork(graph, choice.apply(file, graph.found()));
    } catch (RuntimeException e) {
      graph.close();
      throw e;
    }
  }

  /**
   * Whether a file may be an ONNX graph, by its first bytes: a message whose first field is the
   * version of the format. A safetensors file can begin so too, but goes on with its JSON.
   */
  public static boolean isOnnx(Path file) {
    PlainFile.require(file, "an ONNX file");
    try (InputStream in = Files.newInputStream(file)) {
      byte[] head = in.readNBytes(9);
      return head.length == 9 && head[0] == 0x08 && head[1] > 0 && head[8] != '{';
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
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
    return graph.run(signature, items, inputs);
  }

  /** Frees the session. */
  @Override
  public void close() {
    graph.close();
  }
}
