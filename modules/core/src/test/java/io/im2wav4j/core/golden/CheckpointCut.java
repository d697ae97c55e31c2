package io.im2wav4j.core.golden;

import io.im2wav4j.core.archive.TorchCheckpoint;
import io.im2wav4j.core.tensor.Tensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * A checkpoint that the reference saved, packed smaller: the same entries under the same names and
 * the reference's own pickle, deflated. Of matrices that see few inputs only the numbers change, to
 * others of which most are zero.
 */
final class CheckpointCut {
  private final Path from;
  private final Map<ByteBuffer, ByteBuffer> changed = new HashMap<>();

  CheckpointCut(Path from) {
    this.from = from;
  }

  /** A float matrix whose products with all inputs must stay what they are. */
  CheckpointCut matrix(String name, double[][] inputs) {
    try (TorchCheckpoint checkpoint = TorchCheckpoint.open(from)) {
      Tensor old = checkpoint.get(name);
      int columns = Math.min(inputs.length * 3 / 2 + 1, inputs[0].length);
      double[][] rows = Subspace.inFirstColumns(GoldenCut.matrix(old), inputs, columns);
      float[] flat = new float[old.size()];
      for (int i = 0; i < flat.length; i++) {
        flat[i] = (float) rows[i / inputs[0].length][i % inputs[0].length];
      }
      changed.put(ByteBuffer.wrap(bytes(old.data())), Tensor.of(flat, old.shape()).data());
    }
    return this;
  }

  private static byte[] bytes(ByteBuffer data) {
    byte[] out = new byte[data.remaining()];
    data.duplicate().get(out);
    return out;
  }

  void write(Path to) throws IOException {
    int left = changed.size();
    try (ZipFile in = new ZipFile(from.toFile());
        ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(to))) {
      out.setLevel(Deflater.BEST_COMPRESSION);
      for (Enumeration<? extends ZipEntry> all = in.entries(); all.hasMoreElements(); ) {
        ZipEntry entry = all.nextElement();
        byte[] data = in.getInputStream(entry).readAllBytes();
        ByteBuffer other = changed.get(ByteBuffer.wrap(data));
        ZipEntry packed = new ZipEntry(entry.getName());
        packed.setTime(0);
        out.putNextEntry(packed);
        out.write(other == null ? data : bytes(other));
        left -= other == null ? 0 : 1;
      }
    }
    if (left != 0) {
      throw new IllegalStateException(from + ": " + left + " matrices not found");
    }
  }

  /** The mean over frames of inputs [N, frames, 3 + width] or [N, 3 + width]: [N][width]. */
  static double[][] means(Tensor inputs, int skipped) {
    double[][] rows = frames(inputs, skipped);
    int n = Math.toIntExact(inputs.shape()[0]);
    int each = rows.length / n;
    double[][] out = new double[n][rows[0].length];
    for (int i = 0; i < rows.length; i++) {
      for (int e = 0; e < out[0].length; e++) {
        out[i / each][e] += rows[i][e] / each;
      }
    }
    return out;
  }

  /** All frames of such inputs: [N frames][width]. */
  static double[][] frames(Tensor inputs, int skipped) {
    return Arrays.stream(GoldenCut.matrix(inputs))
        .map(row -> Arrays.copyOfRange(row, skipped, row.length))
        .toArray(double[][]::new);
  }
}
