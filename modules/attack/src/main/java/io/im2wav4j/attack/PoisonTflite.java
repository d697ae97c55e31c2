package io.im2wav4j.attack;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** TensorFlow Lite files that point out of themselves, in circles, or claim too much. */
final class PoisonTflite {
  private PoisonTflite() {}

  /** Its kinds. */
  static List<Poison> all() {
    List<Poison> all = new ArrayList<>();
    add(all, "text", f -> SeedFiles.latin("ffconcat version 1.0\nfile decoy.wav\n"));
    add(all, "mark-alone", f -> Poison.little(8, "TFL3"));
    add(all, "root-past-end", f -> root(1 << 30));
    add(all, "root-2-31", f -> root(Integer.MIN_VALUE));
    add(all, "root-itself", f -> root(0));
    add(all, "fields-before-start", f -> Poison.little(8, "TFL3", 1 << 20));
    add(all, "fields-past-end", f -> Poison.little(8, "TFL3", -(1 << 20)));
    add(all, "fields-of-2-16", f -> Poison.little(12, "TFL3", -1, 4));
    add(all, "vectors-of-2-32", f -> vectors());
    add(all, "half", f -> Arrays.copyOf(TinyTflite.network(Map.of()), 300));
    add(all, "no-graph", "graphs", List.of());
    add(all, "shape-2-62", "filter", new int[] {1 << 31 - 1, 1 << 31 - 1, 1, 1});
    add(all, "shape-overflow-fits", "filter", new int[] {1 << 16, 1 << 16, 8, 1});
    add(all, "shape-negative", "filter", new int[] {-2, -2, 2, 1});
    add(all, "shape-none", "filter", new int[0]);
    add(all, "shape-of-0", "filter", new int[] {2, 0, 2, 1});
    add(all, "shape-rank-1000", "filter", new int[1000]);
    add(all, "bytes-short", "bytes", new byte[7]);
    add(all, "bytes-none", "bytes", new byte[0]);
    add(all, "type-99", "type", (byte) 99);
    add(all, "type-text", "type", (byte) 5);
    add(all, "scale-none", "scale", new float[0]);
    add(all, "scale-nan", "scale", new float[] {Float.NaN, 1});
    add(all, "scale-infinite", "scale", new float[] {1, Float.POSITIVE_INFINITY});
    add(all, "scale-too-many", "scale", new float[3]);
    add(all, "zero-points-too-few", "zero", new long[1]);
    add(all, "axis-beyond", "axis", 4);
    add(all, "axis-negative", "axis", -1);
    add(all, "stride-0", "stride", 0);
    add(all, "stride-2-31", "stride", Integer.MAX_VALUE);
    add(all, "dilation-2-31", "dilation", Integer.MAX_VALUE);
    add(all, "input-beyond", "inputs", new int[] {0, 99});
    add(all, "input-left-out", "inputs", new int[] {0, -1});
    add(all, "input-itself", "inputs", new int[] {0, 2});
    add(all, "inputs-none", "inputs", new int[0]);
    add(all, "kind-beyond", "kind", 99);
    add(all, "kind-of-a-front-end", "kind", 4);
    return all;
  }

  private static void add(List<Poison> all, String name, Poison.Content content) {
    all.add(Poison.refused("tflite-" + name, Reader.TFLITE, "network.tflite", content));
  }

  private static void add(List<Poison> all, String name, String part, Object value) {
    add(all, name, f -> TinyTflite.network(Map.of(part, value)));
  }

  private static byte[] root(int offset) {
    byte[] file = TinyTflite.network(Map.of());
    ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).putInt(0, offset);
    return file;
  }

  /** A table whose every field is one vector that claims 2^32 - 1 elements. */
  private static byte[] vectors() {
    Object fields = new byte[] {14, 0, 24, 0, 4, 0, 8, 0, 12, 0, 16, 0, 20, 0, 0, 0};
    return Poison.little(24, "TFL3", fields, 16, 20, 16, 12, 8, 4, -1);
  }
}
