package io.im2wav4j.evaluation.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.im2wav4j.audio.AudioClip;
import io.im2wav4j.audio.WavFile;
import io.im2wav4j.core.error.UserError;
import io.im2wav4j.data.manifest.Item;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MediaAccessTest {
  @TempDir Path folder;
  private final MediaAccess access = new MediaAccess();

  private Path wav(String name, int rate, double seconds) {
    float[] samples = new float[(int) (rate * seconds)];
    for (int i = 0; i < samples.length; i++) {
      samples[i] = (float) (0.5 * Math.sin(2 * Math.PI * 200 * i / rate));
    }
    Path file = folder.resolve(name);
    WavFile.write(file, AudioClip.mono(samples, rate), WavFile.Encoding.PCM_16);
    return file;
  }

  @Test
  void wav_comesAtTheRateThatIsAskedFor() {
    Path file = wav("a.wav", 8000, 1);
    assertThat(access.read(file, 8000)).hasSize(8000);
    assertThat(access.read(file, 16_000)).hasSize(16_000);
  }

  @Test
  void textNamedWav_isRefusedByName() throws IOException {
    Path file = Files.writeString(folder.resolve("b.wav"), "this is no sound");
    assertThatThrownBy(() -> access.read(file, 16_000))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("b.wav");
  }

  @Test
  void manifestItem_givesItsStretchOfSoundAndItsPicture() throws IOException {
    Path media = wav("c.wav", 16_000, 3);
    Path image = folder.resolve("c.png");
    ImageIO.write(new BufferedImage(20, 10, BufferedImage.TYPE_INT_RGB), "png", image.toFile());
    EvaluationItem item =
        EvaluationItem.of(new Item("c", "test", "", media, image, 0.5, 2), folder, 1, 4, access);
    assertThat(item.label()).isNull();
    assertThat(item.image()).isEqualTo("c.png");
    assertThat(item.reference()).isEqualTo("c.wav");
    assertThat(item.sound().samples(16_000)).hasSize(16_000);
    List<BufferedImage> frames = new ArrayList<>();
    item.frames().each(frames::add);
    assertThat(frames).hasSize(1);
    assertThat(frames.get(0).getWidth()).isEqualTo(20);
  }

  @Test
  void soundWithoutPictures_hasNoFrames() {
    Path media = wav("d.wav", 16_000, 1);
    EvaluationItem item =
        EvaluationItem.of(new Item("d", "test", "x", media, null, 0, 0), folder, 4, 4, access);
    assertThat(item.frames()).isNull();
    assertThat(item.image()).isNull();
    assertThat(item.sound().samples(16_000)).hasSize(16_000);
  }
}
