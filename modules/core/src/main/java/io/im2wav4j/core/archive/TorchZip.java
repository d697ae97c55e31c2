package io.im2wav4j.core.archive;

import io.im2wav4j.core.error.UserError;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.stream.Collectors;

/**
 * PyTorch's zip archive: {@code ROOT/data.pkl} holds the value, {@code ROOT/data/KEY} the numbers
 * of a storage. The code in a TorchScript archive is not looked at.
 */
final class TorchZip implements TorchCheckpoint.Blocks {
  /** The largest pickle that is read; a checkpoint of 10,000 tensors has some 2 MiB. */
  static final int MOST_PICKLE = 16 << 20;

  private static final String PICKLE = "data.pkl";

  private final ZipDirectory zip;
  private final String root;
  private final Object value;

  /** Reads the value of an archive. */
  TorchZip(BlockFile file) {
    zip = new ZipDirectory(file);
    List<ZipDirectory.Entry> pickles =
        zip.entries().values().stream().filter(e -> isPickle(e.name())).toList();
    if (pickles.size() != 1) {
      throw new MalformedException(
          "it has "
              + pickles.size()
              + " entries ROOT/data.pkl, so this zip archive is no PyTorch checkpoint (it has "
              + zip.entries().keySet().stream()
                  .limit(3)
                  .map(UserError::printable)
                  .collect(Collectors.joining(", "))
              + ")",
          "Give the checkpoint itself; if it lies in this archive, unpack that");
    }
    ZipDirectory.Entry pickle = pickles.get(0);
    root = pickle.name().substring(0, pickle.name().length() - PICKLE.length());
    if (pickle.size() > MOST_PICKLE) {
      throw new MalformedException("its pickle has " + pickle.size() + " bytes");
    }
    ZipDirectory.Entry order = zip.entries().get(root + "byteorder");
    if (order != null && order.size() > 0 && zip.read(order, 0, 1).get(0) == 'b') {
      throw new MalformedException(
          "it was written on a big-endian machine", "Convert it to safetensors there");
    }
    value =
        new PickleMachine(new PickleInput(zip.read(pickle, 0, pickle.size())), StorageIds::storage)
            .run();
  }

  private static boolean isPickle(String name) {
    return name.endsWith("/" + PICKLE) && name.indexOf('/') == name.length() - PICKLE.length() - 1;
  }

  @Override
  public Object root() {
    return value;
  }

  @Override
  public long length(String key) {
    ZipDirectory.Entry entry = zip.entries().get(root + "data/" + key);
    return entry == null ? -1 : entry.size();
  }

  @Override
  public ByteBuffer read(String key, long from, long length) {
    ZipDirectory.Entry entry = zip.entries().get(root + "data/" + key);
    if (entry == null) {
      throw new MalformedException("storage " + UserError.printable(key) + " is missing");
    }
    return zip.read(entry, from, length);
  }
}
