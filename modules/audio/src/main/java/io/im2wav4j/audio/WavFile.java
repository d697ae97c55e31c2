package io.im2wav4j.audio;

import io.im2wav4j.core.error.UserError;
import io.im2wav4j.core.io.AtomicFiles;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;

/** RIFF WAVE files, 16-bit PCM or 32-bit float. Other encodings are read through {@code media}. */
public final class WavFile {
  private static final int RIFF = 0x46464952;
  private static final int WAVE = 0x45564157;
  private static final int FMT = 0x20746d66;
  private static final int DATA = 0x61746164;
  private static final int EXTENSIBLE = 0xFFFE;
  private static final long UNKNOWN = 0xFFFFFFFFL;
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

  /**
   * Reads a file of one of the two encodings, whoever wrote it.
   *
   * @throws UserError where the file is missing, cut short or of another kind
   */
  public static AudioClip read(Path file) {
    byte[] bytes;
    try {
      bytes = Files.readAllBytes(file);
    } catch (IOException e) {
      throw broken(file, "cannot be read (" + e.getClass().getSimpleName() + ")");
    }
    ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    if (bytes.length < 12 || in.getInt() != RIFF || in.getInt(8) != WAVE) {
      throw broken(file, "no RIFF WAVE header");
    }
    in.position(12);
    int tag = 0;
    int channels = 0;
    int rate = 0;
    int bits = 0;
    while (in.remaining() >= 8) {
      int id = in.getInt();
      long size = Integer.toUnsignedLong(in.getInt());
      int start = in.position();
      if (id == FMT && size >= 16 && in.remaining() >= 16) {
        tag = in.getShort() & 0xFFFF;
        channels = in.getShort();
        rate = in.getInt();
        in.position(start + 14);
        bits = in.getShort();
        if (tag == EXTENSIBLE && size >= 26 && in.remaining() >= 10) {
          tag = in.getShort(start + 24) & 0xFFFF;
        }
      } else if (id == DATA) {
        if (channels < 1 || rate < 1) {
          throw broken(file, "sound before its description");
        }
        // Programs that write into a pipe cannot know the size.
        boolean unknown = size == UNKNOWN;
        if (!unknown && start + size > bytes.length) {
          throw broken(
              file, "cut short: " + (bytes.length - start) + " of " + size + " bytes of sound");
        }
        in.limit(unknown ? bytes.length : (int) (start + size));
        return samples(file, in, tag, bits, channels, rate);
      }
      long next = start + size + (size & 1);
      if (next > bytes.length) {
        break;
      }
      in.position((int) next);
    }
    throw broken(file, "no sound in it");
  }

  /**
   * How many bytes of sound a file's header promises beyond the file's end; 0 if it is whole or is
   * no WAV file. Decoders pass over this in silence.
   */
  public static long missingBytes(Path file) {
    try (SeekableByteChannel in = Files.newByteChannel(file)) {
      ByteBuffer head = ByteBuffer.allocate(12).order(ByteOrder.LITTLE_ENDIAN);
      in.read(head);
      if (head.hasRemaining() || head.getInt(0) != RIFF || head.getInt(8) != WAVE) {
        return 0;
      }
      ByteBuffer chunk = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
      while (in.read(chunk.clear()) == 8) {
        long size = Integer.toUnsignedLong(chunk.getInt(4));
        if (chunk.getInt(0) == DATA) {
          return size == UNKNOWN ? 0 : Math.max(0, in.position() + size - in.size());
        }
        in.position(in.position() + size + (size & 1));
      }
      return 0;
    } catch (IOException e) {
      throw broken(file, "cannot be read (" + e.getClass().getSimpleName() + ")");
    }
  }

  private static AudioClip samples(
      Path file, ByteBuffer in, int tag, int bits, int channels, int rate) {
    boolean pcm16 = tag == Encoding.PCM_16.tag && bits == 16;
    if (!pcm16 && !(tag == Encoding.FLOAT_32.tag && bits == 32)) {
      throw broken(file, "encoding " + tag + " with " + bits + " bits");
    }
    int length = in.remaining() / (channels * bits / 8);
    float[][] samples = new float[channels][length];
    for (int i = 0; i < length; i++) {
      for (int c = 0; c < channels; c++) {
        samples[c][i] = pcm16 ? in.getShort() / 32768f : in.getFloat();
      }
    }
    return new AudioClip(samples, rate);
  }

  private static UserError broken(Path file, String what) {
    return new UserError(
        file.toString(),
        what,
        "a WAV file of 16-bit PCM or 32-bit float samples",
        "Check the file; other formats convert with 'ffmpeg -i IN -c:a pcm_s16le OUT.wav'");
  }
}
