package io.im2wav4j.audio.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.bytedeco.ffmpeg.global.avformat.AV_DISPOSITION_DEFAULT;

import io.im2wav4j.core.error.UserError;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.ffmpeg.global.avcodec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One clock for sound and pictures, by time stamps. */
class MediaClockTest {
  private static final double BLOCK = (double) TestTracks.BLOCK / TestTracks.RATE;

  @TempDir Path folder;

  /** When the beep begins, in seconds. */
  private static double beep(Path file) {
    float[] samples = MediaFile.audio(file).channels()[0];
    for (int i = 0; i < samples.length; i++) {
      if (Math.abs(samples[i]) > 0.1) {
        return (double) i / TestTracks.RATE;
      }
    }
    throw new AssertionError("silence");
  }

  private static double[] every(double from, double seconds) {
    return TestTracks.times(from, BLOCK, (int) Math.round(seconds / BLOCK));
  }

  private Path late(double picturesFrom, double soundFrom, String kind) throws IOException {
    return new TestTracks()
        .pictures(AV_DISPOSITION_DEFAULT, TestTracks.times(picturesFrom, 0.04, 75))
        .sound(TestTracks.beep(1, 3), AV_DISPOSITION_DEFAULT, every(soundFrom, 3))
        .write(folder.resolve("late." + kind));
  }

  @ParameterizedTest
  @ValueSource(strings = {"mkv", "mov", "nut"})
  void soundThatBeginsLaterThanThePictures_hasSilenceInFront(String kind) throws IOException {
    Path file = late(0, 0.5, kind);
    assertThat(beep(file)).isCloseTo(1.5, within(1e-3));
    assertThat(MediaFile.audio(file).seconds()).isCloseTo(3.5, within(1e-3));
    assertThat(MediaFile.audio(file, 1.4, 0.2).length()).isEqualTo(3200);
    assertThat(MediaFile.check(file).seconds()).isCloseTo(3.5, within(0.05));
  }

  @Test
  void picturesThatBeginLaterThanTheSound_areAtTheirTimes() throws IOException {
    Path file = late(0.5, 0, "mkv");
    assertThat(beep(file)).isEqualTo(1);
    List<VideoFrame> frames = MediaFile.frames(file, 0, Double.POSITIVE_INFINITY, 4);
    assertThat(frames.get(3).seconds()).isCloseTo(0.74, within(0.021));
    assertThat(TestMedia.frameNumber(frames.get(3).image())).isEqualTo(6);
  }

  @ParameterizedTest
  @ValueSource(strings = {"mkv", "mov", "nut"})
  void aFileWhoseStreamsBothBeginLater_beginsWithThem(String kind) throws IOException {
    Path file = late(5, 5, kind);
    assertThat(MediaFile.check(file).seconds()).isCloseTo(3, within(0.01));
    assertThat(beep(file)).isEqualTo(1);
    assertThat(MediaFile.frames(file, 0, Double.POSITIVE_INFINITY, 4)).hasSize(12);
    assertThat(MediaFile.frames(file, 0, 1, 1).get(0).seconds()).isCloseTo(0, within(1e-6));
  }

  @Test
  void aHoleInTheSound_isSilenceOfItsLength() {
    double[] times = every(0, 3);
    for (int i = times.length / 3; i < times.length; i++) {
      times[i] += 1;
    }
    Path file =
        new TestTracks()
            .sound(TestTracks.beep(1, 3), AV_DISPOSITION_DEFAULT, times)
            .write(folder.resolve("hole.mkv"));
    assertThat(MediaFile.check(file).seconds()).isCloseTo(4, within(1e-3));
    assertThat(MediaFile.audio(file).length()).isEqualTo(4 * TestTracks.RATE);
    assertThat(beep(file)).isEqualTo(2);
    assertThat(MediaFile.audio(file, 1.2, 0.5).channels()[0]).containsOnly(0).hasSize(8000);
  }

  @Test
  void timeStampsThatWaver_neitherAddNorTakeSamples() {
    double[] times = every(0, 3);
    for (int i = 0; i < times.length; i++) {
      times[i] += i % 3 == 0 ? 0 : 0.009 * (i % 3);
    }
    float[] samples = TestTracks.beep(1, 3);
    Path file =
        new TestTracks()
            .sound(samples, AV_DISPOSITION_DEFAULT, times)
            .write(folder.resolve("waver.mkv"));
    assertThat(MediaFile.audio(file).channels()[0]).containsExactly(samples);
  }

  @Test
  void soundThatOverlapsItself_keepsItsPlace() {
    Path file =
        new TestTracks()
            .sound(
                TestTracks.beep(1, 3),
                AV_DISPOSITION_DEFAULT,
                TestTracks.times(0, 0.75 * BLOCK, 150))
            .write(folder.resolve("overlap.mkv"));
    assertThat(beep(file)).isCloseTo(0.75, within(0.051));
    assertThat(MediaFile.audio(file).seconds()).isCloseTo(2.25, within(0.051));
  }

  @Test
  void theSoundWithTheDefaultFlagCounts() throws IOException {
    Path file =
        new TestTracks()
            .pictures(0, TestTracks.times(0, 0.04, 75))
            .sound(new float[3 * TestTracks.RATE], 0, every(0, 3))
            .sound(TestTracks.beep(1, 3), AV_DISPOSITION_DEFAULT, every(0, 3))
            .write(folder.resolve("two.mkv"));
    assertThat(beep(file)).isEqualTo(1);
  }

  @Test
  void coverArtIsNoVideo() throws Exception {
    Path plain =
        TestMedia.sound(
            folder.resolve("plain.mp3"),
            avcodec.AV_CODEC_ID_MP3,
            TestMedia.tone(44_100, 44_100, 1));
    Path file = folder.resolve("cover.mp3");
    byte[] picture = TestTracks.jpeg(200);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    int length = 14 + picture.length;
    int tag = 10 + length;
    bytes.write(new byte[] {'I', 'D', '3', 3, 0, 0, 0, 0, (byte) (tag >> 7), (byte) (tag & 127)});
    bytes.write(new byte[] {'A', 'P', 'I', 'C', 0, 0, (byte) (length >> 8), (byte) length, 0, 0});
    bytes.write("\0image/jpeg\0\3\0".getBytes(StandardCharsets.ISO_8859_1));
    bytes.write(picture);
    bytes.write(Files.readAllBytes(plain));
    Files.write(file, bytes.toByteArray());
    MediaInfo info = MediaFile.check(file);
    assertThat(info.hasVideo()).isFalse();
    assertThat(info.frameRate()).isZero();
    assertThat(MediaFile.audio(file)).isEqualTo(MediaFile.audio(plain));
    assertThatThrownBy(() -> MediaFile.frames(file, 0, 1, 1)).hasMessageContaining("no pictures");
  }

  @Test
  void theLastFrameStaysToTheEndOfTheFile() throws IOException {
    Path file =
        new TestTracks()
            .pictures(AV_DISPOSITION_DEFAULT, 0, 0.3, 1.1, 4)
            .sound(TestTracks.beep(1, 6), AV_DISPOSITION_DEFAULT, every(0, 6))
            .write(folder.resolve("held.mkv"));
    List<VideoFrame> frames = MediaFile.frames(file, 0, Double.POSITIVE_INFINITY, 4);
    assertThat(frames).hasSize(24);
    assertThat(frames.get(23).seconds()).isCloseTo(4, within(1e-3));
    assertThat(MediaFile.frames(file, 5, 0.5, 4)).hasSize(2);
    assertThatThrownBy(() -> MediaFile.frames(file, 6.5, 0.5, 4)).hasMessageContaining("6.5 s on");
  }

  @Test
  void whatIsCutOff_isRefusedByAllThatRead() throws IOException {
    byte[] whole = Files.readAllBytes(late(0, 0, "mkv"));
    Path file = Files.write(folder.resolve("cut.mkv"), Arrays.copyOf(whole, whole.length / 2));
    MediaCheck check = MediaFile.examine(file);
    for (Runnable read :
        List.<Runnable>of(
            () -> check.require(3),
            () -> MediaFile.audio(file),
            () -> MediaFile.audio(file, 1, 2),
            () -> MediaFile.frames(file, 0, 3, 4))) {
      assertThatThrownBy(read::run)
          .isInstanceOf(UserError.class)
          .hasMessageContaining("cut.mkv: ends after");
    }
    check.require(1);
    assertThat(MediaFile.audio(file, 0, 1).length()).isEqualTo(TestTracks.RATE);
    assertThat(MediaFile.frames(file, 0, 1, 4)).hasSize(4);
  }

  @Test
  void anAviThatWasCutOff_isRefusedThoughItsIndexIsLost() throws IOException {
    byte[] whole = Files.readAllBytes(late(0, 0, "avi"));
    Path file = Files.write(folder.resolve("cut.avi"), Arrays.copyOf(whole, whole.length / 2));
    assertThatThrownBy(() -> MediaFile.examine(file)).hasMessageContaining("cut short");
    assertThatThrownBy(() -> MediaFile.audio(file)).hasMessageContaining("cut short");
    whole[4] = whole[5] = whole[6] = whole[7] = 0; // as programs leave it that write into a pipe
    assertThat(MediaFile.audio(Files.write(file, whole)).length()).isPositive();
  }
}
