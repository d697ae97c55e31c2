package io.im2wav4j.attack;

import static io.im2wav4j.attack.TinyOnnx.field;
import static io.im2wav4j.attack.TinyOnnx.number;

import java.util.ArrayList;
import java.util.List;

/** Network graphs and weights that name other files, loop, or claim too much. */
final class PoisonNetworks {
  private PoisonNetworks() {}

  /** Its kinds. */
  static List<Poison> all() {
    List<Poison> all = new ArrayList<>();
    onnx(all, "external-beside", f -> external("decoy.bin"));
    onnx(all, "external-above", f -> external("../decoy.bin"));
    onnx(all, "external-absolute", f -> external(f.resolve("decoy.bin").toString()));
    onnx(all, "external-itself", f -> external("network.onnx"));
    onnx(all, "external-pipe", f -> external("decoy.fifo"));
    onnx(all, "self-loop", f -> TinyOnnx.model(TinyOnnx.node("Add", "x", "y", "y"), 4));
    onnx(all, "shape-2-62", f -> TinyOnnx.model(TinyOnnx.node("Add", "x", "x", "y"), 1L << 62));
    any(all, "shape-negative", f -> TinyOnnx.model(TinyOnnx.node("Add", "x", "x", "y"), -9));
    onnx(all, "operator-unknown", f -> TinyOnnx.model(TinyOnnx.node("System", "x", "y"), 4));
    onnx(all, "operator-missing-input", f -> TinyOnnx.model(TinyOnnx.node("Add", "x", "y"), 4));
    onnx(all, "claim-2-40", f -> initial(1L << 40, new byte[0]));
    onnx(all, "claim-2-62", f -> initial(1L << 62, new byte[0]));
    onnx(all, "claim-negative", f -> initial(-1, new byte[0]));
    onnx(all, "claim-short", f -> initial(4, new byte[3]));
    onnx(all, "nested-2000", f -> nested());
    onnx(all, "field-2-63", f -> Poison.big((short) 0x3AFF, -1L, (short) 0x7F00));
    onnx(
        all,
        "nodes-cycle",
        f ->
            TinyOnnx.model(
                TinyOnnx.node("Add", "b", "x", "a"),
                4,
                field(1, TinyOnnx.node("Add", "a", "x", "b"))));
    onnx(all, "text", f -> SeedFiles.latin("ffconcat version 1.0\nfile decoy.wav\n"));
    tensors(all, "header-2-60", true, f -> Poison.little(1L << 60, "{}"));
    tensors(all, "header-negative", true, f -> Poison.little(-1L, "{}"));
    tensors(all, "header-past-end", true, f -> Poison.little(100L, "{}"));
    tensors(all, "empty-header", false, f -> Poison.little(0L));
    tensors(
        all,
        "overlapping",
        true,
        f -> safe("{\"a\":" + entry("[2]", "0,8") + ",\"b\":" + entry("[2]", "4,12") + "}"));
    tensors(
        all,
        "same-bytes",
        true,
        f -> safe("{\"a\":" + entry("[2]", "0,8") + ",\"b\":" + entry("[2]", "0,8") + "}"));
    tensors(all, "hole", true, f -> safe("{\"a\":" + entry("[1]", "60,64") + "}"));
    tensors(all, "negative-offsets", true, f -> safe("{\"a\":" + entry("[2]", "-8,0") + "}"));
    tensors(all, "turned-offsets", true, f -> safe("{\"a\":" + entry("[2]", "8,0") + "}"));
    tensors(
        all,
        "offsets-2-63",
        true,
        f -> safe("{\"a\":" + entry("[2]", "9223372036854775807,9223372036854775815") + "}"));
    tensors(
        all,
        "shape-overflow",
        true,
        f -> safe("{\"a\":" + entry("[4294967296,4294967296]", "0,0") + "}"));
    tensors(
        all,
        "shape-overflow-fits",
        true,
        f -> safe("{\"a\":" + entry("[4611686018427387906,4]", "0,32") + "}"));
    tensors(all, "shape-negative", true, f -> safe("{\"a\":" + entry("[-2,-8]", "0,64") + "}"));
    tensors(all, "shape-1e999", true, f -> safe("{\"a\":" + entry("[1e999]", "0,64") + "}"));
    tensors(
        all,
        "shape-rank-100000",
        false,
        f -> safe("{\"a\":" + entry("[1" + ",1".repeat(100_000) + "]", "0,4") + "}"));
    tensors(
        all,
        "type-unknown",
        true,
        f -> safe("{\"a\":{\"dtype\":\"F7\",\"shape\":[1],\"data_offsets\":[0,4]}}"));
    tensors(all, "nested-100000", true, f -> safe("{\"a\":" + "[".repeat(100_000)));
    tensors(
        all,
        "same-name",
        true,
        f -> safe("{\"a\":" + entry("[8]", "0,32") + ",\"a\":" + entry("[8]", "32,64") + "}"));
    tensors(all, "no-object", true, f -> safe("[]"));
    tensors(all, "null-entry", true, f -> safe("{\"a\":null}"));
    tensors(all, "tensors-100000", false, f -> many());
    return all;
  }

  private static void onnx(List<Poison> all, String name, Poison.Content content) {
    all.add(Poison.refused("onnx-" + name, Reader.ONNX, "network.onnx", content));
  }

  private static void any(List<Poison> all, String name, Poison.Content content) {
    all.add(Poison.any("onnx-" + name, Reader.ONNX, "network.onnx", content));
  }

  private static void tensors(
      List<Poison> all, String name, boolean refused, Poison.Content content) {
    all.add(
        new Poison("safetensors-" + name, Reader.SAFETENSORS, "w.safetensors", refused, content));
  }

  /** y = x + w, where w is this tensor. */
  private static byte[] withTensor(byte[] tensor) {
    return TinyOnnx.model(TinyOnnx.node("Add", "x", "w", "y"), 4, field(5, tensor));
  }

  private static byte[] external(String file) {
    byte[] location =
        SeedFiles.join(field(1, SeedFiles.latin("location")), field(2, SeedFiles.latin(file)));
    return withTensor(
        SeedFiles.join(
            number(1, 4),
            number(2, 1),
            field(8, SeedFiles.latin("w")),
            field(13, location),
            number(14, 1)));
  }

  private static byte[] initial(long claimed, byte[] raw) {
    return withTensor(
        SeedFiles.join(
            number(1, claimed), number(2, 1), field(8, SeedFiles.latin("w")), field(9, raw)));
  }

  /** A branch in a branch in a branch. */
  private static byte[] nested() {
    byte[] node = TinyOnnx.node("Identity", "x", "y");
    for (int i = 0; i < 2000; i++) {
      byte[] branch =
          SeedFiles.join(
              field(1, SeedFiles.latin("then_branch")), field(6, field(1, node)), number(20, 5));
      node = SeedFiles.join(TinyOnnx.node("If", "x", "y"), field(5, branch));
    }
    return TinyOnnx.model(node, 4);
  }

  private static String entry(String shape, String offsets) {
    return "{\"dtype\":\"F32\",\"shape\":" + shape + ",\"data_offsets\":[" + offsets + "]}";
  }

  private static byte[] safe(String header) {
    return Poison.little((long) header.length(), header, new byte[64]);
  }

  private static byte[] many() {
    StringBuilder header = new StringBuilder("{");
    for (int i = 0; i < 100_000; i++) {
      header.append(i == 0 ? "" : ",").append("\"t").append(i).append("\":");
      header.append(entry("[0]", "0,0"));
    }
    return Poison.little((long) header.length() + 1, header + "}");
  }
}
