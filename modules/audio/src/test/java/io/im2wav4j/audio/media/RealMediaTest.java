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
import org.junit.jupiter.api.Test;

/** Files from the wild, whole; skipped where they are absent. */
class RealMediaTest {
  private static final Path REAL = Path.of(System.getProperty("realData", "../shared/data"));

  @Test
  void videosHaveTheirManyRatesAndPicturesOfEveryKindAreRead() throws IOException {
    for (String set : List.of("vas", "vggsound", "imagehear", "photosounds")) {
      assumeTrue(Files.isDirectory(REAL.resolve(set)), () -> "real data absent: " + set);
    }
    // AAC comes in frames of 1,024 samples, the last one filled up; the first is priming, not
    // sound.
    vas("baby/video_01951.mp4", 29.97, 22050, 1, 221184, 301);
    vas("cough/video_00331.mp4", 15.25, 44100, 1, 441344, 153);
    vas("dog/video_02677.mp4", 29.97, 44100, 2, 265216, 180);
    vas("drum/video_02480.mp4", 25, 22050, 1, 221184, 251);
    vas("fireworks/video_02997.mp4", 29.97, 44100, 2, 442368, 300);
    vas("hammer/video_00323.mp4", 24, 44100, 2, 441344, 240);
    for (String name :
        List.of(
            "-1pRmoJIGQc_000010",
            "0nYltlo90Zc_000147",
            "0nib7bMm8BA_000015",
            "1aDnyPubxdY_000118",
            "20qZLse0acs_30000_40000",
            "53UdZyM9MyE_000252",
            "54bz5yqN2IA_000004",
            "6zlMP_kQ_-w_000030")) {
      vggSound(name);
    }
    pictures("imagehear");
    pictures("photosounds/photos");
  }

  private static void vas(
      String name, double frameRate, int sampleRate, int channels, int samples, int frames) {
    Path file = REAL.resolve("vas").resolve(name);
    MediaInfo info = MediaFile.check(file);
    assertThat(info.frameRate()).as(name).isCloseTo(frameRate, within(0.01));
    AudioClip clip = MediaFile.audio(file);
    assertThat(clip.sampleRate()).as(name).isEqualTo(sampleRate);
    assertThat(clip.channels()).as(name).hasNumberOfRows(channels);
    assertThat(clip.length()).as(name).isEqualTo(samples);
    assertThat(Resampler.toMono(clip, 16000))
        .hasSize((int) Math.ceil(samples * 16000.0 / sampleRate));
    List<VideoFrame> all = MediaFile.frames(file, 0, Double.POSITIVE_INFINITY, info.frameRate());
    assertThat(all).as(name).hasSize(frames);
    assertThat(all).extracting(VideoFrame::seconds).isSorted().doesNotHaveDuplicates();
  }

  /** Ten seconds of sound and frames. */
  private static void vggSound(String name) {
    Path file = REAL.resolve("vggsound/" + name + ".mp4");
    assertThat(MediaFile.check(file).frameRate()).as(name).isCloseTo(30, within(0.01));
    AudioClip clip = MediaFile.audio(file);
    assertThat(clip.sampleRate()).as(name).isEqualTo(44100);
    assertThat(clip.length()).as(name).isEqualTo(441344);
    List<VideoFrame> frames = MediaFile.frames(file, 2, 3, 4);
    assertThat(frames).as(name).hasSize(12);
    for (int k = 0; k < 12; k++) {
      assertThat(frames.get(k).seconds()).isCloseTo(2 + k / 4.0, within(0.5 / 30 + 1e-3));
    }
  }

  private static void pictures(String folder) throws IOException {
    try (var files = Files.walk(REAL.resolve(folder))) {
      for (Path file : files.filter(PictureFile::isPicture).toList()) {
        if (Files.size(file) > 300_000) {
          continue; // Large ones differ from small ones only in the time they take.
        }
        assertThat(PictureFile.read(file).getWidth()).as(file.toString()).isGreaterThan(50);
      }
    }
  }
}
