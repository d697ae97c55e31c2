package io.im2wav4j.audio.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.im2wav4j.audio.AudioClip;
import io.im2wav4j.audio.WavFile;
import io.im2wav4j.core.error.UserError;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.javacv.FFmpegFrameRecorder;
import org.bytedeco.javacv.Java2DFrameConverter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MediaFileTest {
  private static final Path REAL = Path.of(System.getProperty("realData", "../shared/data"));

  @TempDir Path folder;

  private Path video(double rate, int frames) throws Exception {
    return video(rate, frames, 64);
  }

  private Path video(double rate, int frames, int width) throws Exception {
    Path file = folder.resolve("v" + rate + "-" + width + ".avi");
    try (FFmpegFrameRecorder recorder = new FFmpegFrameRecorder(file.toFile(), width, 48);
        Java2DFrameConverter converter = new Java2DFrameConverter()) {
      recorder.setFormat("avi");
      recorder.setVideoCodec(avcodec.AV_CODEC_ID_MJPEG);
      recorder.setFrameRate(rate);
      recorder.start();
      for (int i = 0; i < frames; i++) {
        BufferedImage image = new BufferedImage(width, 48, BufferedImage.TYPE_3BYTE_BGR);
        java.awt.Graphics2D g = image.createGraphics();
        g.setColor(new java.awt.Color(8 * i, 0, 0));
        g.fillRect(0, 0, width, 48);
        g.dispose();
        recorder.record(converter.convert(image));
      }
    }
    return file;
  }

  @Test
  void soundKeepsItsRateAndEverySample() {
    float[] ramp = new float[44100];
    for (int i = 0; i < ramp.length; i++) {
      ramp[i] = (i % 200 - 100) / 128f;
    }
    Path file = folder.resolve("ramp.wav");
    WavFile.write(
        file,
        new AudioClip(new float[][] {ramp, new float[44100]}, 44100),
        WavFile.Encoding.PCM_16);
    assertThat(MediaFile.audio(file)).isEqualTo(WavFile.read(file));
    assertThat(MediaFile.audio(file, 0.5, 0.25).length()).isEqualTo(11025);
  }

  @ParameterizedTest
  @ValueSource(ints = {16, 32, 34, 48, 64, 80, 96, 98, 130, 144, 160, 224, 340})
  void framesOfAnyWidthKeepTheirColours(int width) throws Exception {
    BufferedImage image = MediaFile.frames(video(10, 25, width), 2, 0.1, 10).get(0).image();
    assertThat(image.getWidth()).isEqualTo(width);
    for (int x = 1; x < width; x += 5) {
      int rgb = image.getRGB(x, 20);
      assertThat(rgb >> 16 & 0xFF).as("red at %d", x).isCloseTo(160, within(12));
      assertThat(rgb & 0xFF).as("blue at %d", x).isLessThan(12);
    }
  }

  @Test
  void framesAreThoseNearestInTime() throws Exception {
    Path file = video(24, 24);
    List<VideoFrame> frames = MediaFile.frames(file, 0, 1, 8);
    assertThat(frames).hasSize(8);
    for (int k = 0; k < 8; k++) {
      assertThat(frames.get(k).seconds()).isCloseTo(k / 8.0, within(1e-3));
      assertThat(frames.get(k).image().getRGB(30, 20) >> 16 & 0xFF).isCloseTo(24 * k, within(12));
    }
    assertThat(MediaFile.frames(file, 0, 1, 48)).hasSizeGreaterThanOrEqualTo(46);
    assertThat(MediaFile.frames(file, 0.5, 0.5, 4))
        .extracting(VideoFrame::seconds)
        .allMatch(s -> s >= 0.5 - 1e-3);
  }

  @Test
  void aTextFileNamedMp4IsRefusedByName() throws IOException {
    Path file = Files.writeString(folder.resolve("clip.mp4"), "not a video\n".repeat(50));
    assertThatThrownBy(() -> MediaFile.probe(file))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("clip.mp4: cannot be decoded");
  }

  @Test
  void aVideoWithoutSoundSaysSo() throws Exception {
    Path file = video(10, 5);
    assertThatThrownBy(() -> MediaFile.audio(file))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("no sound");
  }

  @Test
  void realVideosGiveSoundAndFramesOverTheirWholeLength() throws IOException {
    assumeTrue(Files.isDirectory(REAL.resolve("vas")), () -> "real data absent: vas");
    try (var files = Files.walk(REAL.resolve("vas"))) {
      for (Path file : files.filter(f -> f.toString().endsWith(".mp4")).toList()) {
        MediaInfo info = MediaFile.probe(file);
        AudioClip clip = MediaFile.audio(file);
        assertThat(clip.seconds()).as(file.toString()).isCloseTo(info.seconds(), within(0.5));
        List<VideoFrame> frames = MediaFile.frames(file, 0, info.seconds(), 4);
        assertThat((double) frames.size())
            .as(file.toString())
            .isCloseTo(info.seconds() * 4, within(4.0));
      }
    }
  }
}
