package io.im2wav4j.audio.media;

import io.im2wav4j.worker.WorkerData;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avutil;

/**
 * A frame in FFmpeg's memory as bytes of red, green, blue and perhaps opacity, not yet turned. It
 * goes to another process so, and becomes a picture there: an array on the way would cost as much
 * as decoding a small film.
 */
final class PackedPicture implements DecodedPicture, AutoCloseable {
  /** In the place of a picture's type. */
  static final int TYPE = -1;

  /** Where the bytes of a row come from. */
  private interface Rows {
    void read(byte[] row) throws IOException;
  }

  private final AVFrame frame;
  private final boolean alpha;
  private final Orientation orientation;

  /**
   * Takes the frame over.
   *
   * @param frame RGBA, or RGB24 without {@code alpha}
   */
  PackedPicture(AVFrame frame, boolean alpha, Orientation orientation) {
    this.frame = frame;
    this.alpha = alpha;
    this.orientation = orientation;
  }

  @Override
  public BufferedImage image() throws IOException {
    ByteBuffer bytes = bytes();
    int line = frame.linesize(0);
    int[] next = {0};
    return image(
        frame.width(),
        frame.height(),
        alpha,
        orientation,
        row -> bytes.position(line * next[0]++).get(row));
  }

  @Override
  public void write(DataOutputStream out) throws IOException {
    out.writeInt(frame.width());
    out.writeInt(frame.height());
    out.writeInt(TYPE);
    out.writeBoolean(alpha);
    out.writeBoolean(orientation.sideways());
    out.writeBoolean(orientation.fromRight());
    out.writeBoolean(orientation.fromBottom());
    ByteBuffer bytes = bytes();
    int length = frame.width() * channels(alpha);
    for (int y = 0; y < frame.height(); y++) {
      int at = y * frame.linesize(0);
      WorkerData.write(out, bytes.limit(at + length).position(at));
    }
  }

  /** What was written, after the type. */
  static BufferedImage read(DataInputStream in, int width, int height) throws IOException {
    boolean alpha = in.readBoolean();
    Orientation orientation = new Orientation(in.readBoolean(), in.readBoolean(), in.readBoolean());
    return image(width, height, alpha, orientation, in::readFully);
  }

  private static BufferedImage image(
      int width, int height, boolean alpha, Orientation orientation, Rows rows) throws IOException {
    int channels = channels(alpha);
    BufferedImage image =
        new BufferedImage(
            width, height, alpha ? BufferedImage.TYPE_INT_ARGB : BufferedImage.TYPE_INT_RGB);
    int[] rgb = ((DataBufferInt) image.getRaster().getDataBuffer()).getData();
    byte[] row = new byte[width * channels];
    for (int y = 0; y < height; y++) {
      rows.read(row);
      for (int x = 0; x < width; x++) {
        int at = x * channels;
        int opacity = alpha ? row[at + 3] & 0xFF : 0;
        rgb[y * width + x] =
            opacity << 24 | (row[at] & 0xFF) << 16 | (row[at + 1] & 0xFF) << 8 | row[at + 2] & 0xFF;
      }
    }
    return orientation.apply(image);
  }

  private static int channels(boolean alpha) {
    return alpha ? 4 : 3;
  }

  /** All rows; FFmpeg's pictures are smaller than 2 GiB. */
  private ByteBuffer bytes() {
    return frame.data(0).capacity((long) frame.height() * frame.linesize(0)).asByteBuffer();
  }

  @Override
  public void close() {
    avutil.av_frame_free(frame);
  }
}
