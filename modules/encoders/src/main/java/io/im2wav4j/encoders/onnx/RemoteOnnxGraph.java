package io.im2wav4j.encoders.onnx;

import io.im2wav4j.encoders.onnx.OnnxService.Task;
import io.im2wav4j.worker.WorkerBounds;
import io.im2wav4j.worker.WorkerData;
import io.im2wav4j.worker.WorkerJob;
import io.im2wav4j.worker.WorkerLease;
import io.im2wav4j.worker.WorkerReply;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** A graph in a worker process, which it may kill. */
final class RemoteOnnxGraph implements OnnxGraph {
  private static final String MEGABYTES = "im2wav.onnx.megabytes";
  private static final String SECONDS = "im2wav.onnx.seconds";

  /** What a request is made of, and what its reply is made to. */
  private interface Request {
    void to(DataOutputStream out) throws IOException;
  }

  private interface Reading<T> {
    T from(DataInputStream in) throws IOException;
  }

  private final Path file;
  private final int threads;
  private final WorkerLease lease;
  private final OnnxSignature found;

  /**
   * Opens a file.
   *
   * @throws io.im2wav4j.core.error.UserError where it is no ONNX graph
   */
  RemoteOnnxGraph(Path file, int threads) {
    this.file = file;
    this.threads = threads;
    this.lease =
        new WorkerLease(
            new WorkerBounds(
                Integer.getInteger(MEGABYTES, 8192),
                Integer.getInteger(SECONDS, 600),
                "raise it by -D" + MEGABYTES + " or -D" + SECONDS + " in IM2WAV_JAVA_OPTS"));
    try {
      this.found = call(Task.OPEN, 0, out -> {}, OnnxTransfer::readSignature);
    } catch (RuntimeException | Error e) {
      lease.close();
      throw e;
    }
  }

  @Override
  public OnnxSignature found() {
    return found;
  }

  @Override
  public Map<String, float[]> run(OnnxSignature used, int items, Map<String, float[]> inputs) {
    int values = inputs.values().stream().mapToInt(some -> some.length).sum();
    return call(
        Task.RUN,
        values,
        out -> {
          OnnxTransfer.write(out, used);
          out.writeInt(items);
          for (OnnxPort port : used.inputs()) {
            float[] some = inputs.get(port.name());
            WorkerData.write(out, some, 0, some.length);
          }
        },
        in -> {
          Map<String, float[]> outputs = new LinkedHashMap<>();
          for (OnnxPort port : used.outputs()) {
            outputs.put(port.name(), OnnxTransfer.readValues(in, items, port));
          }
          return outputs;
        });
  }

  private <T> T call(Task task, int values, Request rest, Reading<T> reading) {
    ByteArrayOutputStream request = new ByteArrayOutputStream(4 * values + 1000);
    DataOutputStream out = new DataOutputStream(request);
    try {
      out.writeByte(task.ordinal());
      WorkerData.writeText(out, file.toString());
      out.writeInt(threads);
      rest.to(out);
      WorkerJob job = new WorkerJob(OnnxService.class, file, request.toByteArray());
      try (WorkerReply reply = lease.call(job)) {
        return reading.from(reply.data());
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read what is computed by " + file, e);
    }
  }

  @Override
  public void close() {
    try {
      if (lease.isHeld()) {
        call(Task.CLOSE, 0, out -> {}, in -> in.read());
      }
    } finally {
      lease.close();
    }
  }
}
