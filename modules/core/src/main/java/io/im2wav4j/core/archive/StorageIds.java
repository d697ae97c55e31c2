package io.im2wav4j.core.archive;

import io.im2wav4j.core.error.UserError;

/** The persistent ids by which a pickle names its storages. */
final class StorageIds {
  private static final long MOST_ELEMENTS = 1L << 48;

  private StorageIds() {}

  /**
   * ("storage", class, key, device, elements), and in older files a part of the storage, (key,
   * offset, elements), or None. The device does not matter: numbers are numbers.
   */
  static TensorRef.Storage storage(Tuple id) {
    if (id.size() < 5
        || !"storage".equals(id.get(0))
        || !(id.get(1) instanceof PickleClasses.StorageClass storage)) {
      throw new MalformedException("its pickle refers to what is no storage");
    }
    String key = PickleValues.text(id.get(2));
    if (!key.matches("[A-Za-z0-9_-]{1,64}")) {
      throw new MalformedException(
          "its storage " + UserError.printable(key) + " is no name or leads out of the archive");
    }
    int size = storage.type().bytes();
    long bytes = count(id.get(4)) * size;
    if (id.size() < 6 || id.get(5) == null) {
      return new TensorRef.Storage(storage.type(), key, bytes, 0, bytes);
    }
    Tuple part = PickleValues.tuple(id.get(5));
    if (part.size() != 3) {
      throw new MalformedException("its pickle refers to a part of storage " + key + " unclearly");
    }
    long from = count(part.get(1)) * size;
    long length = count(part.get(2)) * size;
    if (from + length > bytes) {
      throw new MalformedException("a part of storage " + key + " reaches beyond it");
    }
    return new TensorRef.Storage(storage.type(), key, bytes, from, length);
  }

  private static long count(Object value) {
    long count = PickleValues.integer(value);
    if (count < 0 || count > MOST_ELEMENTS) {
      throw new MalformedException("its pickle has a storage of " + count + " elements");
    }
    return count;
  }
}
