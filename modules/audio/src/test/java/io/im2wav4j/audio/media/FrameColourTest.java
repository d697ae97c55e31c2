package io.im2wav4j.audio.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.javacv.FFmpegFrameRecorder;
import org.bytedeco.javacv.Java2DFrameConverter;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** JavaCV mistakes the padded rows of some widths for more channels. */
class FrameColourTest {
  private static final Color COLOUR = new Color(160, 60, 10);

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(ints = {16, 32, 34, 48, 64, 80, 96, 98, 130, 144, 160, 224, 340})
  void framesOfAnyWidthKeepTheirColours(int width) throws Exception {
    BufferedImage image = MediaFile.frames(video(width), 0.2, 0.1, 10).get(0).image();
    assertThat(image.getWidth()).isEqualTo(width);
    for (int x = 1; x < width; x += 5) {
      Color seen = new Color(image.getRGB(x, 20));
      assertThat(seen.getRed()).as("red at %d", x).isCloseTo(COLOUR.getRed(), within(12));
      assertThat(seen.getGreen()).as("green at %d", x).isCloseTo(COLOUR.getGreen(), within(12));
      assertThat(seen.getBlue()).as("blue at %d", x).isCloseTo(COLOUR.getBlue(), within(12));
    }
  }

  private Path video(int width) throws Exception {
    Path file = folder.resolve("video.avi");
    try (FFmpegFrameRecorder recorder = new FFmpegFrameRecorder(file.toFile(), width, 48);
        Java2DFrameConverter converter = new Java2DFrameConverter()) {
      recorder.setFormat("avi");
      recorder.setVideoCodec(avcodec.AV_CODEC_ID_MJPEG);
      recorder.setFrameRate(10);
      recorder.start();
      BufferedImage image = new BufferedImage(width, 48, BufferedImage.TYPE_3BYTE_BGR);
      Graphics2D g = image.createGraphics();
      g.setColor(COLOUR);
      g.fillRect(0, 0, width, 48);
      g.dispose();
      for (int i = 0; i < 5; i++) {
        recorder.record(converter.convert(image));
      }
    }
    return file;
  }
}
