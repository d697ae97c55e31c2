package io.im2wav4j.audio.media;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.bytedeco.ffmpeg.avformat.AVIOInterruptCB;
import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.javacpp.Pointer;

/**
 * The time that is left for one item. FFmpeg asks between reads, we ask between packets and frames.
 * It runs while the file is read and not while its reader's caller is at work.
 */
final class Deadline implements AutoCloseable {
  /**
   * FFmpeg's question, whether it shall give up: one for all files, as JavaCPP makes ten at most.
   */
  private static final AVIOInterruptCB.Callback_Pointer PASSED =
      new AVIOInterruptCB.Callback_Pointer() {
        @Override
        public int call(Pointer end) {
          return passed(new LongPointer(end)) ? 1 : 0;
        }
      };

  private final Path file;
  private final int seconds = MediaLimits.current().itemSeconds();
  private final LongPointer end = new LongPointer(1);
  private final AVIOInterruptCB callback = new AVIOInterruptCB();
  private long left;

  Deadline(Path file) {
    this.file = file;
    callback.callback(PASSED).opaque(end);
    end.put(System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds));
  }

  private static boolean passed(LongPointer end) {
    return System.nanoTime() - end.get() > 0;
  }

  AVIOInterruptCB callback() {
    return callback;
  }

  /** The reader's caller is at work. */
  void pause() {
    left = end.get() - System.nanoTime();
  }

  /** The file is read on. */
  void resume() {
    end.put(System.nanoTime() + left);
  }

  /** Fails where no time is left. */
  void check() {
    if (passed(end)) {
      throw new LimitExceeded(
          file,
          "not decoded within " + seconds + " s",
          "a file that is decoded in that time",
          "itemSeconds");
    }
  }

  @Override
  public void close() {
    callback.close();
    end.close();
  }
}
