package io.im2wav4j.audio.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.im2wav4j.audio.AudioClip;
import io.im2wav4j.audio.resample.Resampler;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files from the wild, whole; skipped where they are absent. */
class RealMediaTest {
  private static final Path REAL = Path.of(System.getProperty("realData", "../shared/data"));

  private static Path real(String name) {
    Path file = REAL.resolve(name);
    assumeTrue(Files.exists(file), () -> "real data absent: " + name);
    return file;
  }

  @ParameterizedTest
  @CsvSource({
    // AAC comes in frames of 1,024 samples, the last one filled up; the first is priming, not
    // sound.
    "vas/baby/video_01951.mp4, 29.97, 22050, 1, 221184, 301",
    "vas/cough/video_00331.mp4, 15.25, 44100, 1, 441344, 153",
    "vas/dog/video_02677.mp4, 29.97, 44100, 2, 265216, 180",
    "vas/drum/video_02480.mp4, 25, 22050, 1, 221184, 251",
    "vas/fireworks/video_02997.mp4, 29.97, 44100, 2, 442368, 300",
    "vas/hammer/video_00323.mp4, 24, 44100, 2, 441344, 240",
  })
  void vasHasItsManyRates(
      String name, double frameRate, int sampleRate, int channels, int samples, int frames) {
    Path file = real(name);
    MediaInfo info = MediaFile.check(file);
    assertThat(info.frameRate()).isCloseTo(frameRate, within(0.01));
    AudioClip clip = MediaFile.audio(file);
    assertThat(clip.sampleRate()).isEqualTo(sampleRate);
    assertThat(clip.channels()).hasNumberOfRows(channels);
    assertThat(clip.length()).isEqualTo(samples);
    assertThat(Resampler.toMono(clip, 16000))
        .hasSize((int) Math.ceil(samples * 16000.0 / sampleRate));
    List<VideoFrame> all = MediaFile.frames(file, 0, Double.POSITIVE_INFINITY, info.frameRate());
    assertThat(all).hasSize(frames);
    assertThat(all).extracting(VideoFrame::seconds).isSorted().doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-1pRmoJIGQc_000010",
        "0nYltlo90Zc_000147",
        "0nib7bMm8BA_000015",
        "1aDnyPubxdY_000118",
        "20qZLse0acs_30000_40000",
        "53UdZyM9MyE_000252",
        "54bz5yqN2IA_000004",
        "6zlMP_kQ_-w_000030"
      })
  void vggSoundClipsAreTenSecondsOfSoundAndFrames(String name) {
    Path file = real("vggsound/" + name + ".mp4");
    assertThat(MediaFile.check(file).frameRate()).isCloseTo(30, within(0.01));
    AudioClip clip = MediaFile.audio(file);
    assertThat(clip.sampleRate()).isEqualTo(44100);
    assertThat(clip.length()).isEqualTo(441344);
    List<VideoFrame> frames = MediaFile.frames(file, 2, 3, 4);
    assertThat(frames).hasSize(12);
    for (int k = 0; k < 12; k++) {
      assertThat(frames.get(k).seconds()).isCloseTo(2 + k / 4.0, within(0.5 / 30 + 1e-3));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"imagehear", "photosounds/photos"})
  void picturesOfEveryKindAreRead(String folder) throws IOException {
    try (var files = Files.walk(real(folder))) {
      for (Path file : files.filter(PictureFile::isPicture).toList()) {
        if (Files.size(file) > 300_000) {
          continue; // Large ones differ from small ones only in the time they take.
        }
        assertThat(PictureFile.read(file).getWidth()).as(file.toString()).isGreaterThan(50);
      }
    }
  }
}
