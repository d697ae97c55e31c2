package io.im2wav4j.encoders.onnx;

import ai.djl.ndarray.types.Shape;
import io.im2wav4j.worker.WorkerData;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Inputs and outputs of a graph from process to process. */
final class OnnxTransfer {
  private OnnxTransfer() {}

  static void write(DataOutputStream out, OnnxSignature signature) throws IOException {
    write(out, signature.inputs());
    write(out, signature.outputs());
  }

  private static void write(DataOutputStream out, List<OnnxPort> ports) throws IOException {
    out.writeInt(ports.size());
    for (OnnxPort port : ports) {
      WorkerData.writeText(out, port.name());
      out.writeBoolean(port.float32());
      long[] sizes = port.shape().getShape();
      out.writeInt(sizes.length);
      for (long size : sizes) {
        out.writeLong(size);
      }
    }
  }

  static OnnxSignature readSignature(DataInputStream in) throws IOException {
    return new OnnxSignature(readPorts(in), readPorts(in));
  }

  private static List<OnnxPort> readPorts(DataInputStream in) throws IOException {
    List<OnnxPort> ports = new ArrayList<>();
    for (int n = in.readInt(); n > 0; n--) {
      String name = WorkerData.readText(in);
      boolean float32 = in.readBoolean();
      long[] sizes = new long[in.readInt()];
      for (int i = 0; i < sizes.length; i++) {
        sizes[i] = in.readLong();
      }
      ports.add(new OnnxPort(name, new Shape(sizes), float32));
    }
    return ports;
  }

  static float[] readValues(DataInputStream in, int items, OnnxPort port) throws IOException {
    float[] values = new float[Math.multiplyExact(items, port.itemSize())];
    WorkerData.read(in, values, 0, values.length);
    return values;
  }
}
