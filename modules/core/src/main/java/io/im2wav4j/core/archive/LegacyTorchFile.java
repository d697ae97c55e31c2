package io.im2wav4j.core.archive;

import io.im2wav4j.core.error.UserError;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The form that {@code torch.save} wrote before version 1.6: pickles in a row (a magic number, a
 * protocol number, facts about the machine, the value, the keys of its storages), then each storage
 * as a 64-bit count of elements and its bytes.
 */
final class LegacyTorchFile implements TorchCheckpoint.Blocks {
  private static final BigInteger MAGIC = new BigInteger("1950a86a20f9469cfc6c", 16);
  private static final long PROTOCOL = 1001;

  private record Block(long start, long bytes) {}

  private final BlockFile file;
  private final Object value;
  private final Map<String, TensorRef.Storage> declared = new HashMap<>();
  private final Map<String, Block> blocks = new HashMap<>();

  /** Reads the value of a file and finds its storages. */
  LegacyTorchFile(BlockFile file) {
    this.file = file;
    ByteBuffer start = file.read(0, (int) Math.min(file.size(), TorchZip.MOST_PICKLE));
    PickleInput input = new PickleInput(start);
    if (!MAGIC.equals(plain(input))) {
      throw new MalformedException("it starts with another number than torch.save writes");
    }
    Object protocol = plain(input);
    if (!Long.valueOf(PROTOCOL).equals(protocol)) {
      throw new MalformedException("it has another protocol than " + PROTOCOL);
    }
    if (!(plain(input) instanceof Map<?, ?> machine)
        || !Boolean.TRUE.equals(machine.get("little_endian"))) {
      throw new MalformedException("it was not written on a little-endian machine");
    }
    value = new PickleMachine(input, this::declare).run();
    if (!(plain(input) instanceof List<?> keys)) {
      throw new MalformedException("it lacks the list of its storages");
    }
    find(keys, start.position());
  }

  private static Object plain(PickleInput input) {
    return new PickleMachine(
            input,
            id -> {
              throw new MalformedException("it refers to a storage too early");
            })
        .run();
  }

  private Object declare(Tuple id) {
    TensorRef.Storage storage = StorageIds.storage(id);
    TensorRef.Storage before = declared.putIfAbsent(storage.key(), storage);
    if (before != null
        && (before.blockBytes() != storage.blockBytes() || before.type() != storage.type())) {
      throw new MalformedException("storage " + storage.key() + " has two lengths");
    }
    return storage;
  }

  private void find(List<?> keys, long position) {
    long at = position;
    for (Object key : keys) {
      TensorRef.Storage storage = declared.get(PickleValues.text(key));
      if (storage == null) {
        throw new MalformedException(
            "it lists a storage "
                + UserError.printable(PickleValues.text(key))
                + " that nothing uses");
      }
      long elements = file.read(at, 8).getLong();
      long bytes = storage.blockBytes();
      if (elements != bytes / storage.type().bytes() || bytes > file.size() - at - 8) {
        throw new MalformedException(
            "storage " + storage.key() + " is not there in " + bytes + " bytes");
      }
      if (blocks.put(storage.key(), new Block(at + 8, bytes)) != null) {
        throw new MalformedException("it has storage " + storage.key() + " twice");
      }
      at += 8 + bytes;
    }
  }

  @Override
  public Object root() {
    return value;
  }

  @Override
  public long length(String key) {
    Block block = blocks.get(key);
    return block == null ? -1 : block.bytes;
  }

  @Override
  public ByteBuffer read(String key, long from, long length) {
    Block block = blocks.get(key);
    if (block == null || from < 0 || from > block.bytes - length) {
      throw new MalformedException("storage " + UserError.printable(key) + " is missing");
    }
    return file.block(block.start + from, length);
  }
}
