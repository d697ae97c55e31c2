package io.im2wav4j.audio.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.im2wav4j.audio.AudioClip;
import io.im2wav4j.audio.SampleStream;
import io.im2wav4j.audio.WavFile;
import io.im2wav4j.audio.resample.Resampler;
import io.im2wav4j.core.error.UserError;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.bytedeco.ffmpeg.global.avcodec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A sound piece by piece is the sound at once. */
class SoundStreamTest {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "44100, 2, 16000, 0, 0",
    "44100, 2, 16000, 0.7, 1.3",
    "16000, 1, 16000, 0.1, 0.5",
    "22050, 1, 44100, 0, 0",
    "8000, 2, 16000, 2.9, 9"
  })
  void pieces_areTheSamplesOfTheWhole(
      int rate, int channels, int to, double start, double seconds) {
    Path file = folder.resolve("sound.wav");
    WavFile.write(file, noise(rate, 3 * rate + 17, channels), WavFile.Encoding.PCM_16);
    double stretch = seconds == 0 ? Double.POSITIVE_INFINITY : seconds;
    float[] whole = Resampler.toMono(MediaFile.audio(file, start, stretch), to);
    try (SampleStream stream = Resampler.toRate(MediaFile.stream(file, start, stretch), to)) {
      assertThat(stream.sampleRate()).isEqualTo(to);
      assertThat(all(stream)).containsExactly(whole);
    }
  }

  @Test
  void compressedSound_isTheSameToo() throws Exception {
    Path file = TestMedia.sound(folder.resolve("sound.mp3"), avcodec.AV_CODEC_ID_MP3, tone());
    float[] whole = Resampler.toMono(MediaFile.audio(file), 16_000);
    try (SampleStream stream =
        Resampler.toRate(MediaFile.stream(file, 0, Double.POSITIVE_INFINITY), 16_000)) {
      assertThat(all(stream)).containsExactly(whole);
    }
  }

  @Test
  void aFileWithoutTheStretch_isRefusedAtItsEnd() {
    Path file = folder.resolve("short.wav");
    WavFile.write(file, noise(8000, 8000, 1), WavFile.Encoding.PCM_16);
    try (SampleStream stream = MediaFile.stream(file, 5, 1)) {
      assertThatThrownBy(() -> stream.read(new float[10], 0, 10))
          .isInstanceOf(UserError.class)
          .hasMessageContaining("sound from 5.0 s on");
    }
  }

  @Test
  void aWavFileWrittenInPieces_hasTheBytesOfOneWrittenAtOnce() throws Exception {
    AudioClip clip = noise(16_000, 1000, 1);
    Path once = folder.resolve("once.wav");
    Path pieces = folder.resolve("pieces.wav");
    WavFile.write(once, clip, WavFile.Encoding.PCM_16);
    WavFile.write(
        pieces,
        16_000,
        1000,
        WavFile.Encoding.PCM_16,
        next -> {
          next.accept(Arrays.copyOfRange(clip.channels()[0], 0, 300));
          next.accept(Arrays.copyOfRange(clip.channels()[0], 300, 1000));
        });
    assertThat(pieces).hasBinaryContent(Files.readAllBytes(once));
    assertThatThrownBy(
            () ->
                WavFile.write(
                    pieces, 16_000, 9, WavFile.Encoding.PCM_16, next -> next.accept(new float[4])))
        .hasMessageContaining("5 missing");
  }

  private static float[] all(SampleStream stream) {
    float[] all = new float[1 << 20];
    Random pieces = new Random(1);
    int length = 0;
    for (int n = 0; n >= 0; n = stream.read(all, length, 1 + pieces.nextInt(5000))) {
      length += n;
    }
    return Arrays.copyOf(all, length);
  }

  private static AudioClip tone() {
    return TestMedia.tone(44_100, 100_000, 2);
  }

  private static AudioClip noise(int rate, int samples, int channels) {
    Random random = new Random(2);
    float[][] data = new float[channels][samples];
    for (float[] channel : data) {
      for (int i = 0; i < samples; i++) {
        channel[i] = (float) (0.2 * random.nextGaussian());
      }
    }
    return new AudioClip(data, rate);
  }
}
