package io.im2wav4j.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.im2wav4j.audio.AudioClip;
import io.im2wav4j.audio.media.MediaFile;
import io.im2wav4j.core.result.ItemResult;
import io.im2wav4j.core.result.Stretch;
import io.im2wav4j.data.scenes.avi.AviWriter;
import io.im2wav4j.report.page.GalleryItem;
import io.im2wav4j.report.page.GalleryItem.Verdict;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SoundCardsTest {
  private static final int RATE = 16_000;

  @TempDir Path folder;

  private static ItemResult item(String label, String heard, Map<String, Double> scores) {
    return new ItemResult("car2", label, 0, null, "car2.wav", null, heard, scores);
  }

  @Test
  void theVerdict_isTheAccuracys_whereThatWasMeasured() {
    assertThat(SoundCards.verdict(item("car", "Vehicle", Map.of("accuracy (YAMNet)", 100.0))))
        .isEqualTo(Verdict.RIGHT);
    assertThat(SoundCards.verdict(item("car", "car", Map.of("accuracy (YAMNet)", 0.0))))
        .isEqualTo(Verdict.WRONG);
    assertThat(SoundCards.verdict(item("car", "car", Map.of()))).isEqualTo(Verdict.RIGHT);
    assertThat(SoundCards.verdict(item("car", "bus", Map.of()))).isEqualTo(Verdict.WRONG);
    assertThat(SoundCards.verdict(item(null, "bus", Map.of()))).isEqualTo(Verdict.UNKNOWN);
  }

  @Test
  void theStretchOfAnItem_isPlayedAndShown() throws IOException {
    float[] samples = new float[3 * RATE];
    Arrays.fill(samples, 2 * RATE, 3 * RATE, 0.5f);
    List<byte[]> frames = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      BufferedImage image = new BufferedImage(64, 48, BufferedImage.TYPE_INT_RGB);
      image.setRGB(0, 0, 64, 48, flat(i < 20 ? 0 : 0xFFFFFF), 0, 64);
      ByteArrayOutputStream jpeg = new ByteArrayOutputStream();
      ImageIO.write(image, "jpg", jpeg);
      frames.add(jpeg.toByteArray());
    }
    short[] sound = new short[samples.length];
    for (int i = 0; i < sound.length; i++) {
      sound[i] = (short) (32_767 * samples[i]);
    }
    try (OutputStream out = Files.newOutputStream(folder.resolve("long.avi"))) {
      AviWriter.write(out, new AviWriter.Content(frames, 64, 48, 10, sound, RATE));
    }
    Stretch stretch = new Stretch(2, 0.5);
    ItemResult item =
        new ItemResult(
            "x", null, 0, "long.avi", "long.avi", "long.avi", null, Map.of(), stretch, stretch);
    SoundCards cards = new SoundCards(folder, 4, false);
    for (GalleryItem.Sound shown : List.of(cards.reference(item), cards.scored("true", item))) {
      Path played = Files.write(folder.resolve("played.wav"), shown.wav().bytes());
      AudioClip clip = MediaFile.audio(played);
      assertThat(clip.seconds()).isEqualTo(0.5);
      assertThat(clip.channels()[0][4000]).isCloseTo(0.5f, within(0.01f));
    }
    BufferedImage picture = ImageIO.read(new ByteArrayInputStream(cards.picture(item).bytes()));
    assertThat(picture.getRGB(30, 20) & 0xFF).isGreaterThan(200);
    assertThat(cards.remark()).isEmpty();
  }

  @Test
  void filesThatCannotBeRead_areNamed() throws IOException {
    Files.writeString(folder.resolve("text.wav"), "no sound");
    SoundCards cards = new SoundCards(folder, 4, false);
    ItemResult item = new ItemResult("x", null, 0, null, "text.wav", null, null, Map.of());
    assertThat(cards.scored("made", item).wav()).isNull();
    assertThat(cards.remark()).contains("1 files", "could not be read: text.wav.");
  }

  private static int[] flat(int colour) {
    int[] pixels = new int[64 * 48];
    Arrays.fill(pixels, colour);
    return pixels;
  }
}
