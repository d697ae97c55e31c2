package io.im2wav4j.audio.media;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avutil;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PackedPictureTest {
  private static final int WIDTH = 37;
  private static final int HEIGHT = 21;

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aPictureThatWasSentIsTheOneMadeHere_turnedAndWithOpacity(boolean alpha) throws IOException {
    int type = alpha ? BufferedImage.TYPE_INT_ARGB : BufferedImage.TYPE_INT_RGB;
    BufferedImage stored = new BufferedImage(WIDTH, HEIGHT, type);
    for (int y = 0; y < HEIGHT; y++) {
      for (int x = 0; x < WIDTH; x++) {
        stored.setRGB(x, y, (200 + y) << 24 | (7 * x % 256) << 16 | (250 - y) << 8 | x + y);
      }
    }
    for (int exif = 1; exif <= 8; exif++) {
      Orientation orientation = Orientation.ofExif(exif);
      try (PackedPicture packed = new PackedPicture(frame(stored, alpha), alpha, orientation)) {
        ByteArrayOutputStream sent = new ByteArrayOutputStream();
        packed.write(new DataOutputStream(sent));
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(sent.toByteArray()));
        int[] expected = pixels(orientation.apply(stored));
        BufferedImage there = PictureTransfer.read(in);
        assertThat(pixels(there)).as("sent, EXIF %d", exif).isEqualTo(expected);
        assertThat(pixels(packed.image())).as("here, EXIF %d", exif).isEqualTo(expected);
        assertThat(there.getType()).isEqualTo(packed.image().getType());
        assertThat(in.read()).as("nothing is left").isNegative();
      }
    }
  }

  /** Its rows are longer than its pixels need. */
  private static AVFrame frame(BufferedImage image, boolean alpha) {
    AVFrame frame = avutil.av_frame_alloc();
    frame.format(alpha ? avutil.AV_PIX_FMT_RGBA : avutil.AV_PIX_FMT_RGB24);
    frame.width(WIDTH).height(HEIGHT);
    assertThat(avutil.av_frame_get_buffer(frame, 0)).isNotNegative();
    int channels = alpha ? 4 : 3;
    assertThat(frame.linesize(0)).isGreaterThan(channels * WIDTH);
    for (int y = 0; y < HEIGHT; y++) {
      for (int x = 0; x < WIDTH; x++) {
        int argb = image.getRGB(x, y);
        for (int c = 0; c < channels; c++) {
          int shift = c == 3 ? 24 : 16 - 8 * c;
          frame
              .data(0)
              .put((long) y * frame.linesize(0) + channels * x + c, (byte) (argb >> shift));
        }
      }
    }
    return frame;
  }

  private static int[] pixels(BufferedImage image) {
    return image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
  }
}
