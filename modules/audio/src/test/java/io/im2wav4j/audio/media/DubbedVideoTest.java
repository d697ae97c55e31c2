package io.im2wav4j.audio.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.im2wav4j.audio.AudioClip;
import io.im2wav4j.audio.WavFile;
import io.im2wav4j.core.error.UserError;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacv.FFmpegFrameRecorder;
import org.bytedeco.javacv.Java2DFrameConverter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is written is read again, by our own reader: when each picture shows, and the sound. */
class DubbedVideoTest {
  private static final int RATE = 16_000;
  private static final int COLOURS = 32;

  @TempDir Path folder;

  /** H.264 of 80 frames, 25 a second, with B-frames, made by x264; see {@link TestMedia}. */
  private Path h264(String name) throws IOException {
    Path file = folder.resolve(name);
    try (InputStream in = DubbedVideoTest.class.getResourceAsStream(name)) {
      Files.copy(in, file);
    }
    return file;
  }

  private Path noise(double seconds) {
    Random random = new Random(7);
    float[] samples = new float[(int) Math.round(seconds * RATE)];
    float slow = 0;
    for (int i = 0; i < samples.length; i++) {
      slow += 0.2f * ((float) random.nextGaussian() - slow);
      samples[i] = 0.4f * slow * (i / 1600 % 3 == 0 ? 1 : 0.1f);
    }
    Path wav = folder.resolve("noise-" + seconds + ".wav");
    WavFile.write(wav, AudioClip.mono(samples, RATE), WavFile.Encoding.PCM_16);
    return wav;
  }

  private DubbedVideo dub(Path video, double start, Path wav, Path target) throws IOException {
    return VideoDub.write(video, start, Double.POSITIVE_INFINITY, wav, target);
  }

  /** The number of the frame that shows at each multiple of a frame's time. */
  private static List<Long> numbers(Path mp4, double seconds, double rate) {
    return MediaFile.frames(mp4, 0.25 / rate, seconds - 0.25 / rate, rate).stream()
        .map(frame -> TestMedia.frameNumber(frame.image()) % COLOURS)
        .toList();
  }

  private static List<Long> sequence(long first, int count) {
    List<Long> all = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      all.add((first + i) % COLOURS);
    }
    return all;
  }

  /** When each picture begins to show, and how red it is, 8 more than the one before. */
  private record Shown(double seconds, int red) {}

  private static List<Shown> shown(Path file) {
    return MediaFile.frames(file, 0, Double.POSITIVE_INFINITY, 200).stream()
        .distinct()
        .map(f -> new Shown(f.seconds(), f.image().getRGB(30, 20) >> 16 & 0xFF))
        .toList();
  }

  /** The picture that is on screen at the start comes first, those after it at their times. */
  private static void assertPictures(Path mp4, Path video, double start, double seconds) {
    List<Shown> expected = new ArrayList<>();
    for (Shown frame : shown(video)) {
      if (frame.seconds < start + 1e-6) {
        expected.clear();
      }
      if (frame.seconds < start + seconds) {
        expected.add(new Shown(Math.max(0, frame.seconds - start), frame.red));
      }
    }
    List<Shown> found = shown(mp4);
    assertThat(found).as(video.toString()).hasSameSizeAs(expected);
    for (int i = 0; i < found.size(); i++) {
      assertThat(found.get(i).seconds)
          .as("%s, picture %d", video, i)
          .isCloseTo(expected.get(i).seconds, within(0.001));
      assertThat(found.get(i).red)
          .as("%s, picture %d", video, i)
          .isCloseTo(expected.get(i).red, within(5));
    }
  }

  private static Path vp9(Path file, int width, int height) throws Exception {
    try (FFmpegFrameRecorder recorder = new FFmpegFrameRecorder(file.toFile(), width, height, 0);
        Java2DFrameConverter converter = new Java2DFrameConverter()) {
      recorder.setFormat("webm");
      recorder.setVideoCodec(avcodec.AV_CODEC_ID_VP9);
      recorder.setFrameRate(25);
      recorder.setVideoBitrate(1_000_000);
      recorder.start();
      for (int i = 0; i < 60; i++) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
        for (int y = 0; y < height; y++) {
          for (int x = 0; x < width; x++) {
            image.setRGB(x, y, (8 * i % 256) << 16);
          }
        }
        recorder.record(converter.convert(image));
      }
    }
    return file;
  }

  private static String pixels(Path file, double at) {
    BufferedImage image = MediaFile.frames(file, at, 0.01, 1).get(0).image();
    int width = image.getWidth();
    return java.util.Arrays.toString(image.getRGB(0, 0, width, image.getHeight(), null, 0, width));
  }

  /** The sound is that of the WAV: no later, no earlier, of its length. */
  private static void assertSound(Path mp4, Path wav) {
    float[] expected = MediaFile.audio(wav).channels()[0];
    AudioClip found = MediaFile.audio(mp4);
    assertThat(found.sampleRate()).isEqualTo(RATE);
    float[] heard = found.channels()[0];
    // What fills the last block of AAC is heard by who does not mind the MP4's length, as our
    // reader.
    assertThat(heard.length).isBetween(expected.length, expected.length + 1024);
    int best = 0;
    double most = 0;
    for (int lag = -64; lag <= 64; lag++) {
      double correlation = correlation(expected, heard, lag);
      if (correlation > most) {
        most = correlation;
        best = lag;
      }
    }
    assertThat(best).as("lag in samples").isBetween(-RATE / 1000, RATE / 1000);
    assertThat(most).isGreaterThan(0.97);
  }

  private static double correlation(float[] a, float[] b, int lag) {
    double ab = 0;
    double aa = 0;
    double bb = 0;
    for (int i = 100; i < Math.min(a.length, b.length) - 100; i++) {
      ab += a[i] * b[i + lag];
      aa += a[i] * a[i];
      bb += b[i + lag] * b[i + lag];
    }
    return ab / Math.sqrt(aa * bb);
  }

  @Test
  void h264IsCopied_fromTheStart_withItsBFrames() throws IOException {
    Path video = h264("closed-gop.mp4");
    Path mp4 = folder.resolve("out.mp4");
    Path wav = noise(2);
    assertThat(dub(video, 0, wav, mp4)).isEqualTo(new DubbedVideo(true, ""));
    assertThat(numbers(mp4, 2, 25)).isEqualTo(sequence(0, 50));
    assertThat(MediaFile.probe(mp4).seconds()).isCloseTo(2, within(0.002));
    assertThat(pixels(mp4, 0.5)).isEqualTo(pixels(video, 0.5));
    assertSound(mp4, wav);
    MediaFile.check(mp4);
  }

  @Test
  void h264IsCopied_fromAKeyFrameInItsMiddle() throws IOException {
    Path video = h264("closed-gop.mp4");
    Path mp4 = folder.resolve("out.mp4");
    Path wav = noise(1.5);
    assertThat(dub(video, 1, wav, mp4).copied()).isTrue();
    assertThat(numbers(mp4, 1.5, 25)).isEqualTo(sequence(25, 38));
    assertThat(MediaFile.probe(mp4).seconds()).isCloseTo(1.5, within(0.002));
    assertSound(mp4, wav);
  }

  @Test
  void fromTheMiddleOfAGroupOfPictures_isEncoded_andBeginsWithThePictureThatIsOnScreen()
      throws IOException {
    Path video = h264("closed-gop.mp4");
    for (double start : new double[] {0.4, 1.32, 2.56}) {
      Path mp4 = folder.resolve(start + ".mp4");
      Path wav = noise(0.6);
      DubbedVideo made = dub(video, start, wav, mp4);
      assertThat(made.copied()).isFalse();
      assertThat(made.reason()).contains("no key frame");
      assertThat(numbers(mp4, 0.6, 25)).isEqualTo(sequence(Math.round(start * 25), 15));
      assertThat(MediaFile.probe(mp4).seconds()).isCloseTo(0.6, within(0.002));
      assertSound(mp4, wav);
    }
  }

  @Test
  void keyFrameWhoseFollowersNeedOlderPictures_isEncoded() throws IOException {
    Path mp4 = folder.resolve("out.mp4");
    DubbedVideo made = dub(h264("open-gop.mkv"), 27 / 25.0, noise(1), mp4);
    assertThat(made.copied()).isFalse();
    assertThat(made.reason()).contains("not one to begin with");
    assertThat(numbers(mp4, 1, 25)).isEqualTo(sequence(27, 25));
  }

  @Test
  void soundOutlastsTheVideo_andTheLastPictureStays() throws Exception {
    Path wav = noise(4);
    Path copied = folder.resolve("copied.mp4");
    Path h264 = h264("closed-gop.mp4");
    Path avi = TestMedia.video(folder.resolve("short.avi"), 25, 80);
    assertThat(dub(h264, 2, wav, copied).copied()).isTrue();
    Path encoded = folder.resolve("encoded.mp4");
    dub(avi, 2, wav, encoded);
    for (Path mp4 : List.of(copied, encoded)) {
      assertPictures(mp4, mp4 == copied ? h264 : avi, 2, 4);
      VideoFrame last = MediaFile.frames(mp4, 3.9, 1, 25).get(0);
      assertThat(last.seconds()).isCloseTo(29 / 25.0, within(0.001));
      assertThat(MediaFile.probe(mp4).seconds()).isCloseTo(4, within(0.002));
      assertSound(mp4, wav);
    }
  }

  @Test
  void videosOfOtherCodecsAndRates_areEncoded() throws Exception {
    double[] uneven = {0, 0.1, 0.14, 0.3, 0.7, 0.75, 1.2, 1.8, 1.84, 2.4};
    Path wav = noise(1.5);
    for (Path video :
        List.of(
            TestMedia.video(folder.resolve("motion.avi"), 25, 60),
            TestMedia.video(folder.resolve("ntsc.mp4"), 30_000 / 1001.0, 70),
            TestMedia.video(folder.resolve("uneven.mp4"), 25, uneven, null),
            TestMedia.video(
                folder.resolve("sound.avi"),
                25,
                TestTracks.times(0, 0.04, 60),
                TestMedia.tone(8000, 20_000, 1)),
            vp9(folder.resolve("web.webm"), 65, 49))) {
      Path mp4 = folder.resolve("out.mp4");
      DubbedVideo made = dub(video, 0.52, wav, mp4);
      assertThat(made.copied()).as(video.toString()).isFalse();
      assertThat(made.reason()).contains("not h264");
      assertPictures(mp4, video, 0.52, 1.5);
      assertThat(MediaFile.probe(mp4).seconds()).isCloseTo(1.5, within(0.002));
      assertSound(mp4, wav);
    }
  }

  @Test
  void turnsAreKept_encodedAndCopied_andAnOddSizeLosesARow() throws IOException {
    int one = 1 << 16;
    TestFrame turned = quadrants(65, 49);
    turned.display = new int[] {0, one, 0, -one, 0, 0, 0, 0, 1 << 30};
    Path video = turned.write(folder.resolve("turned.mov"));
    Path wav = noise(0.5);
    Path encoded = folder.resolve("encoded.mp4");
    assertThat(dub(video, 0, wav, encoded).copied()).isFalse();
    Path copied = folder.resolve("copied.mp4");
    assertThat(dub(encoded, 0, wav, copied).copied()).isTrue();
    String upright = Quadrants.of(MediaFile.frames(video, 0, 1, 1).get(0).image());
    assertThat(upright).isEqualTo("BRWG");
    for (Path mp4 : List.of(encoded, copied)) {
      BufferedImage image = MediaFile.frames(mp4, 0, 1, 1).get(0).image();
      assertThat(image.getWidth()).isEqualTo(48);
      assertThat(image.getHeight()).isEqualTo(64);
      assertThat(Quadrants.of(image)).isEqualTo(upright);
    }
  }

  /** A frame without loss. */
  private static TestFrame quadrants(int width, int height) {
    int[][] redGreenBlueWhite = {{81, 90, 240}, {145, 54, 34}, {41, 240, 110}, {235, 128, 128}};
    return new TestFrame(
        width,
        height,
        avutil.AV_PIX_FMT_YUV444P,
        (plane, x, y) ->
            redGreenBlueWhite[(x < width / 2 ? 0 : 1) + (y < height / 2 ? 0 : 2)][plane]);
  }

  @Test
  void theSameFromAWorker_andTheSameBytesEachTime() throws IOException {
    Path wav = noise(0.5);
    for (double start : new double[] {1, 0.5}) {
      Path video = folder.resolve("closed-gop.mp4");
      if (!Files.exists(video)) {
        h264("closed-gop.mp4");
      }
      Path here = folder.resolve("here.mp4");
      Path there = folder.resolve("there.mp4");
      DubbedVideo made = new LocalMediaReader().dub(video, start, 9, wav, here);
      assertThat(new RemoteMediaReader().dub(video, start, 9, wav, there)).isEqualTo(made);
      assertThat(there).hasSameBinaryContentAs(here);
      String text = new String(Files.readAllBytes(here), StandardCharsets.ISO_8859_1);
      assertThat(text).doesNotContain("Lavf").doesNotContain("Lavc6");
      assertThat(text.indexOf("moov")).as("the index is in front").isLessThan(text.indexOf("mdat"));
    }
  }

  @Test
  void whatCannotBeDubbed_isNamed() throws IOException {
    Path wav = noise(0.5);
    Path target = folder.resolve("out.mp4");
    Path video = h264("closed-gop.mp4");
    assertThatThrownBy(() -> DubbedVideo.write(wav, 0, 1, wav, target))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("no pictures");
    assertThatThrownBy(() -> DubbedVideo.write(video, 0, 1, video, target))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("no sound");
    Path odd = folder.resolve("odd.wav");
    WavFile.write(odd, AudioClip.mono(new float[5000], 10_000), WavFile.Encoding.PCM_16);
    assertThatThrownBy(() -> DubbedVideo.write(video, 0, 1, odd, target))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("10000 Hz");
    Path nowhere = folder.resolve("gone/out.mp4");
    assertThatThrownBy(() -> DubbedVideo.write(video, 0, 1, wav, nowhere))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("No such file");
  }

  /** Found by changing bytes at random: FFmpeg has no name for what the pictures are. */
  @Test
  void damagedVideos_areDubbedOrRefused() throws IOException {
    Path wav = noise(0.5);
    byte[] good = Files.readAllBytes(h264("closed-gop.mp4"));
    Random random = new Random(11);
    int dubbed = 0;
    for (int i = 0; i < 60; i++) {
      byte[] bad = good.clone();
      for (int k = 0; k <= i % 4; k++) {
        bad[i % 2 == 0 ? random.nextInt(bad.length) : bad.length - 1 - random.nextInt(1800)] =
            (byte) random.nextInt(256);
      }
      Path video = Files.write(folder.resolve("bad.mp4"), bad);
      try {
        DubbedVideo.write(video, i % 3 * 0.5, 2, wav, folder.resolve("out.mp4"));
        dubbed++;
      } catch (UserError e) {
        assertThat(e).hasMessageContaining("bad.mp4");
      }
    }
    assertThat(dubbed).isBetween(10, 59);
  }
}
