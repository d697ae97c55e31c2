package io.im2wav4j.encoders.onnx;

import io.im2wav4j.worker.WorkerData;
import io.im2wav4j.worker.WorkerService;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** Runs a graph in a worker, for {@link RemoteOnnxGraph}; one at a time is open. */
final class OnnxService implements WorkerService {
  /** What is asked for. */
  enum Task {
    OPEN,
    RUN,
    CLOSE
  }

  private OnnxSession session;

  OnnxService() {}

  @Override
  public void serve(DataInputStream request, DataOutputStream reply) throws IOException {
    Task task = Task.values()[request.readByte()];
    Path file = Path.of(WorkerData.readText(request));
    int threads = request.readInt();
    if (task != Task.RUN) {
      close();
    }
    // A process that stands in for another one opens what that one had open.
    if (task != Task.CLOSE && session == null) {
      session = OnnxSession.open(file, threads);
    }
    if (task == Task.OPEN) {
      OnnxTransfer.write(reply, session.found());
    } else if (task == Task.RUN) {
      run(request, reply);
    }
  }

  private void run(DataInputStream request, DataOutputStream reply) throws IOException {
    OnnxSignature used = OnnxTransfer.readSignature(request);
    int items = request.readInt();
    Map<String, float[]> inputs = new HashMap<>();
    for (OnnxPort port : used.inputs()) {
      inputs.put(port.name(), OnnxTransfer.readValues(request, items, port));
    }
    Map<String, float[]> outputs = session.run(used, items, inputs);
    for (OnnxPort port : used.outputs()) {
      float[] values = outputs.get(port.name());
      WorkerData.write(reply, values, 0, values.length);
    }
  }

  private void close() {
    OnnxSession last = session;
    session = null;
    if (last != null) {
      last.close();
    }
  }
}
