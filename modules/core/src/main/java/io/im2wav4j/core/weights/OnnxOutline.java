package io.im2wav4j.core.weights;

import io.im2wav4j.core.error.UserError;
import io.im2wav4j.core.tensor.ForeignFile;
import java.io.EOFException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;

/**
 * The outermost fields of an ONNX file, a protocol buffer: they must follow each other to the very
 * end of the file, and one of them must be the graph. What is in the graph is for the engine to say
 * when it is used.
 */
final class OnnxOutline {
  private static final int GRAPH = 7;

  private OnnxOutline() {}

  /**
   * Checks a file.
   *
   * @throws UserError if it is not whole, or no ONNX file
   */
  static void check(Path file) {
    try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
      boolean graph = false;
      while (in.getFilePointer() < in.length()) {
        long tag = number(in);
        long length =
            switch ((int) (tag & 7)) {
              case 0 -> {
                number(in);
                yield 0;
              }
              case 1 -> Long.BYTES;
              case 2 -> number(in);
              case 5 -> Integer.BYTES;
              default -> -1;
            };
        long left = in.length() - in.getFilePointer();
        if (tag >>> 3 == 0 || length < 0 || length > left) {
          throw broken(file, "a field that reaches beyond it, or is none of ONNX's");
        }
        graph |= tag >>> 3 == GRAPH && (tag & 7) == 2 && length > 0;
        in.seek(in.getFilePointer() + length);
      }
      if (!graph) {
        throw broken(file, "no graph in it");
      }
    } catch (EOFException e) {
      throw broken(file, "an end in the middle of a number");
    } catch (IOException e) {
      throw new UserError(
          file.toString(),
          "cannot be read (" + e.getClass().getSimpleName() + ")",
          "an ONNX file",
          "Check the path",
          e);
    }
  }

  /** A number of seven bits a byte, the lowest first. */
  private static long number(RandomAccessFile in) throws IOException {
    long value = 0;
    for (int shift = 0; shift < Long.SIZE; shift += 7) {
      int next = in.readUnsignedByte();
      value |= (long) (next & 0x7F) << shift;
      if (next < 0x80) {
        return value;
      }
    }
    return -1;
  }

  private static UserError broken(Path file, String given) {
    UserError kind = ForeignFile.named(file, "an ONNX file");
    return kind != null
        ? kind
        : new UserError(
            file.toString(), given, "a whole ONNX file", "Fetch or copy it again, or give another");
  }
}
