package io.im2wav4j.core.archive;

import io.im2wav4j.core.error.UserError;
import io.im2wav4j.core.io.PlainFile;
import io.im2wav4j.core.tensor.ElementType;
import io.im2wav4j.core.tensor.Tensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * What {@code torch.save} or TorchScript wrote: a value with tensors in it. Both file forms are
 * read, the zip archive and the older one of pickles and storages in a row. The file is not
 * trusted: no class of it is loaded, no code of it is run, and a broken one ends with one {@link
 * UserError} before much memory is taken. Tensors are read where they lie when they are asked for.
 */
public final class TorchCheckpoint implements TensorFile {
  /** The numbers of a checkpoint. */
  interface Blocks {
    /** The value that was saved. */
    Object root();

    /** The length of a block, or -1 where there is none of that name. */
    long length(String key);

    /** A stretch of a block. */
    ByteBuffer read(String key, long from, long length);
  }

  private final Path file;
  private final BlockFile bytes;
  private final Blocks blocks;
  private final Map<String, TensorRef> tensors;
  private final Map<String, NumpyArray> arrays;
  private final Set<String> names = new LinkedHashSet<>();

  private TorchCheckpoint(Path file, BlockFile bytes, boolean zip) {
    this.file = file;
    this.bytes = bytes;
    this.blocks = zip ? new TorchZip(bytes) : new LegacyTorchFile(bytes);
    TensorTree tree = TensorTree.of(blocks.root());
    this.tensors = tree.tensors();
    this.arrays = tree.arrays();
    names.addAll(tensors.keySet());
    names.addAll(arrays.keySet());
    for (Map.Entry<String, TensorRef> e : tensors.entrySet()) {
      TensorRef.Storage storage = e.getValue().storage();
      long length = blocks.length(storage.key());
      if (length != storage.blockBytes()) {
        throw new MalformedException(
            "storage "
                + UserError.printable(storage.key())
                + " of "
                + UserError.printable(e.getKey())
                + (length < 0 ? " is missing" : " has " + length + " bytes")
                + " where "
                + storage.blockBytes()
                + " bytes should be");
      }
    }
  }

  /**
   * Opens a checkpoint and reads all but its tensors' numbers.
   *
   * @throws UserError if it is broken, or wants a class that is not on the list
   */
  public static TorchCheckpoint open(Path file) {
    PlainFile.require(file, "a PyTorch checkpoint");
    BlockFile bytes;
    try {
      bytes = new BlockFile(file);
    } catch (IOException e) {
      throw new UserError(
          file.toString(),
          "cannot be opened (" + e.getClass().getSimpleName() + ")",
          "a PyTorch checkpoint",
          "Check the path",
          e);
    }
    TorchCheckpoint checkpoint = null;
    try {
      boolean zip = bytes.size() >= 4 && bytes.read(0, 4).getInt() == FileFormat.ZIP;
      checkpoint = new TorchCheckpoint(file, bytes, zip);
      return checkpoint;
    } catch (RefusedClassException e) {
      throw new UserError(
          file.toString(),
          "wants " + e.getMessage(),
          "only tensors, numbers, texts and lists of them",
          "Nothing of it was run. Do not trust this file; save the state dict alone, best as"
              + " safetensors",
          e);
    } catch (MalformedException e) {
      throw broken(file, e);
    } finally {
      if (checkpoint == null) {
        close(file, bytes);
      }
    }
  }

  /**
   * The value that was saved. Its leaves are {@link Long} (or {@link java.math.BigInteger}), {@link
   * Double}, {@link Boolean}, {@link String}, {@code byte[]}, null and {@link TensorRef}; its nodes
   * {@link Map} in the file's order, whose keys are plain leaves, {@link java.util.List} (a {@link
   * Tuple} where Python had one) and {@link Set}. It is a tree of bounded depth and must not be
   * changed.
   */
  public Object root() {
    return blocks.root();
  }

  /** The length of the file. */
  public long fileBytes() {
    return bytes.size();
  }

  @Override
  public Set<String> names() {
    return Collections.unmodifiableSet(names);
  }

  @Override
  public long[] shape(String name) {
    return arrays.containsKey(name) ? arrays.get(name).shape() : tensor(name).shape();
  }

  @Override
  public Tensor get(String name) {
    return arrays.containsKey(name) ? arrays.get(name).tensor() : read(name, tensor(name));
  }

  /** Reads a tensor of this checkpoint's {@link #root()}. */
  public Tensor get(TensorRef tensor) {
    return read("storage " + tensor.storage().key(), tensor);
  }

  private Tensor read(String name, TensorRef tensor) {
    if (!tensor.type().readable()) {
      throw ElementType.unreadable(file.toString(), name, tensor.type().name());
    }
    if (tensor.bytes() > Integer.MAX_VALUE) {
      throw new UserError(
          file.toString(),
          name + " has " + tensor.bytes() + " bytes",
          "tensors below 2 GiB",
          "Save it in parts, or in half precision");
    }
    try {
      return tensor.read(blocks.read(tensor.storage().key(), tensor.firstByte(), tensor.span()));
    } catch (MalformedException e) {
      throw broken(file, e);
    }
  }

  private TensorRef tensor(String name) {
    TensorRef tensor = tensors.get(name);
    if (tensor == null) {
      throw new UserError(
          file.toString(),
          "no tensor '" + name + "'",
          "one of its " + tensors.size() + " tensors",
          "Is this the right file?");
    }
    return tensor;
  }

  @Override
  public void close() {
    close(file, bytes);
  }

  private static void close(Path file, BlockFile bytes) {
    try {
      bytes.close();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException("closing " + file, e);
    }
  }

  private static UserError broken(Path file, MalformedException e) {
    return new UserError(
        file.toString(),
        e.getMessage(),
        "a whole PyTorch checkpoint (torch.save or TorchScript)",
        e.fix(),
        e);
  }
}
