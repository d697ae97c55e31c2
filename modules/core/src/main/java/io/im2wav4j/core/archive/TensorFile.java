package io.im2wav4j.core.archive;

import io.im2wav4j.core.error.UserError;
import io.im2wav4j.core.tensor.SafetensorsReader;
import io.im2wav4j.core.tensor.Tensor;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;

/** Named tensors in a file of any readable format. */
public interface TensorFile extends AutoCloseable {
  /** All names. */
  Set<String> names();

  /** The shape of a tensor; empty for a scalar. */
  long[] shape(String name);

  /** Reads a tensor. */
  Tensor get(String name);

  @Override
  void close();

  /** Opens a safetensors file or a PyTorch checkpoint; its first bytes tell which. */
  static TensorFile open(Path file) {
    byte[] start;
    try (InputStream in = Files.newInputStream(file)) {
      start = in.readNBytes(FileFormat.BYTES);
    } catch (IOException e) {
      throw new UserError(
          file.toString(),
          "cannot be opened (" + e.getClass().getSimpleName() + ")",
          "a safetensors file or a PyTorch checkpoint",
          "Check the path",
          e);
    }
    switch (FileFormat.of(start)) {
      case TORCH -> {
        return TorchCheckpoint.open(file);
      }
      case UNKNOWN ->
          throw new UserError(
              file.toString(),
              "a file of no known kind",
              "safetensors, a PyTorch checkpoint (zip archive, or the older form before 1.6), or a"
                  + " TorchScript archive",
              "Check that it is the right file and whole");
      case SAFETENSORS -> {}
    }
    SafetensorsReader reader = SafetensorsReader.open(file);
    return new TensorFile() {
      @Override
      public Set<String> names() {
        return reader.names();
      }

      @Override
      public long[] shape(String name) {
        return reader.shape(name);
      }

      @Override
      public Tensor get(String name) {
        return reader.get(name);
      }

      @Override
      public void close() {
        reader.close();
      }
    };
  }
}
