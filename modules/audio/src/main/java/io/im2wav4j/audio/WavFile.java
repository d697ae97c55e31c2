package io.im2wav4j.audio;

import io.im2wav4j.core.error.UserError;
import io.im2wav4j.core.io.AtomicFiles;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;

/** RIFF WAVE files, 16-bit PCM or 32-bit float. Other encodings are read through {@code media}. */
public final class WavFile {
  private static final int RIFF = 0x46464952;
  private static final int WAVE = 0x45564157;
  private static final int FMT = 0x20746d66;
  private static final int DATA = 0x61746164;
  private static final int EXTENSIBLE = 0xFFFE;

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
    int channels = clip.channels().length;
    int dataBytes = Math.multiplyExact(clip.length(), channels * encoding.bytes);
    ByteBuffer out = ByteBuffer.allocate(44 + dataBytes).order(ByteOrder.LITTLE_ENDIAN);
    out.putInt(RIFF).putInt(36 + dataBytes).putInt(WAVE);
    out.putInt(FMT).putInt(16).putShort((short) encoding.tag).putShort((short) channels);
    out.putInt(clip.sampleRate()).putInt(clip.sampleRate() * channels * encoding.bytes);
    out.putShort((short) (channels * encoding.bytes)).putShort((short) (8 * encoding.bytes));
    out.putInt(DATA).putInt(dataBytes);
    for (int i = 0; i < clip.length(); i++) {
      for (float[] channel : clip.channels()) {
        if (encoding == Encoding.FLOAT_32) {
          out.putFloat(channel[i]);
        } else {
          out.putShort((short) Math.max(-32768, Math.min(32767, Math.round(channel[i] * 32768f))));
        }
      }
    }
    AtomicFiles.write(file, stream -> stream.write(out.array()));
  }

  /** Reads a file that {@link #write} could have written, whoever wrote it. */
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
        in.limit((int) Math.min(bytes.length, start + size));
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
