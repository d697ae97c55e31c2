package io.im2wav4j.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.im2wav4j.audio.media.MediaFile;
import io.im2wav4j.core.error.UserError;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WavFileTest {
  @TempDir Path folder;
  private final AudioClip clip =
      new AudioClip(new float[][] {{0, 0.5f, -1}, {0.25f, -0.125f, 0.75f}}, 22050);

  @Test
  void pcmAndFloatReadBackEqual() {
    for (WavFile.Encoding encoding : WavFile.Encoding.values()) {
      Path file = folder.resolve(encoding + ".wav");
      WavFile.write(file, clip, encoding);
      assertThat(MediaFile.audio(file)).isEqualTo(clip);
    }
  }

  @Test
  void samplesBeyondFullScaleAreClippedInPcm() {
    Path file = folder.resolve("loud.wav");
    WavFile.write(file, AudioClip.mono(new float[] {2, -2}, 16000), WavFile.Encoding.PCM_16);
    assertThat(MediaFile.audio(file).channels()[0]).containsExactly(32767 / 32768f, -1f);
  }

  @Test
  void otherProgramsReadWhatWasWritten() {
    for (WavFile.Encoding encoding : WavFile.Encoding.values()) {
      Path file = folder.resolve(encoding + ".wav");
      WavFile.write(file, clip, encoding);
      assertThat(MediaFile.audio(file)).isEqualTo(clip);
    }
  }

  @Test
  void chunksThatAreNotSoundArePassedOverAndAPipesUnknownSizeIsTheRest() throws IOException {
    Path file = folder.resolve("piped.wav");
    WavFile.write(file, clip, WavFile.Encoding.PCM_16);
    byte[] plain = Files.readAllBytes(file);
    ByteBuffer piped = ByteBuffer.allocate(plain.length + 12).order(ByteOrder.LITTLE_ENDIAN);
    piped.put(plain, 0, 36).putInt(0x4b4e554a).putInt(3).putInt(0);
    piped.put(plain, 36, 4).putInt(-1).put(plain, 44, plain.length - 44);
    Files.write(file, piped.array());
    assertThat(MediaFile.audio(file)).isEqualTo(clip);
  }

  @Test
  void aCutFileIsRefusedByName() throws IOException {
    Path file = folder.resolve("cut.wav");
    WavFile.write(file, clip, WavFile.Encoding.PCM_16);
    byte[] whole = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(whole, whole.length - 5));
    assertThatThrownBy(() -> MediaFile.audio(file))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("cut.wav: cut short: 51 bytes; expected at least 56 bytes");
  }

  @Test
  void aTextFileIsRefusedByName() throws IOException {
    Path file = Files.writeString(folder.resolve("notes.wav"), "this is not sound");
    assertThatThrownBy(() -> MediaFile.audio(file))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("notes.wav: cannot be decoded");
  }
}
