package io.im2wav4j.audio.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.im2wav4j.audio.AudioClip;
import io.im2wav4j.audio.WavFile;
import io.im2wav4j.core.error.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.bytedeco.ffmpeg.global.avcodec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MediaFileTest {
  @TempDir Path folder;

  private static List<Long> numbers(List<VideoFrame> frames) {
    return frames.stream().map(f -> TestMedia.frameNumber(f.image())).toList();
  }

  private Path cut(Path file, double share) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    return Files.write(
        folder.resolve("cut-" + file.getFileName()),
        Arrays.copyOf(bytes, (int) (bytes.length * share)));
  }

  @Test
  void soundKeepsItsRateAndEverySample() {
    AudioClip clip = TestMedia.tone(44100, 44100, 2);
    Path file = folder.resolve("tone.wav");
    WavFile.write(file, clip, WavFile.Encoding.PCM_16);
    assertThat(MediaFile.audio(file)).isEqualTo(MediaFile.audio(file));
    AudioClip part = MediaFile.audio(file, 0.5, 0.25);
    assertThat(part).isEqualTo(MediaFile.audio(file).slice(22050, 33075));
    assertThat(MediaFile.audio(file, 0.9, 5).length()).isEqualTo(4410);
  }

  @Test
  void losslessFormatsGiveTheSamplesThatWentIn() throws Exception {
    AudioClip clip = TestMedia.tone(16000, 12345, 1);
    Path file = TestMedia.sound(folder.resolve("tone.flac"), avcodec.AV_CODEC_ID_FLAC, clip);
    AudioClip got = MediaFile.audio(file);
    assertThat(got.sampleRate()).isEqualTo(16000);
    assertThat(got.length()).isEqualTo(12345);
    for (int i = 0; i < got.length(); i++) {
      assertThat(got.channels()[0][i]).isCloseTo(clip.channels()[0][i], within(1e-4f));
    }
  }

  @Test
  void soundAndFramesComeOutOfOneFile() throws Exception {
    Path file =
        TestMedia.video(
            folder.resolve("both.mp4"),
            25,
            new double[] {0, 0.04, 0.08, 0.12, 0.16, 0.2, 0.24, 0.28},
            TestMedia.tone(22050, 7056, 2));
    MediaInfo info = MediaFile.probe(file);
    assertThat(info.hasAudio()).isTrue();
    assertThat(info.hasVideo()).isTrue();
    assertThat(info.sampleRate()).isEqualTo(22050);
    assertThat(info.channels()).isEqualTo(2);
    assertThat(info.frameRate()).isCloseTo(25, within(0.01));
    assertThat(info.width()).isEqualTo(64);
    assertThat(info.height()).isEqualTo(48);
    assertThat(MediaFile.audio(file).seconds()).isCloseTo(0.32, within(0.1));
    assertThat(numbers(MediaFile.frames(file, 0, 1, 25)))
        .containsExactly(0L, 1L, 2L, 3L, 4L, 5L, 6L, 7L);
    assertThat(MediaFile.check(file)).isEqualTo(info);
  }

  @Test
  void framesAreThoseNearestInTime() throws Exception {
    Path file = TestMedia.video(folder.resolve("v.avi"), 24, 24);
    assertThat(numbers(MediaFile.frames(file, 0, 1, 8)))
        .containsExactly(0L, 3L, 6L, 9L, 12L, 15L, 18L, 21L);
    assertThat(MediaFile.frames(file, 0, 1, 8))
        .extracting(VideoFrame::seconds)
        .allSatisfy(s -> assertThat(s * 8).isCloseTo(Math.rint(s * 8), within(1e-4)));
    assertThat(numbers(MediaFile.frames(file, 0.5, 0.25, 8))).containsExactly(12L, 15L);
    assertThat(numbers(MediaFile.frames(file, 0, Double.POSITIVE_INFINITY, 24))).hasSize(24);
  }

  @Test
  void unevenFramesAreChosenByTheirOwnTimes() throws Exception {
    Path file =
        TestMedia.video(
            folder.resolve("uneven.mp4"),
            100,
            new double[] {0, 0.02, 0.3, 0.31, 0.32, 0.6, 0.95},
            null);
    List<VideoFrame> frames = MediaFile.frames(file, 0, 1, 4);
    // 0, 0.25, 0.5 and 0.75: nearest are 0, 0.3, 0.6 and 0.6.
    assertThat(numbers(frames)).containsExactly(0L, 2L, 5L, 5L);
    assertThat(frames.get(1).seconds()).isCloseTo(0.3, within(1e-3));
  }

  @Test
  void aFasterRateThanTheVideosRepeatsFrames() throws Exception {
    Path file = TestMedia.video(folder.resolve("slow.avi"), 5, 5);
    List<VideoFrame> frames = MediaFile.frames(file, 0, 1, 10);
    assertThat(frames).hasSize(10);
    assertThat(numbers(frames)).isSorted().endsWith(4L, 4L);
  }

  @Test
  void aLateStretchOfALongVideoIsFoundByTime() throws Exception {
    Path file = TestMedia.video(folder.resolve("long.mp4"), 10, 120);
    List<VideoFrame> frames = MediaFile.frames(file, 11, 0.5, 10);
    assertThat(frames).hasSize(5);
    assertThat(frames.get(0).seconds()).isCloseTo(11, within(1e-3));
    assertThat(TestMedia.frameNumber(frames.get(0).image())).isEqualTo(110 % 32);
  }

  @Test
  void aStretchBeyondTheEndSaysWhereTheFileEnds() throws Exception {
    Path video = TestMedia.video(folder.resolve("short.avi"), 10, 10);
    assertThatThrownBy(() -> MediaFile.frames(video, 3, 1, 4))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("short.avi")
        .hasMessageContaining("from 3.0 s on");
    Path sound = folder.resolve("short.wav");
    WavFile.write(sound, TestMedia.tone(8000, 8000, 1), WavFile.Encoding.FLOAT_32);
    assertThatThrownBy(() -> MediaFile.audio(sound, 3, 1))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("short.wav: sound of 1.0 s");
  }

  @Test
  void aTextFileNamedMp4IsRefusedByName() throws IOException {
    Path file = Files.writeString(folder.resolve("clip.mp4"), "not a video\n".repeat(50));
    for (Runnable use :
        List.<Runnable>of(
            () -> MediaFile.probe(file),
            () -> MediaFile.audio(file),
            () -> MediaFile.frames(file, 0, 1, 1))) {
      assertThatThrownBy(use::run)
          .isInstanceOf(UserError.class)
          .hasMessageContaining("clip.mp4: cannot be decoded; expected an audio or video file");
    }
  }

  @Test
  void emptyMissingAndFolderAreRefusedByName() throws IOException {
    Path empty = Files.createFile(folder.resolve("empty.wav"));
    assertThatThrownBy(() -> MediaFile.probe(empty)).hasMessageContaining("empty.wav");
    assertThatThrownBy(() -> MediaFile.probe(folder.resolve("gone.wav")))
        .hasMessageContaining("gone.wav: no such file");
    assertThatThrownBy(() -> MediaFile.probe(folder)).hasMessageContaining("a folder");
  }

  @Test
  void aVideoWithoutSoundAndASoundWithoutPicturesSaySo() throws Exception {
    Path silent = TestMedia.video(folder.resolve("silent.avi"), 10, 5);
    assertThat(MediaFile.probe(silent).hasAudio()).isFalse();
    assertThatThrownBy(() -> MediaFile.audio(silent))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("silent.avi: no sound in it");
    Path blind = folder.resolve("blind.wav");
    WavFile.write(blind, TestMedia.tone(8000, 800, 1), WavFile.Encoding.PCM_16);
    assertThatThrownBy(() -> MediaFile.frames(blind, 0, 1, 4))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("blind.wav: no pictures in it");
  }

  @Test
  void filesThatWereCutShortAreRefused() throws Exception {
    Path mp4 =
        TestMedia.video(
            folder.resolve("v.mp4"),
            25,
            new double[] {0, 1, 2, 3, 4},
            TestMedia.tone(16000, 80000, 1));
    Path wav = folder.resolve("w.wav");
    WavFile.write(wav, TestMedia.tone(16000, 80000, 1), WavFile.Encoding.PCM_16);
    Path flac =
        TestMedia.sound(
            folder.resolve("f.flac"), avcodec.AV_CODEC_ID_FLAC, TestMedia.tone(16000, 80000, 1));
    for (Path whole : List.of(mp4, wav, flac)) {
      MediaFile.check(whole);
      Path half = cut(whole, 0.5);
      assertThatThrownBy(() -> MediaFile.check(half))
          .as(half.toString())
          .isInstanceOf(UserError.class)
          .hasMessageContaining(half.getFileName().toString());
      assertThatThrownBy(() -> MediaFile.audio(half))
          .as(half.toString())
          .isInstanceOf(UserError.class)
          .hasMessageContaining(half.getFileName().toString());
    }
    assertThatThrownBy(() -> MediaFile.audio(cut(wav, 0.5))).hasMessageContaining("cut short");
    // What is there of a cut sound can be had.
    assertThat(MediaFile.audio(cut(flac, 0.5), 0, 1).length()).isEqualTo(16000);
  }

  @Test
  void anMp4WithItsIndexInFrontIsFoundCut() throws Exception {
    Path whole =
        TestMedia.video(
            folder.resolve("front.mp4"),
            25,
            new double[] {0, 1, 2, 3, 4},
            TestMedia.tone(16000, 80000, 1),
            Map.of("movflags", "faststart"));
    MediaFile.probe(whole);
    Path most = cut(whole, 0.95);
    assertThatThrownBy(() -> MediaFile.probe(most))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("cut-front.mp4: cut short");
  }

  @Test
  void stretchesAndRatesAreChecked() {
    Path any = folder.resolve("any");
    assertThatThrownBy(() -> MediaFile.audio(any, -1, 1)).hasMessageContaining("start is -1.0");
    assertThatThrownBy(() -> MediaFile.audio(any, Double.NaN, 1)).hasMessageContaining("NaN");
    assertThatThrownBy(() -> MediaFile.frames(any, 0, 1, 0)).hasMessageContaining("rate is 0.0");
  }
}
