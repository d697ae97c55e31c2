package io.im2wav4j.data.scenes.avi;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Writes an AVI 1.0 file (RIFF) of Motion JPEG frames and 16-bit PCM mono sound: after each frame
 * comes the sound up to the next one, and an index ends the file. Source: Microsoft's AVI RIFF file
 * reference.
 */
public final class AviWriter {
  private static final int BYTES_PER_SAMPLE = 2;
  private static final int HAS_INDEX = 0x10;
  private static final int IS_INTERLEAVED = 0x100;
  private static final int KEY_FRAME = 0x10;
  private static final int MAIN_HEADER = 56;
  private static final int STREAM_HEADER = 56;
  private static final int BITMAP_INFO = 40;
  private static final int PCM_FORMAT = 16;
  private static final int VIDEO_LIST = 4 + 8 + STREAM_HEADER + 8 + BITMAP_INFO;
  private static final int AUDIO_LIST = 4 + 8 + STREAM_HEADER + 8 + PCM_FORMAT;
  private static final int HEADER_LIST = 4 + 8 + MAIN_HEADER + 8 + VIDEO_LIST + 8 + AUDIO_LIST;

  /**
   * What the file holds.
   *
   * @param frames JPEG images of the same size, at least one; frame i is shown at i /
   *     framesPerSecond
   * @param width frame width in pixels
   * @param height frame height in pixels
   * @param framesPerSecond video frames a second
   * @param samples 16-bit samples of the sound
   * @param sampleRate samples a second
   */
  public record Content(
      List<byte[]> frames,
      int width,
      int height,
      int framesPerSecond,
      short[] samples,
      int sampleRate) {
    /** Checks that there is a picture. */
    public Content {
      if (frames.isEmpty()) {
        throw new IllegalArgumentException("frames is empty; a video has at least one");
      }
      frames = List.copyOf(frames);
    }

    /** First sample that belongs to frame {@code i}; after the last frame, all that is left. */
    int firstSample(int i) {
      long first = (long) i * sampleRate / framesPerSecond;
      return i == frames.size() ? samples.length : (int) Math.min(first, samples.length);
    }

    int soundBytes(int i) {
      return (firstSample(i + 1) - firstSample(i)) * BYTES_PER_SAMPLE;
    }

    int largestFrame() {
      return frames.stream().mapToInt(f -> f.length).max().orElseThrow();
    }

    int chunks() {
      int chunks = frames.size();
      for (int i = 0; i < frames.size(); i++) {
        chunks += soundBytes(i) > 0 ? 1 : 0;
      }
      return chunks;
    }

    long movieBytes() {
      long bytes = 4;
      for (int i = 0; i < frames.size(); i++) {
        bytes += 8 + even(frames.get(i).length);
        bytes += soundBytes(i) > 0 ? 8 + soundBytes(i) : 0;
      }
      return bytes;
    }
  }

  private final Content content;
  private final ByteBuffer buffer;
  private final ByteBuffer index;

  private AviWriter(Content content) {
    this.content = content;
    int indexBytes = 16 * content.chunks();
    long size = 12L + 8 + HEADER_LIST + 8 + content.movieBytes() + 8 + indexBytes;
    if (size > Integer.MAX_VALUE) {
      throw new IllegalArgumentException("the video has " + size + " bytes; AVI 1.0 ends at 2 GiB");
    }
    this.buffer = ByteBuffer.allocate((int) size).order(ByteOrder.LITTLE_ENDIAN);
    this.index = ByteBuffer.allocate(indexBytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** Writes the whole file; the stream stays open. */
  public static void write(OutputStream out, Content content) throws IOException {
    AviWriter writer = new AviWriter(content);
    writer.build();
    out.write(writer.buffer.array());
  }

  private void build() {
    chunk("RIFF", buffer.capacity() - 8).put(ascii("AVI "));
    chunk("LIST", HEADER_LIST).put(ascii("hdrl"));
    mainHeader();
    videoStream();
    audioStream();
    movie();
    chunk("idx1", index.capacity()).put(index.array());
  }

  private void mainHeader() {
    int soundRate = content.sampleRate() * BYTES_PER_SAMPLE;
    chunk("avih", MAIN_HEADER)
        .putInt((int) Math.round(1e6 / content.framesPerSecond()))
        .putInt(content.largestFrame() * content.framesPerSecond() + soundRate)
        .putInt(0)
        .putInt(HAS_INDEX | IS_INTERLEAVED)
        .putInt(content.frames().size())
        .putInt(0)
        .putInt(2)
        .putInt(content.largestFrame())
        .putInt(content.width())
        .putInt(content.height())
        .put(new byte[16]);
  }

  private void videoStream() {
    chunk("LIST", VIDEO_LIST).put(ascii("strl"));
    streamHeader("vids", "MJPG", 1, content.framesPerSecond(), content.frames().size(), 0);
    buffer
        .putShort((short) 0)
        .putShort((short) 0)
        .putShort((short) content.width())
        .putShort((short) content.height());
    chunk("strf", BITMAP_INFO)
        .putInt(BITMAP_INFO)
        .putInt(content.width())
        .putInt(content.height())
        .putShort((short) 1)
        .putShort((short) 24)
        .put(ascii("MJPG"))
        .putInt(content.width() * content.height() * 3)
        .put(new byte[16]);
  }

  private void audioStream() {
    int rate = content.sampleRate();
    chunk("LIST", AUDIO_LIST).put(ascii("strl"));
    streamHeader(
        "auds",
        "\0\0\0\0",
        BYTES_PER_SAMPLE,
        rate * BYTES_PER_SAMPLE,
        content.samples().length,
        BYTES_PER_SAMPLE);
    buffer.putLong(0);
    chunk("strf", PCM_FORMAT)
        .putShort((short) 1)
        .putShort((short) 1)
        .putInt(rate)
        .putInt(rate * BYTES_PER_SAMPLE)
        .putShort((short) BYTES_PER_SAMPLE)
        .putShort((short) 16);
  }

  /** All of a stream header but the frame rectangle that ends it. */
  private void streamHeader(
      String type, String handler, int scale, int rate, int length, int sampleSize) {
    chunk("strh", STREAM_HEADER)
        .put(ascii(type))
        .put(ascii(handler))
        .putInt(0)
        .putInt(0)
        .putInt(0)
        .putInt(scale)
        .putInt(rate)
        .putInt(0)
        .putInt(length)
        .putInt(sampleSize == 0 ? content.largestFrame() : rate)
        .putInt(-1)
        .putInt(sampleSize);
  }

  private void movie() {
    chunk("LIST", (int) content.movieBytes());
    int base = buffer.position();
    buffer.put(ascii("movi"));
    for (int i = 0; i < content.frames().size(); i++) {
      byte[] frame = content.frames().get(i);
      indexed("00dc", KEY_FRAME, base, frame.length);
      buffer.put(frame).put(new byte[even(frame.length) - frame.length]);
      if (content.soundBytes(i) > 0) {
        indexed("01wb", KEY_FRAME, base, content.soundBytes(i));
        for (int s = content.firstSample(i); s < content.firstSample(i + 1); s++) {
          buffer.putShort(content.samples()[s]);
        }
      }
    }
  }

  /** Starts a chunk and its entry in the index; offsets count from the word "movi". */
  private void indexed(String name, int flags, int base, int size) {
    index.put(ascii(name)).putInt(flags).putInt(buffer.position() - base).putInt(size);
    chunk(name, size);
  }

  private ByteBuffer chunk(String name, int size) {
    return buffer.put(ascii(name)).putInt(size);
  }

  private static int even(int size) {
    return size + (size & 1);
  }

  private static byte[] ascii(String fourCharacters) {
    return fourCharacters.getBytes(StandardCharsets.US_ASCII);
  }
}
