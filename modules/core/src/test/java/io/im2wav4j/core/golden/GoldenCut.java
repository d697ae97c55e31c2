package io.im2wav4j.core.golden;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.im2wav4j.core.io.Json;
import io.im2wav4j.core.tensor.SafetensorsReader;
import io.im2wav4j.core.tensor.SafetensorsWriter;
import io.im2wav4j.core.tensor.Tensor;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** A suite on its way to a smaller one; what is done to it is said in its description. */
final class GoldenCut {
  private final String name;
  private final ObjectNode json;
  private final Map<String, Tensor> tensors;
  private final ObjectNode cut;

  GoldenCut(Path full, String name) {
    this.name = name;
    this.json = Json.read(full.resolve(name + ".json"), ObjectNode.class);
    this.tensors =
        new LinkedHashMap<>(SafetensorsReader.readAll(full.resolve(name + ".safetensors")));
    this.cut = json.objectNode();
  }

  Tensor tensor(String name) {
    if (!tensors.containsKey(name)) {
      throw new IllegalArgumentException(this.name + " has no " + name);
    }
    return tensors.get(name);
  }

  List<String> names(String regex) {
    List<String> found = tensors.keySet().stream().filter(n -> n.matches(regex)).toList();
    if (found.isEmpty()) {
      throw new IllegalArgumentException(name + " has no " + regex);
    }
    return found;
  }

  /** Fewer tensors of a kind of which others stay. */
  GoldenCut drop(String... regexes) {
    for (String regex : regexes) {
      names(regex).forEach(tensors::remove);
      cut.withArray("dropped").add(regex);
    }
    return this;
  }

  /** Leaves out what its test has to ask for: tensors, or a file or setting of that name. */
  GoldenCut without(String reason, String... whats) {
    for (String what : whats) {
      tensors.remove(what);
      cut.withObject("without").put(what, reason);
    }
    return this;
  }

  /** Keeps some rows of the last axis, evenly spaced, the last among them. */
  GoldenCut rows(int count, String... regexes) {
    for (String regex : regexes) {
      for (String tensor : names(regex)) {
        Tensor all = tensors.get(tensor);
        int width = Math.toIntExact(all.shape()[all.shape().length - 1]);
        int rows = all.size() / width;
        if (count < rows) {
          int[] kept =
              IntStream.range(0, count)
                  .map(i -> Math.toIntExact((long) i * (rows - 1) / (count - 1)))
                  .toArray();
          tensors.put(tensor, gather(all, kept, width));
          tensors.put("rows." + tensor, Tensor.of(kept, kept.length));
          JsonNode padded = cut.path("padded").path(tensor);
          if (padded.isArray()) {
            cut.withObject("padded")
                .set(tensor, Json.mapper().valueToTree(new long[] {count, padded.get(1).asLong()}));
          }
        }
      }
    }
    return this;
  }

  /** Keeps the given rows of the last axis; their numbers are not stored. */
  private static Tensor gather(Tensor all, int[] rows, int width) {
    int bytes = width * all.type().bytes();
    ByteBuffer out = ByteBuffer.allocate(rows.length * bytes);
    for (int i = 0; i < rows.length; i++) {
      out.put(i * bytes, all.data(), rows[i] * bytes, bytes);
    }
    return new Tensor(all.type(), new long[] {rows.length, width}, out);
  }

  /** Keeps the given places of the first axis. */
  GoldenCut first(int[] places, String... regexes) {
    for (String regex : regexes) {
      for (String tensor : names(regex)) {
        Tensor all = tensors.get(tensor);
        long[] shape = all.shape().clone();
        Tensor held = gather(all, places, Math.toIntExact(all.size() / shape[0]));
        shape[0] = places.length;
        tensors.put(tensor, new Tensor(all.type(), shape, held.data()));
      }
    }
    return this;
  }

  /** Keeps every so many places of the second axis. */
  GoldenCut sample(int step, String... regexes) {
    for (String regex : regexes) {
      for (String tensor : names(regex)) {
        Tensor all = tensors.get(tensor);
        long[] shape = all.shape().clone();
        int row = Math.toIntExact(all.size() / shape[0] / shape[1]);
        int[] places =
            IntStream.range(0, Math.toIntExact(shape[0] * shape[1]))
                .filter(i -> i % shape[1] % step == 0)
                .toArray();
        long[] held = shape.clone();
        held[1] = places.length / shape[0];
        tensors.put(tensor, new Tensor(all.type(), held, gather(all, places, row).data()));
      }
    }
    return this;
  }

  /**
   * Turns the axes of the inputs' space so that few numbers are left, in the inputs and in all
   * matrices that they meet, weights and gradients alike.
   *
   * @param inputs [n][width] that the matrices meet
   * @param skipped values at the start of the inputs' rows that are not of that space
   */
  GoldenCut turn(double[][] inputs, int skipped, String input, String matrices) {
    double[][] basis = Subspace.basis(inputs);
    for (String tensor : names(input)) {
      Tensor all = tensors.get(tensor);
      double[][] rows = matrix(all);
      float[][] held = Subspace.turned(CheckpointCut.frames(all, skipped), basis);
      for (int r = 0; r < rows.length; r++) {
        float[] own = new float[skipped + basis.length];
        for (int i = 0; i < skipped; i++) {
          own[i] = (float) rows[r][i];
        }
        System.arraycopy(held[r], 0, own, skipped, basis.length);
        held[r] = own;
      }
      padded(tensor, held, all.shape());
    }
    for (String tensor : names(matrices)) {
      Tensor all = tensors.get(tensor);
      padded(tensor, Subspace.turned(matrix(all), basis), all.shape());
    }
    return this;
  }

  /**
   * Keeps those vectors of a codebook that the codes name, and numbers the codes anew: the nearest
   * of all is the nearest of these.
   *
   * @param size name of their number in the configuration
   * @param perVector what has a row for each vector
   */
  GoldenCut usedCodes(String codes, String size, String... perVector) {
    Tensor all = tensor(codes);
    int[] used = Arrays.stream(all.toInts()).sorted().distinct().toArray();
    int[] anew = Arrays.stream(all.toInts()).map(c -> Arrays.binarySearch(used, c)).toArray();
    tensors.put(codes, Tensor.of(anew, all.shape()));
    json.withObject("config").put(size, used.length);
    return first(used, perVector);
  }

  /** Stores a tensor without the zeros at the ends of its rows. */
  private void padded(String tensor, float[][] rows, long... shape) {
    long[] held = shape.clone();
    held[held.length - 1] = rows[0].length;
    float[] flat = new float[rows.length * rows[0].length];
    for (int r = 0; r < rows.length; r++) {
      System.arraycopy(rows[r], 0, flat, r * rows[0].length, rows[0].length);
    }
    tensors.put(tensor, Tensor.of(flat, held));
    cut.withObject("padded").set(tensor, Json.mapper().valueToTree(shape));
  }

  /** Changes the description. */
  GoldenCut describe(Consumer<ObjectNode> change) {
    change.accept(json);
    return this;
  }

  /** Says in words what was done. */
  GoldenCut note(String text) {
    cut.put("note", text);
    return this;
  }

  static int[] range(int from, int to, int step) {
    return IntStream.iterate(from, i -> i < to, i -> i + step).toArray();
  }

  /** [rows][width] of a tensor, by its last axis. */
  static double[][] matrix(Tensor tensor) {
    double[] flat = tensor.toDoubles();
    int width = Math.toIntExact(tensor.shape()[tensor.shape().length - 1]);
    double[][] rows = new double[flat.length / width][];
    Arrays.setAll(rows, r -> Arrays.copyOfRange(flat, r * width, (r + 1) * width));
    return rows;
  }

  void write(Path folder) {
    if (!cut.isEmpty()) {
      json.set("cut", cut);
    }
    Json.write(folder.resolve(name + ".json"), (JsonNode) json);
    SafetensorsWriter.write(folder.resolve(name + ".safetensors"), tensors, Map.of());
  }
}
