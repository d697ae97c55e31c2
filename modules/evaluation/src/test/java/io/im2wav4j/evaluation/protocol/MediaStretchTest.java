package io.im2wav4j.evaluation.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.im2wav4j.audio.AudioClip;
import io.im2wav4j.audio.WavFile;
import io.im2wav4j.core.error.UserError;
import io.im2wav4j.core.result.ChannelRule;
import io.im2wav4j.core.result.ItemResult;
import io.im2wav4j.core.result.ProtocolSettings;
import io.im2wav4j.core.result.Stretch;
import io.im2wav4j.data.manifest.Item;
import io.im2wav4j.data.scenes.avi.AviWriter;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Stretches of media files, as evaluations take them. */
class MediaStretchTest {
  private static final int RATE = 16_000;
  private static final EvaluationNetworks NONE =
      new EvaluationNetworks(List.of(), null, null, null, null);

  @TempDir Path folder;

  /** A second of black, then white frames; ten a second; sound of its own length. */
  private Path video(double pictures, double sound) throws IOException {
    List<byte[]> frames = new ArrayList<>();
    for (int i = 0; i < 10 * pictures; i++) {
      BufferedImage image = new BufferedImage(64, 36, BufferedImage.TYPE_INT_RGB);
      Graphics2D g = image.createGraphics();
      g.setColor(i < 10 ? Color.BLACK : Color.WHITE);
      g.fillRect(0, 0, 64, 36);
      g.dispose();
      ByteArrayOutputStream jpeg = new ByteArrayOutputStream();
      ImageIO.write(image, "jpg", jpeg);
      frames.add(jpeg.toByteArray());
    }
    short[] samples = new short[(int) (sound * RATE)];
    Path file = folder.resolve("video.avi");
    try (OutputStream out = Files.newOutputStream(file)) {
      AviWriter.write(out, new AviWriter.Content(frames, 64, 36, 10, samples, RATE));
    }
    return file;
  }

  @Test
  void motionAfterTheLastFrame_isNone() throws IOException {
    Path file = video(2, 6);
    for (double seconds : new double[] {3, 6, Double.POSITIVE_INFINITY}) {
      assertThat(new MediaMotion(file, 0, seconds).peaks(25)).hasSize(1);
    }
    assertThat(new MediaMotion(file, 0, 6).peaks(25)[0]).isCloseTo(1, within(0.1));
    assertThat(new MediaMotion(file, 4, 2).peaks(25)).isEmpty();
  }

  @Test
  void framesAfterTheLast_areTheLast() throws IOException {
    List<BufferedImage> frames = new ArrayList<>();
    new MediaFrames(video(2, 6), 3, 2, 4).each(frames::add);
    assertThat(frames).hasSize(8);
  }

  @Test
  void resultsSayWhichStretchOfAFileIsMeant() throws IOException {
    Path file = video(4, 4);
    MediaAccess access = new MediaAccess();
    List<EvaluationItem> items =
        List.of(
            EvaluationItem.of(
                new Item("late", "test", "", file, null, 1.5, 2), folder, 1, 4, access),
            EvaluationItem.of(
                new Item("short", "test", "", file, null, 0, 0.5), folder, 1, 4, access),
            EvaluationItem.of(new Item("all", "test", "", file, null, 0, 0), folder, 1, 4, access));
    EvaluationSettings settings =
        new EvaluationSettings(
            new ProtocolSettings(RATE, ChannelRule.MEAN, 1, true, 4.0, null, 50, 1),
            List.of(),
            50,
            new InfinitySettings(25, 500, 20),
            0.95,
            4);
    List<ItemResult> results =
        new Evaluator(NONE, settings, access)
                .evaluate(
                    items,
                    List.of(
                        EvaluatedSystem.trueSounds("true sounds", items),
                        new EvaluatedSystem(
                            "made",
                            "",
                            Map.of(
                                "late",
                                    List.of(new EvaluatedSystem.Sound("a.wav", r -> new float[r])),
                                "short",
                                    List.of(new EvaluatedSystem.Sound("b.wav", r -> new float[r])),
                                "all",
                                    List.of(new EvaluatedSystem.Sound("c.wav", r -> new float[r]))),
                            List.of())),
                    Map.of(),
                    n -> {})
                .systems()
                .stream()
                .flatMap(system -> system.items().stream())
                .toList();
    assertThat(results)
        .extracting(ItemResult::stretch)
        .containsExactly(
            new Stretch(1.5, 1),
            new Stretch(0, 0.5),
            null,
            new Stretch(1.5, 1),
            new Stretch(0, 0.5),
            null);
    assertThat(results)
        .extracting(ItemResult::generatedStretch)
        .containsExactly(new Stretch(1.5, 1), new Stretch(0, 0.5), null, null, null, null);
  }

  @Test
  void aSampleThatIsNotANumber_isRefusedByName() {
    float[] samples = new float[RATE];
    samples[100] = Float.NaN;
    Path file = folder.resolve("broken.wav");
    WavFile.write(file, AudioClip.mono(samples, RATE), WavFile.Encoding.FLOAT_32);
    MediaAccess access = new MediaAccess();
    for (SoundSource sound :
        List.of(new FileSound(file, access), new MediaSound(file, 0, 1, access))) {
      assertThatThrownBy(() -> sound.samples(RATE))
          .isInstanceOf(UserError.class)
          .hasMessageContaining("broken.wav: a sample that is not a number");
    }
  }
}
