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

class MediaFileTest {
  private static final Path REAL = Path.of(System.getProperty("realData", "../shared/data"));

  @TempDir Path folder;

  private Path video(double rate, int frames) throws Exception {
    Path file = folder.resolve("v" + rate + ".avi");
    try (FFmpegFrameRecorder recorder = new FFmpegFrameRecorder(file.toFile(), 64, 48);
        Java2DFrameConverter converter = new Java2DFrameConverter()) {
      recorder.setFormat("avi");
      recorder.setVideoCodec(avcodec.AV_CODEC_ID_MJPEG);
      recorder.setFrameRate(rate);
      recorder.start();
      for (int i = 0; i < frames; i++) {
        BufferedImage image = new BufferedImage(64, 48, BufferedImage.TYPE_3BYTE_BGR);
        java.awt.Graphics2D g = image.createGraphics();
        g.setColor(new java.awt.Color(8 * i, 0, 0));
        g.fillRect(0, 0, 64, 48);
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
