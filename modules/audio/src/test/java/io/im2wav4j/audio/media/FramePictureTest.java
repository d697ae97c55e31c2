package io.im2wav4j.audio.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.bytedeco.ffmpeg.global.avutil;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class FramePictureTest {
  private static final int WIDTH = 128;
  private static final int HEIGHT = 64;
  private static final int ONE = 1 << 16;

  /** Shares of red and blue in the brightness (ITU-T H.273). */
  private static final double[] BT601 = {0.299, 0.114};

  private static final double[] BT709 = {0.2126, 0.0722};
  private static final double[] BT2020 = {0.2627, 0.0593};

  @TempDir Path folder;

  static Stream<Arguments> colours() {
    int limited = avutil.AVCOL_RANGE_MPEG;
    int full = avutil.AVCOL_RANGE_JPEG;
    int silent = avutil.AVCOL_RANGE_UNSPECIFIED;
    int unknown = avutil.AVCOL_SPC_UNSPECIFIED;
    int bt601 = avutil.AVCOL_SPC_SMPTE170M;
    int bt709 = avutil.AVCOL_SPC_BT709;
    int bt2020 = avutil.AVCOL_SPC_BT2020_NCL;
    return Stream.of(
        Arguments.of("silent 4:2:0", avutil.AV_PIX_FMT_YUV420P, silent, unknown, BT601, false, 8),
        Arguments.of("full 4:2:0", avutil.AV_PIX_FMT_YUV420P, full, unknown, BT601, true, 8),
        Arguments.of("709 4:2:0", avutil.AV_PIX_FMT_YUV420P, limited, bt709, BT709, false, 8),
        Arguments.of("full 709", avutil.AV_PIX_FMT_YUV420P, full, bt709, BT709, true, 8),
        Arguments.of("709 4:2:2", avutil.AV_PIX_FMT_YUV422P, limited, bt709, BT709, false, 8),
        Arguments.of("709 4:4:4", avutil.AV_PIX_FMT_YUV444P, limited, bt709, BT709, false, 8),
        Arguments.of("full 601 4:4:4", avutil.AV_PIX_FMT_YUV444P, full, bt601, BT601, true, 8),
        Arguments.of("2020", avutil.AV_PIX_FMT_YUV420P10LE, limited, bt2020, BT2020, false, 10),
        Arguments.of("full, 10 bit", avutil.AV_PIX_FMT_YUV422P10LE, full, bt709, BT709, true, 10));
  }

  /** Red to green from left to right. */
  private static double[] ramp(int x) {
    return new double[] {(64 + x) / 255.0, (191 - x) / 255.0, 0.5};
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("colours")
  void theStreamsRangeAndMatrixHoldForItsColours(
      String name, int format, int range, int matrix, double[] shares, boolean full, int bits) {
    int unit = 1 << bits - 8;
    TestFrame video =
        new TestFrame(
            WIDTH,
            HEIGHT,
            format,
            (plane, x, y) -> {
              double[] rgb = ramp(x);
              double luma =
                  shares[0] * rgb[0] + (1 - shares[0] - shares[1]) * rgb[1] + shares[1] * rgb[2];
              if (plane == 0) {
                return (int) Math.round(unit * (full ? 255 * luma : 16 + 219 * luma));
              }
              double share = shares[plane == 1 ? 1 : 0];
              double chroma = ((plane == 1 ? rgb[2] : rgb[0]) - luma) / (2 * (1 - share));
              return (int) Math.round(unit * (128 + (full ? 255 : 224) * chroma));
            });
    video.range = range;
    video.matrix = matrix;
    BufferedImage image = first(video.write(folder.resolve("ramp.mkv")));
    for (int x = 0; x < WIDTH; x++) {
      for (int c = 0; c < 3; c++) {
        assertThat(image.getRGB(x, 20) >> 16 - 8 * c & 0xFF)
            .as("channel %d at %d", c, x)
            .isCloseTo((int) Math.round(255 * ramp(x)[c]), within(4));
      }
    }
  }

  static Stream<Arguments> matrices() {
    return Stream.of(
        Arguments.of("as stored", "RGBW", 1, 0, 0, 1),
        Arguments.of("mirrored", "GRWB", -1, 0, 0, 1),
        Arguments.of("upside down", "BWRG", 1, 0, 0, -1),
        Arguments.of("turned by 180", "WBGR", -1, 0, 0, -1),
        Arguments.of("turned to the right", "BRWG", 0, 1, -1, 0),
        Arguments.of("turned to the left", "GWRB", 0, -1, 1, 0),
        Arguments.of("sides exchanged", "RBGW", 0, 1, 1, 0),
        Arguments.of("sides exchanged the other way", "WGBR", 0, -1, -1, 0));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("matrices")
  void aVideosDisplayMatrixTurnsAndMirrors(String name, String seen, int a, int b, int c, int d) {
    int[][] redGreenBlueWhite = {{81, 90, 240}, {145, 54, 34}, {41, 240, 110}, {235, 128, 128}};
    TestFrame video =
        new TestFrame(
            WIDTH,
            HEIGHT,
            avutil.AV_PIX_FMT_YUV444P,
            (plane, x, y) ->
                redGreenBlueWhite[(x < WIDTH / 2 ? 0 : 1) + (y < HEIGHT / 2 ? 0 : 2)][plane]);
    video.display = new int[] {a * ONE, b * ONE, 0, c * ONE, d * ONE, 0, 0, 0, 1 << 30};
    BufferedImage image = first(video.write(folder.resolve("quadrants.mov")));
    assertThat(image.getWidth()).isEqualTo(a == 0 ? HEIGHT : WIDTH);
    assertThat(image.getHeight()).isEqualTo(a == 0 ? WIDTH : HEIGHT);
    assertThat(Quadrants.of(image)).isEqualTo(seen);
  }

  private static BufferedImage first(Path file) {
    return MediaFile.frames(file, 0, 0.1, 10).get(0).image();
  }
}
