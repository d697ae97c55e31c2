package io.im2wav4j.core.archive;

import io.im2wav4j.core.error.UserError;
import io.im2wav4j.core.io.Hashes;
import io.im2wav4j.core.io.PlainFile;
import io.im2wav4j.core.tensor.ForeignFile;
import io.im2wav4j.core.tensor.SafetensorsReader;
import io.im2wav4j.core.tensor.Tensor;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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

  /**
   * Opens a safetensors file or a PyTorch checkpoint; its first bytes tell which. Of weights in
   * several files it takes the index, the folder or any of the files. Names are given without what
   * training on several devices and compiling put into them.
   */
  static TensorFile open(Path file) {
    return ShardedTensorFile.of(file)
        .map(UnwrappedTensorFile::of)
        .orElseGet(() -> UnwrappedTensorFile.of(single(file)));
  }

  /** The SHA-256 of the file; of several files together, that of their hashes in order. */
  static String sha256(Path file) {
    List<Path> paths =
        ShardedTensorFile.of(file)
            .map(
                sharded -> {
                  sharded.close();
                  return sharded.paths();
                })
            .orElse(List.of(file));
    List<String> hashes = paths.stream().map(Hashes::sha256).toList();
    return hashes.size() == 1 ? hashes.get(0) : Hashes.sha256(String.join("\n", hashes));
  }

  /** Opens one file, its names as they are. */
  static TensorFile single(Path file) {
    PlainFile.require(file, "a safetensors file or a PyTorch checkpoint");
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
      case UNKNOWN -> {
        String expected =
            "safetensors, a PyTorch checkpoint (zip archive, or the older form before 1.6), or a"
                + " TorchScript archive";
        UserError kind = ForeignFile.named(file, expected);
        throw kind != null
            ? kind
            : new UserError(
                file.toString(),
                "a file of no known kind",
                expected,
                "Check that it is the right file and whole");
      }
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
