package io.im2wav4j.audio.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.im2wav4j.audio.AudioClip;
import io.im2wav4j.audio.resample.Resampler;
import io.im2wav4j.core.error.UserError;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avutil;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Sounds and videos that claim more than they may take are refused before it is taken. */
@Timeout(30)
class HostileMediaTest {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({"1,1", "999,1", "2000000000,1", "16000,300"})
  void aSoundOfNoRealRateOrOfTooManyChannels_isRefused(int rate, int channels) throws IOException {
    Path file = Files.write(folder.resolve("a.wav"), wav(rate, channels, new byte[60_000]));
    refused(() -> MediaFile.audio(file), channels > 1 ? "channels" : "Hz");
    refused(() -> MediaFile.examine(file), "Rate", "channels");
    refused(() -> MediaFile.stream(file, 0, 1).close(), "Rate", "channels");
  }

  @Test
  void aSoundThatIsTooLargeInOnePiece_isRefusedAndStreamed() throws IOException {
    Path file = sound(200);
    Path limits = limits("heldMegasamples: 1");
    TestLimits.with(
        limits,
        () -> {
          refused(() -> MediaFile.audio(file), "more than 1 million samples", "heldMegasamples");
          float[] some = new float[1 << 16];
          int read = 0;
          try (var stream = MediaFile.stream(file, 0, Double.POSITIVE_INFINITY)) {
            for (int n = 0; n >= 0; n = stream.read(some, 0, some.length)) {
              read += n;
            }
          }
          assertThat(read).isEqualTo(200 * 8000);
          return null;
        });
  }

  @Test
  void aSoundThatResamplingMakesTooLong_isRefused() throws IOException {
    AudioClip clip = AudioClip.mono(new float[700_000], 8000);
    TestLimits.with(
        limits("heldMegasamples: 1"),
        () -> {
          refused(() -> Resampler.toMono(clip, 16_000), "1400000 samples", "heldMegasamples");
          return null;
        });
  }

  @Test
  void ratesWithoutACommonDivisor_takeNoFilterOfHundredsOfMegabytes() {
    AudioClip clip = AudioClip.mono(new float[1000], 999_983);
    refused(() -> Resampler.toMono(clip, 16_000), "999983 Hz");
  }

  @Test
  void aFileIsReadNoLongerThanItsTime_butItsReaderMayTakeLonger() throws Exception {
    Path video = TestMedia.video(folder.resolve("v.avi"), 25, 20);
    Path limits = limits("itemSeconds: 1");
    AtomicInteger seen = new AtomicInteger();
    TestLimits.with(
        limits,
        () -> {
          MediaFile.frames(
              video,
              0,
              1,
              4,
              frame -> {
                seen.incrementAndGet();
                sleep(600);
              });
          return null;
        });
    assertThat(seen).hasValue(4);
    Path sound = sound(3600 * 20);
    TestLimits.with(
        limits,
        () -> {
          refused(() -> MediaFile.examine(sound), "not decoded within 1 s", "itemSeconds");
          return null;
        });
  }

  @Test
  void aFileThatIsTooLong_isRefused() throws IOException {
    Path file = sound(3700);
    TestLimits.with(
        limits("hours: 1"),
        () -> {
          refused(() -> MediaFile.examine(file), "more than 1 hours long");
          return null;
        });
  }

  @ParameterizedTest
  @ValueSource(strings = {"v.mkv", "v.avi", "v.mp4"})
  void aFrameThatIsTooLarge_isRefused(String name) throws IOException {
    TestFrame frame = new TestFrame(1600, 900, avutil.AV_PIX_FMT_YUVJ420P, (plane, x, y) -> 128);
    frame.codec = avcodec.AV_CODEC_ID_MJPEG;
    frame.range = avutil.AVCOL_RANGE_JPEG;
    Path file = frame.write(folder.resolve(name));
    assertThat(MediaFile.frames(file, 0, 1, 1)).hasSize(1);
    TestLimits.with(
        limits("pictureMegapixels: 1"),
        () -> {
          refused(() -> MediaFile.frames(file, 0, 1, 1), "1600 x 900", "pictureMegapixels");
          return null;
        });
  }

  /** The header says 64 x 48; JPEG has sizes of its own. */
  @Test
  void aVideoWhoseFramesGrow_isRefusedWhereTheyBecomeTooLarge() throws IOException {
    TestFrame large = new TestFrame(1600, 900, avutil.AV_PIX_FMT_YUVJ420P, (plane, x, y) -> 128);
    large.codec = avcodec.AV_CODEC_ID_MJPEG;
    large.range = avutil.AVCOL_RANGE_JPEG;
    byte[] small = TestTracks.jpeg(80);
    byte[] jpeg = Files.readAllBytes(large.write(folder.resolve("large.jpg")));
    byte[] all = TestPictures.concat(small, small, small, small, jpeg, small);
    Path file = Files.write(folder.resolve("v.mjpeg"), all);
    assertThat(MediaFile.frames(file, 0, 1, 25))
        .extracting(f -> f.image().getWidth())
        .contains(1600);
    TestLimits.with(
        limits("pictureMegapixels: 1"),
        () -> {
          refused(() -> MediaFile.frames(file, 0, 1, 25), "pictureMegapixels");
          return null;
        });
  }

  @Test
  void framesThatAreTooMuchTogether_areRefusedAndComeOneByOne() throws Exception {
    Path video = TestMedia.video(folder.resolve("v.avi"), 25, 400);
    AtomicInteger seen = new AtomicInteger();
    TestLimits.with(
        limits("heldMegapixels: 1\npictureMegapixels: 1"),
        () -> {
          refused(() -> MediaFile.frames(video, 0, 16, 25), "heldMegapixels");
          MediaFile.frames(video, 0, 16, 25, frame -> seen.incrementAndGet());
          return null;
        });
    assertThat(seen).hasValue(400);
  }

  @Test
  void moreStreamsThanMayBe_areNotOpened() throws IOException {
    TestTracks tracks = new TestTracks();
    for (int i = 0; i < 12; i++) {
      tracks.sound(TestTracks.beep(0, 0.2), 0, TestTracks.times(0, 0.02, 10));
    }
    Path file = tracks.write(folder.resolve("many.mkv"));
    assertThat(MediaFile.audio(file).length()).isPositive();
    TestLimits.with(
        limits("streams: 10"),
        () -> {
          try (OpenMedia media = OpenMedia.open(file)) {
            assertThat(media.context().nb_streams()).isLessThanOrEqualTo(10);
          }
          return null;
        });
  }

  /** Screens of games: decoders that no file of a person needs, and that nobody looks after. */
  @Test
  void aDecoderThatIsNotListed_isNotOpened() throws IOException {
    assertThat(MediaCodecs.ALL.split(",")).doesNotContain("xface", "h264_v4l2m2m", "ansi", "anm");
    TestFrame asus = new TestFrame(64, 48, avutil.AV_PIX_FMT_YUV420P, (plane, x, y) -> 100);
    asus.codec = avcodec.AV_CODEC_ID_ASV1;
    Path file = asus.write(folder.resolve("v.avi"));
    refused(() -> MediaFile.frames(file, 0, 1, 1), "cannot be decoded");
  }

  private Path limits(String text) throws IOException {
    return Files.writeString(Files.createTempFile(folder, "limits", ".yaml"), text + "\n");
  }

  private Path sound(int seconds) throws IOException {
    Path file = folder.resolve("s.wav");
    int bytes = 2 * 8000 * seconds;
    try (RandomAccessFile out = new RandomAccessFile(file.toFile(), "rw")) {
      out.write(wav(8000, 1, new byte[0]));
      out.setLength(44L + bytes); // silence, which takes no room on the disk
      out.seek(40);
      out.writeInt(Integer.reverseBytes(bytes));
    }
    return file;
  }

  private static byte[] wav(int rate, int channels, byte[] data) {
    ByteBuffer out = ByteBuffer.allocate(44 + data.length).order(ByteOrder.LITTLE_ENDIAN);
    out.put(TestPictures.ascii("RIFF")).putInt(36 + data.length).put(TestPictures.ascii("WAVE"));
    out.put(TestPictures.ascii("fmt ")).putInt(16).putShort((short) 1).putShort((short) channels);
    out.putInt(rate).putInt(rate * 2 * channels).putShort((short) (2 * channels));
    out.putShort((short) 16).put(TestPictures.ascii("data")).putInt(data.length).put(data);
    return out.array();
  }

  private static void sleep(long milliseconds) {
    try {
      Thread.sleep(milliseconds);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The message holds one of some words at least. */
  private static void refused(ThrowingCallable reading, String... words) {
    assertThatThrownBy(reading)
        .isInstanceOf(UserError.class)
        .satisfies(
            e ->
                assertThat(words)
                    .as(e.getMessage())
                    .anyMatch(word -> e.getMessage().contains(word)));
  }
}
