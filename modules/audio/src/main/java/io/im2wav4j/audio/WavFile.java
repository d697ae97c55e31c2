package io.im2wav4j.audio;

import io.im2wav4j.core.error.UserError;
import io.im2wav4j.core.io.AtomicFiles;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.function.Consumer;

/** Writes RIFF WAVE files, 16-bit PCM or 32-bit float. {@code media} reads them, as all others. */
public final class WavFile {
  private static final int RIFF = 0x46464952;
  private static final int WAVE = 0x45564157;
  private static final int FMT = 0x20746d66;
  private static final int DATA = 0x61746164;
  private static final long MOST_BYTES = 0xFFFFFFFFL - 36;

  private WavFile() {}

  /** How samples are stored. */
  public enum Encoding {
    /** 16-bit integers; what lies beyond [-1, 1] is clipped. */
    PCM_16(1, 2),
    /** 32-bit floats, unclipped. */
    FLOAT_32(3, 4);

    private final int tag;
    private final int bytes;

    Encoding(int tag, int bytes) {
      this.tag = tag;
      this.bytes = bytes;
    }
  }

  /** Writes a clip atomically. */
  public static void write(Path file, AudioClip clip, Encoding encoding) {
    AtomicFiles.write(file, stream -> write(stream, file.toString(), clip, encoding));
  }

  /** Sound that is made block by block. */
  @FunctionalInterface
  public interface SampleBlocks {
    /** Gives each block to {@code next}. */
    void forEach(Consumer<float[]> next);
  }

  /**
   * Writes one channel atomically, as it comes.
   *
   * @param samples how many there will be
   */
  public static void write(
      Path file, int sampleRate, long samples, Encoding encoding, SampleBlocks blocks) {
    AtomicFiles.write(
        file,
        stream -> {
          stream.write(header(file.toString(), 1, samples, sampleRate, encoding));
          long[] left = {samples};
          try {
            blocks.forEach(
                block -> {
                  left[0] -= block.length;
                  ByteBuffer bytes =
                      ByteBuffer.allocate(block.length * encoding.bytes)
                          .order(ByteOrder.LITTLE_ENDIAN);
                  for (float sample : block) {
                    put(bytes, sample, encoding);
                  }
                  try {
                    stream.write(bytes.array());
                  } catch (IOException e) {
                    throw new UncheckedIOException(e);
                  }
                });
          } catch (UncheckedIOException e) {
            throw e.getCause();
          }
          if (left[0] != 0) {
            throw new IllegalStateException(samples + " samples promised, " + left[0] + " missing");
          }
        });
  }

  /**
   * Writes a clip's file to a stream.
   *
   * @param name what to call it in an error
   */
  public static void write(OutputStream stream, String name, AudioClip clip, Encoding encoding)
      throws IOException {
    int channels = clip.channels().length;
    int frameBytes = channels * encoding.bytes;
    stream.write(header(name, channels, clip.length(), clip.sampleRate(), encoding));
    ByteBuffer frame = ByteBuffer.allocate(frameBytes).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < clip.length(); i++) {
      frame.clear();
      for (float[] channel : clip.channels()) {
        put(frame, channel[i], encoding);
      }
      stream.write(frame.array());
    }
  }

  private static byte[] header(
      String name, int channels, long length, int sampleRate, Encoding encoding) {
    int frameBytes = channels * encoding.bytes;
    long dataBytes = length * frameBytes;
    if (dataBytes > MOST_BYTES) {
      throw new UserError(
          name,
          channels + " channels of " + length + " samples in " + encoding,
          "at most 4 GiB, which is all that a WAV file can hold",
          "Write the sound in parts");
    }
    ByteBuffer header = ByteBuffer.allocate(44).order(ByteOrder.LITTLE_ENDIAN);
    header.putInt(RIFF).putInt((int) (36 + dataBytes)).putInt(WAVE);
    header.putInt(FMT).putInt(16).putShort((short) encoding.tag).putShort((short) channels);
    header.putInt(sampleRate).putInt(sampleRate * frameBytes);
    header.putShort((short) frameBytes).putShort((short) (8 * encoding.bytes));
    header.putInt(DATA).putInt((int) dataBytes);
    return header.array();
  }

  private static void put(ByteBuffer out, float sample, Encoding encoding) {
    if (encoding == Encoding.FLOAT_32) {
      out.putFloat(sample);
    } else {
      out.putShort((short) Math.max(-32768, Math.min(32767, Math.round(sample * 32768f))));
    }
  }
}
