package io.im2wav4j.engine.cpu;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.NativeLong;
import com.sun.jna.Pointer;

/**
 * Memory outside the heap, on Linux in large pages, of which the processor looks up fewer
 * addresses. It is freed when nothing refers to any piece of it any more.
 */
public final class LargePages {
  private static final int PAGE = 2 << 20;
  private static final int SLAB = 64 << 20;

  /** Bytes of a line of the cache, at which every piece begins. */
  public static final int LINE = 64;

  /** Linux's MADV_HUGEPAGE. */
  private static final int USE_LARGE_PAGES = 14;

  private Pointer slab;
  private long left;
  private long used;
  private long bytes;

  /** The C library. */
  private static final class CLibrary {
    static {
      Native.register(CLibrary.class, "c");
    }

    static native int madvise(Pointer from, NativeLong length, int advice);
  }

  /** Bytes of all pieces. */
  public synchronized long bytes() {
    return bytes;
  }

  /** A piece by itself, in ordinary pages, for what is small. */
  public static Pointer alone(long count) {
    return new Memory(count + LINE).align(LINE);
  }

  /** A piece that begins at a line of the cache; what it holds is not defined. */
  public synchronized Pointer take(long count) {
    long size = (count + LINE - 1) / LINE * LINE;
    if (size > left) {
      left = Math.max(SLAB, size);
      slab = new Memory(left + PAGE).align(PAGE);
      used = 0;
      CLibrary.madvise(slab, new NativeLong(left), USE_LARGE_PAGES);
    }
    Pointer piece = slab.share(used, size);
    used += size;
    bytes += size;
    left -= size;
    return piece;
  }
}
