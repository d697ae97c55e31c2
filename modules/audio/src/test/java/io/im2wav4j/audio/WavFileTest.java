package io.im2wav4j.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.im2wav4j.core.error.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
      assertThat(WavFile.read(file)).isEqualTo(clip);
    }
  }

  @Test
  void samplesBeyondFullScaleAreClippedInPcm() {
    Path file = folder.resolve("loud.wav");
    WavFile.write(file, AudioClip.mono(new float[] {2, -2}, 16000), WavFile.Encoding.PCM_16);
    assertThat(WavFile.read(file).channels()[0]).containsExactly(32767 / 32768f, -1f);
  }

  @Test
  void aTextFileIsRefusedByName() throws IOException {
    Path file = Files.writeString(folder.resolve("notes.wav"), "this is not sound");
    assertThatThrownBy(() -> WavFile.read(file))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("notes.wav: no RIFF");
  }
}
