package io.im2wav4j.encoders.tflite;

import io.im2wav4j.core.error.UserError;
import io.im2wav4j.core.io.PlainFile;
import io.im2wav4j.core.tensor.ForeignFile;
import io.im2wav4j.encoders.tflite.FlatBuffer.Table;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A TensorFlow Lite file of one graph (schema version 3, tensorflow/lite/schema/schema.fbs; the
 * numbers are those of its fields). The file is not trusted.
 */
final class TfliteModel {
  private static final byte[] MARK = "TFL3".getBytes(StandardCharsets.US_ASCII);
  private static final long LARGEST_FILE = 1L << 26;
  private static final int MOST = 10_000;
  private static final int MOST_PORTS = 100;

  private final String source;
  private final FlatBuffer file;
  private final List<TfliteTensor> tensors = new ArrayList<>();
  private final List<TfliteOperator> operators = new ArrayList<>();
  private final int[] inputs;

  private TfliteModel(String source, byte[] content) {
    this.source = source;
    this.file = new FlatBuffer(source, content);
    Table model = file.root();
    List<Table> graphs = model.tables(2, MOST);
    if (graphs.size() != 1) {
      throw file.broken(graphs.size() + " graphs, not one");
    }
    Table graph = graphs.get(0);
    List<Table> buffers = model.tables(4, MOST);
    for (Table table : graph.tables(0, MOST)) {
      int buffer = table.int32(2, 0);
      if (buffer < 0 || buffer >= Math.max(1, buffers.size())) {
        throw file.broken("a tensor whose values are nowhere");
      }
      tensors.add(new TfliteTensor(file, table, bytes(buffers, buffer)));
    }
    this.inputs = graph.ints(1, MOST);
    List<Table> codes = model.tables(1, MOST);
    for (Table table : graph.tables(3, MOST)) {
      int index = table.int32(0, 0);
      if (index < 0 || index >= codes.size()) {
        throw file.broken("an operator of no kind");
      }
      // Numbers from 127 on stand in the newer field only.
      int code = Math.max(codes.get(index).int8(0, 0), codes.get(index).int32(3, 0));
      int[] from = table.ints(1, MOST_PORTS);
      int[] to = table.ints(2, MOST_PORTS);
      if (Arrays.stream(from).anyMatch(t -> t < -1 || t >= tensors.size())
          || Arrays.stream(to).anyMatch(t -> t < 0 || t >= tensors.size())) {
        throw file.broken("an operator of tensors that are not there");
      }
      operators.add(
          new TfliteOperator(TfliteOperator.Kind.of(code), code, from, to, table.table(4)));
    }
  }

  /** The bytes of a tensor; of the first buffer none, by the schema. */
  private static ByteBuffer bytes(List<Table> buffers, int index) {
    return index == 0 ? ByteBuffer.allocate(0) : buffers.get(index).vector(0, 1, Integer.MAX_VALUE);
  }

  /**
   * Reads a file.
   *
   * @throws UserError if it is broken, or none of TensorFlow Lite's
   */
  static TfliteModel read(Path path) {
    PlainFile.require(path, "a TensorFlow Lite file");
    byte[] content;
    try {
      if (Files.size(path) > LARGEST_FILE) {
        throw new UserError(
            path.toString(),
            Files.size(path) + " bytes",
            "a TensorFlow Lite file of at most 64 MiB",
            "Check that it is the file of this network");
      }
      content = Files.readAllBytes(path);
    } catch (IOException e) {
      throw new UserError(
          path.toString(),
          "cannot be read (" + e.getClass().getSimpleName() + ")",
          "a TensorFlow Lite file",
          "Check the path",
          e);
    }
    if (content.length < 8 || !Arrays.equals(content, 4, 8, MARK, 0, 4)) {
      UserError kind = ForeignFile.named(path, "a TensorFlow Lite file");
      throw kind != null
          ? kind
          : new UserError(
              path.toString(),
              "no TensorFlow Lite file: it lacks the mark TFL3",
              "a file whose name ends in .tflite, as its publisher gives it",
              "Fetch or copy it again, or give another");
    }
    return new TfliteModel(path.toString(), content);
  }

  List<TfliteOperator> operators() {
    return operators;
  }

  TfliteTensor tensor(int index) {
    if (index < 0) {
      throw file.broken("an operator without an input that it needs");
    }
    return tensors.get(index);
  }

  /** Whether a tensor is given to the graph from outside. */
  boolean isInput(int index) {
    return Arrays.stream(inputs).anyMatch(i -> i == index);
  }

  /** The error of a file that is not the network that it should be. */
  UserError other(String given, String expected) {
    return new UserError(
        source,
        given + " (the file has " + outline() + ")",
        expected,
        "Give the file that 'im2wav weights list' names");
  }

  private String outline() {
    return "inputs "
        + Arrays.stream(inputs)
            .filter(i -> i >= 0 && i < tensors.size())
            .limit(4)
            .mapToObj(i -> tensors.get(i).toString())
            .collect(Collectors.joining(", "))
        + " and "
        + operators.size()
        + " operators: "
        + operators.stream()
            .map(TfliteOperator::toString)
            .distinct()
            .limit(20)
            .collect(Collectors.joining(", "));
  }
}
