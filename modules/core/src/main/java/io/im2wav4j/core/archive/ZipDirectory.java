package io.im2wav4j.core.archive;

import io.im2wav4j.core.error.UserError;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * The list of entries at the end of a zip file, read strictly: no entry twice, none over another,
 * none outside the file, none that unfolds to much more than it is. PyTorch stores its entries
 * uncompressed; then the bytes of a tensor are read where they lie. The first time that an entry is
 * read, its content is compared with its CRC-32.
 */
final class ZipDirectory {
  private static final int END = 0x06054b50;
  private static final int END_64 = 0x06064b50;
  private static final int LOCATOR_64 = 0x07064b50;
  private static final int CENTRAL = 0x02014b50;
  private static final int LOCAL = 0x04034b50;
  private static final int LOCAL_BYTES = 30;
  private static final int CENTRAL_BYTES = 46;
  private static final int END_BYTES = 22;
  private static final long MOST_DIRECTORY = 16L << 20;
  private static final int MOST_ENTRIES = 200_000;
  private static final long UNSUSPICIOUS = 1L << 20;
  private static final int MOST_RATIO = 20;

  /**
   * One entry.
   *
   * @param size bytes of its content
   * @param crc CRC-32 of its content; 0 where {@code torch.save} was told to compute none
   * @param packed bytes in the file
   * @param deflated whether it is compressed
   * @param header where its local header lies
   * @param limit where the next one lies, or the directory
   */
  record Entry(
      String name, long size, int crc, long packed, boolean deflated, long header, long limit) {}

  private final BlockFile file;
  private final Map<String, Entry> entries = new LinkedHashMap<>();
  private final Set<String> checked = ConcurrentHashMap.newKeySet();

  /** Reads a file's directory. */
  ZipDirectory(BlockFile file) {
    this.file = file;
    int tailBytes = (int) Math.min(file.size(), END_BYTES + 0xFFFF + 20);
    long tailStart = file.size() - tailBytes;
    ByteBuffer tail = file.read(tailStart, tailBytes);
    int end = tailBytes - END_BYTES;
    while (end >= 0 && tail.getInt(end) != END) {
      end--;
    }
    if (end < 0) {
      throw new MalformedException("its zip directory is missing: it is cut off");
    }
    long count = tail.getShort(end + 10) & 0xFFFF;
    long bytes = tail.getInt(end + 12) & 0xFFFFFFFFL;
    long start = tail.getInt(end + 16) & 0xFFFFFFFFL;
    long before = tailStart + end;
    if (end >= 20 && tail.getInt(end - 20) == LOCATOR_64) {
      before = tail.getLong(end - 12);
      ByteBuffer end64 = file.read(before, 56);
      if (end64.getInt(0) != END_64) {
        throw new MalformedException("its zip directory is broken");
      }
      count = end64.getLong(32);
      bytes = end64.getLong(40);
      start = end64.getLong(48);
    }
    if (bytes < 0 || bytes > MOST_DIRECTORY || start < 0 || start > before - bytes) {
      throw new MalformedException(
          "its zip directory of " + bytes + " bytes at " + start + " does not fit");
    }
    readEntries(file.read(start, (int) bytes), count, start);
  }

  private void readEntries(ByteBuffer directory, long count, long start) {
    if (count < 0 || count > Math.min(MOST_ENTRIES, directory.capacity() / CENTRAL_BYTES)) {
      throw new MalformedException("its zip directory claims " + count + " entries");
    }
    List<Entry> found = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      found.add(entry(directory));
    }
    found.sort(Comparator.comparingLong(Entry::header));
    for (int i = 0; i < found.size(); i++) {
      Entry e = found.get(i);
      long limit = i + 1 < found.size() ? found.get(i + 1).header : start;
      if (e.header < 0 || e.packed < 0 || e.packed > limit - e.header - LOCAL_BYTES) {
        throw new MalformedException(
            "its entry " + UserError.printable(e.name) + " overlaps another or the file's end");
      }
      Entry whole = new Entry(e.name, e.size, e.crc, e.packed, e.deflated, e.header, limit);
      if (entries.put(e.name, whole) != null) {
        throw new MalformedException("it has two entries " + UserError.printable(e.name));
      }
    }
  }

  private static Entry entry(ByteBuffer directory) {
    int at = directory.position();
    if (directory.remaining() < CENTRAL_BYTES || directory.getInt(at) != CENTRAL) {
      throw new MalformedException("its zip directory is broken");
    }
    int flags = directory.getShort(at + 8);
    int method = directory.getShort(at + 10);
    int crc = directory.getInt(at + 16);
    long packed = directory.getInt(at + 20) & 0xFFFFFFFFL;
    long size = directory.getInt(at + 24) & 0xFFFFFFFFL;
    int nameBytes = directory.getShort(at + 28) & 0xFFFF;
    int extraBytes = directory.getShort(at + 30) & 0xFFFF;
    int commentBytes = directory.getShort(at + 32) & 0xFFFF;
    long header = directory.getInt(at + 42) & 0xFFFFFFFFL;
    if (CENTRAL_BYTES + nameBytes + extraBytes + commentBytes > directory.remaining()) {
      throw new MalformedException("its zip directory is broken");
    }
    byte[] name = new byte[nameBytes];
    directory.get(at + CENTRAL_BYTES, name);
    ByteBuffer extra =
        directory.slice(at + CENTRAL_BYTES + nameBytes, extraBytes).order(ByteOrder.LITTLE_ENDIAN);
    ByteBuffer wide = wideSizes(extra);
    size = size == 0xFFFFFFFFL ? next(wide) : size;
    packed = packed == 0xFFFFFFFFL ? next(wide) : packed;
    header = header == 0xFFFFFFFFL ? next(wide) : header;
    directory.position(at + CENTRAL_BYTES + nameBytes + extraBytes + commentBytes);
    Entry entry =
        new Entry(
            new String(name, StandardCharsets.UTF_8), size, crc, packed, method == 8, header, 0);
    check(entry, flags, method);
    return entry;
  }

  private static void check(Entry entry, int flags, int method) {
    String name = UserError.printable(entry.name);
    if (entry.name.startsWith("/") || List.of(entry.name.split("[/\\\\]")).contains("..")) {
      throw new MalformedException("its entry " + name + " leads out of the archive");
    }
    if ((flags & 1) != 0 || method != 0 && method != 8) {
      throw new MalformedException("its entry " + name + " is encrypted or packed unusually");
    }
    if (entry.size < 0 || method == 0 && entry.size != entry.packed) {
      throw new MalformedException("its entry " + name + " has two lengths");
    }
    if (method == 8 && entry.size > UNSUSPICIOUS && entry.size / MOST_RATIO > entry.packed) {
      throw new MalformedException(
          "its entry "
              + name
              + " unfolds from "
              + entry.packed
              + " to "
              + entry.size
              + " bytes, a zip bomb");
    }
  }

  /** The 64-bit sizes among the extra fields. */
  private static ByteBuffer wideSizes(ByteBuffer extra) {
    while (extra.remaining() >= 4) {
      int id = extra.getShort();
      int length = extra.getShort() & 0xFFFF;
      if (length > extra.remaining()) {
        break;
      }
      if (id == 1) {
        return extra.slice(extra.position(), length).order(ByteOrder.LITTLE_ENDIAN);
      }
      extra.position(extra.position() + length);
    }
    return ByteBuffer.allocate(0);
  }

  private static long next(ByteBuffer wide) {
    if (wide.remaining() < 8) {
      throw new MalformedException("its zip directory lacks a length");
    }
    return wide.getLong();
  }

  /** All entries by name. */
  Map<String, Entry> entries() {
    return Collections.unmodifiableMap(entries);
  }

  /** A stretch of an entry's content. */
  ByteBuffer read(Entry entry, long from, long length) {
    if (from < 0 || length < 0 || from > entry.size - length) {
      throw new MalformedException(
          "its entry " + UserError.printable(entry.name) + " is too short");
    }
    long start = start(entry);
    if (!entry.deflated) {
      checkStored(entry, start);
      return file.block(start + from, length);
    }
    if (entry.size > Integer.MAX_VALUE) {
      throw new MalformedException(
          "its compressed entry " + UserError.printable(entry.name) + " is over 2 GiB");
    }
    return inflate(entry, start).slice((int) from, (int) length);
  }

  private void checkStored(Entry entry, long start) {
    if (entry.crc == 0 || checked.contains(entry.name)) {
      return;
    }
    CRC32 crc = new CRC32();
    file.addTo(crc, start, entry.size);
    checkCrc(entry, crc);
  }

  private void checkCrc(Entry entry, CRC32 crc) {
    if (entry.crc != 0 && (int) crc.getValue() != entry.crc) {
      throw new MalformedException(
          String.format(
              Locale.ROOT,
              "its entry %s has the CRC-32 %08x where %08x is noted",
              UserError.printable(entry.name),
              crc.getValue(),
              entry.crc));
    }
    checked.add(entry.name);
  }

  private long start(Entry entry) {
    ByteBuffer local = file.read(entry.header, LOCAL_BYTES);
    long start =
        entry.header + LOCAL_BYTES + (local.getShort(26) & 0xFFFF) + (local.getShort(28) & 0xFFFF);
    if (local.getInt(0) != LOCAL || entry.packed > entry.limit - start) {
      throw new MalformedException(
          "its entry " + UserError.printable(entry.name) + " is not where the directory says");
    }
    return start;
  }

  private ByteBuffer inflate(Entry entry, long start) {
    Inflater inflater = new Inflater(true);
    try {
      inflater.setInput(file.block(start, entry.packed));
      byte[] out = new byte[(int) entry.size];
      int at = 0;
      while (at < out.length) {
        int n = inflater.inflate(out, at, out.length - at);
        if (n == 0) {
          break;
        }
        at += n;
      }
      // One more byte must not come.
      if (at < out.length || inflater.inflate(new byte[1]) > 0 || !inflater.finished()) {
        throw new MalformedException(
            "its entry " + UserError.printable(entry.name) + " unfolds to another length");
      }
      CRC32 crc = new CRC32();
      crc.update(out);
      checkCrc(entry, crc);
      return ByteBuffer.wrap(out);
    } catch (DataFormatException e) {
      throw new MalformedException(
          "its entry " + UserError.printable(entry.name) + " cannot be unfolded");
    } finally {
      inflater.end();
    }
  }
}
