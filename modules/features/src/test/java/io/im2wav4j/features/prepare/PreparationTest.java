package io.im2wav4j.features.prepare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.im2wav4j.audio.AudioClip;
import io.im2wav4j.audio.WavFile;
import io.im2wav4j.audio.media.MediaFile;
import io.im2wav4j.core.error.UserError;
import io.im2wav4j.data.manifest.Item;
import io.im2wav4j.data.scenes.avi.AviWriter;
import io.im2wav4j.encoders.image.Pixels;
import io.im2wav4j.features.FeatureStore;
import io.im2wav4j.features.shard.ShardIndex;
import io.im2wav4j.features.shard.ShardedFiles;
import io.im2wav4j.models.codec.CodeLevel;
import io.im2wav4j.models.codec.EncodedSound;
import io.im2wav4j.models.codec.SoundCodec;
import io.im2wav4j.models.vqvae.SpectralResolution;
import io.im2wav4j.models.vqvae.VqVae;
import io.im2wav4j.models.vqvae.VqVaeCodec;
import io.im2wav4j.models.vqvae.VqVaeConfig;
import io.im2wav4j.models.vqvae.VqVaeLossConfig;
import io.im2wav4j.nn.layer.ParameterFactory;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real files through small networks. */
class PreparationTest {
  @TempDir Path temp;
  private NDManager manager;

  @BeforeEach
  void open() {
    System.setProperty("im2wav.progress", "none");
    manager = NDManager.newBaseManager();
  }

  @AfterEach
  void close() {
    manager.close();
  }

  @Test
  void soundsAreResampledPaddedAndEncodedAtBothLevels() throws IOException {
    List<Item> items = new ArrayList<>();
    float[] samples = noise(8300);
    Path sound = temp.resolve("sound.wav");
    WavFile.write(sound, AudioClip.mono(samples, 8000), WavFile.Encoding.PCM_16);
    Path picture = temp.resolve("picture.png");
    ImageIO.write(image(new Color(90, 100, 165)), "png", picture.toFile());
    items.add(new Item("one", "train", "kind", sound, picture, 0, 0));
    Path out = temp.resolve("features");
    SoundCodec codec = codec();
    EmbeddingPreparation.run(out, items, new FakeEncoder(), 4);
    CodePreparation.run(out, items, codec, "abc", "its settings");
    try (FeatureStore store = FeatureStore.open(out)) {
      // 8 kHz became 16 kHz: 16,600 samples, padded to 16,608, a multiple of the hop 16.
      assertThat(store.items("train").get(0).samples()).isEqualTo(16_600);
      assertThat(store.codes("one", CodeLevel.UP)).hasSize(16_608 / 4);
      assertThat(store.codes("one", CodeLevel.LOW)).hasSize(16_608 / 16);
      assertThat(store.times("one")).containsExactly(0f);
      assertThat((double) store.frames("one")[0][2]).isCloseTo(165 / 255.0, within(1e-6));
    }
  }

  @Test
  void viewsOfAPicture_areEmbeddedForTrainingAlone() throws IOException {
    Path sound = temp.resolve("sound.wav");
    WavFile.write(sound, AudioClip.mono(noise(8300), 16000), WavFile.Encoding.PCM_16);
    Path picture = temp.resolve("picture.png");
    ImageIO.write(image(new Color(90, 100, 165)), "png", picture.toFile());
    List<Item> items =
        List.of(
            new Item("seen", "train", "kind", sound, picture, 0, 0),
            new Item("held", "test", "kind", sound, picture, 0, 0));
    Path out = temp.resolve("features");
    EmbeddingPreparation.run(out, items, new FakeEncoder(), 4, 5);
    CodePreparation.run(out, items, codec(), "abc", "its settings");
    try (FeatureStore store = FeatureStore.open(out)) {
      assertThat(store.views("seen")).hasDimensions(5, store.frames("seen")[0].length);
      assertThat(store.views("seen")[0]).isNotEqualTo(store.views("seen")[1]);
      assertThat(store.frames("seen")).isDeepEqualTo(store.frames("held"));
      assertThat(store.views("held")).isEmpty();
    }
    assertThatThrownBy(() -> EmbeddingPreparation.run(out, items, new FakeEncoder(), 4, 6))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("views");
  }

  @Test
  void filesOfTheSameNamesWithOtherContent_areRefused() throws IOException {
    Path sound = temp.resolve("sound.wav");
    WavFile.write(sound, AudioClip.mono(noise(8300), 16000), WavFile.Encoding.PCM_16);
    Path picture = temp.resolve("picture.png");
    ImageIO.write(image(new Color(90, 100, 165)), "png", picture.toFile());
    List<Item> items = List.of(new Item("one", "train", "kind", sound, picture, 0, 0));
    Path out = temp.resolve("features");
    EmbeddingPreparation.run(out, items, new FakeEncoder(), 4);
    CodePreparation.run(out, items, codec(), "abc", "its settings");

    ImageIO.write(image(new Color(91, 100, 165)), "png", picture.toFile());
    assertThatThrownBy(() -> EmbeddingPreparation.run(out, items, new FakeEncoder(), 4))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("items or their files");
    CodePreparation.run(out, items, codec(), "abc", "its settings"); // which no picture decides
    float[] other = noise(8300);
    other[4000] = -other[4000];
    WavFile.write(sound, AudioClip.mono(other, 16000), WavFile.Encoding.PCM_16);
    assertThatThrownBy(() -> CodePreparation.run(out, items, codec(), "abc", "its settings"))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("items or their files");
  }

  @Test
  void codesOfOtherSoundsThanThoseBesideThePictures_areRefused() throws IOException {
    Path sound = temp.resolve("sound.wav");
    WavFile.write(sound, AudioClip.mono(noise(8300), 16000), WavFile.Encoding.PCM_16);
    Path picture = temp.resolve("picture.png");
    ImageIO.write(image(new Color(90, 100, 165)), "png", picture.toFile());
    List<Item> items = List.of(new Item("one", "train", "kind", sound, picture, 0, 0));
    Path out = temp.resolve("features");
    EmbeddingPreparation.run(out, items, new FakeEncoder(), 4);
    WavFile.write(sound, AudioClip.mono(noise(8200), 16000), WavFile.Encoding.PCM_16);
    CodePreparation.run(out, items, codec(), "abc", "its settings");
    assertThatThrownBy(() -> FeatureStore.open(out))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("embeddings and codes of other items");
  }

  @Test
  void networksOfOtherSettingsAndFilesReadOtherwise_areNotTakenForTheSame() throws IOException {
    Path sound = temp.resolve("sound.wav");
    WavFile.write(sound, AudioClip.mono(noise(8300), 16000), WavFile.Encoding.PCM_16);
    Path picture = temp.resolve("picture.png");
    ImageIO.write(image(new Color(90, 100, 165)), "png", picture.toFile());
    List<Item> items = List.of(new Item("one", "train", "kind", sound, picture, 0, 0));
    Path out = temp.resolve("features");
    EmbeddingPreparation.run(out, items, new FakeEncoder(), 4);
    CodePreparation.run(out, items, codec(), "abc", "its settings");
    try (FeatureStore store = FeatureStore.open(out)) {
      assertThat(store.embeddingIdentity().settings()).containsEntry("read", MediaFile.VERSION);
      assertThat(store.codeIdentity().settings()).containsEntry("read", MediaFile.VERSION);
    }
    FakeEncoder other =
        new FakeEncoder() {
          @Override
          public String settings() {
            return "other settings";
          }
        };
    assertThatThrownBy(() -> EmbeddingPreparation.run(out, items, other, 4))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("other settings");
    assertThatThrownBy(() -> CodePreparation.run(out, items, codec(), "abc", "other settings"))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("other settings");
  }

  @Test
  void framesOfAVideoAreChosenByTimeAndCountFromTheItemsStart() throws IOException {
    Path video = video();
    List<Item> items = List.of(new Item("video", "train", "", video, null, 0.5, 1));
    Path out = temp.resolve("features");
    EmbeddingPreparation.run(out, items, new FakeEncoder(), 5);
    CodePreparation.run(out, items, codec(), "abc", "its settings");
    try (FeatureStore store = FeatureStore.open(out)) {
      float[] times = store.times("video");
      assertThat(times).hasSize(5);
      for (int f = 0; f < 5; f++) {
        assertThat((double) times[f]).isCloseTo(0.2 * f, within(1e-5));
        // Frame i of the film has the brightness 12 i, and the item starts at frame 5.
        assertThat(255.0 * store.frames("video")[f][1]).isCloseTo(12 * (5 + 2 * f), within(3.0));
      }
      assertThat(store.items("train").get(0).samples()).isEqualTo(16_000);
    }
  }

  @Test
  void unreadableMediaAreReportedAndPassedOver() throws IOException {
    Path text = Files.writeString(temp.resolve("text.mp4"), "not a film");
    List<Item> items =
        List.of(
            new Item("good", "train", "", video(), null, 0, 0),
            new Item("text", "train", "", text, null, 0, 0),
            new Item("gone", "train", "", temp.resolve("gone.wav"), null, 0, 0));
    Path out = temp.resolve("features");
    ShardIndex embeddings = EmbeddingPreparation.run(out, items, new FakeEncoder(), 4);
    ShardIndex codes = CodePreparation.run(out, items, codec(), "abc", "its settings");
    assertThat(embeddings.skipped()).containsOnlyKeys("text", "gone");
    assertThat(codes.skipped().get("text")).contains("text.mp4");
    try (FeatureStore store = FeatureStore.open(out)) {
      assertThat(store.items("train")).extracting("id").containsExactly("good");
    }
    Path nothing = temp.resolve("nothing");
    assertThatThrownBy(
            () -> EmbeddingPreparation.run(nothing, items.subList(1, 3), new FakeEncoder(), 4))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("none of 2 items could be read");
  }

  @Test
  void aSoundTooLongToBeHeld_hasTheCodesOfTheWhole() {
    float[] samples = noise((1 << 20) + 12_345);
    Path sound = temp.resolve("long.wav");
    WavFile.write(sound, AudioClip.mono(samples, 16_000), WavFile.Encoding.FLOAT_32);
    Path shorter = temp.resolve("short.wav");
    float[] beginning = Arrays.copyOf(samples, 40_000);
    WavFile.write(shorter, AudioClip.mono(beginning, 16_000), WavFile.Encoding.FLOAT_32);
    SoundCodec codec = codec();
    List<Item> items =
        List.of(
            new Item("before", "train", "", shorter, null, 0, 0),
            new Item("long", "train", "", sound, null, 0, 0),
            new Item("after", "train", "", shorter, null, 0, 0));
    Path out = temp.resolve("long");
    ShardIndex index = CodePreparation.run(out, items, codec, "abc", "its settings");
    EncodedSound codes = codec.encode(samples);
    EncodedSound begin = codec.encode(beginning);
    try (ShardedFiles files = new ShardedFiles(out, index)) {
      for (CodeLevel level : CodeLevel.values()) {
        String name = level == CodeLevel.UP ? "0" : "1";
        assertThat(Arrays.equals(files.get("long", name).toInts(), codes.codes(level))).isTrue();
        assertThat(files.get("before", name).toInts()).isEqualTo(begin.codes(level));
        assertThat(files.get("after", name).toInts()).isEqualTo(begin.codes(level));
      }
      assertThat(files.items().get("long").samples()).isEqualTo(samples.length);
    }
  }

  private Path video() throws IOException {
    List<byte[]> frames = new ArrayList<>();
    for (int f = 0; f < 20; f++) {
      ByteArrayOutputStream jpeg = new ByteArrayOutputStream();
      ImageIO.write(image(new Color(12 * f, 12 * f, 12 * f)), "jpg", jpeg);
      frames.add(jpeg.toByteArray());
    }
    Path video = temp.resolve("video.avi");
    try (OutputStream out = Files.newOutputStream(video)) {
      AviWriter.write(out, new AviWriter.Content(frames, 96, 96, 10, new short[32000], 16000));
    }
    return video;
  }

  /** A VQ-VAE with random weights: hops 4 and 16. */
  private SoundCodec codec() {
    VqVaeConfig config =
        new VqVaeConfig(
            16000,
            2048,
            List.of(2, 2),
            2,
            1,
            3,
            4,
            16,
            0.9,
            0.02,
            1,
            new VqVaeLossConfig(0, 1, 0, 1, 0, 0, new SpectralResolution(256, 64, 256), List.of()));
    VqVae model = new VqVae(new ParameterFactory(manager, 1), config);
    try (NDScope scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      NDArray noise = manager.randomNormal(0, 0.1f, new Shape(1, 8192), DataType.FLOAT32);
      model.initialiseCodebooks(noise, new Random(1));
    }
    return new VqVaeCodec(model);
  }

  private static float[] noise(int samples) {
    float[] noise = new float[samples];
    Random random = new Random(1);
    for (int t = 0; t < noise.length; t++) {
      noise[t] = (float) (0.1 * random.nextGaussian());
    }
    return noise;
  }

  private static BufferedImage image(Color color) {
    BufferedImage image = new BufferedImage(96, 96, BufferedImage.TYPE_INT_RGB);
    Graphics2D g = image.createGraphics();
    g.setColor(color);
    g.fillRect(0, 0, 96, 96);
    g.dispose();
    return image;
  }

  /** 300 frames, of which 64 are held at once. */
  @Test
  void aLongVideo_isEmbeddedInPiecesWithTheVectorsOfTheWhole() throws IOException {
    Path video = video();
    List<Integer> together = new ArrayList<>();
    FakeEncoder encoder =
        new FakeEncoder() {
          @Override
          public float[][] encodeSquares(List<Pixels> squares) {
            together.add(squares.size());
            return super.encodeSquares(squares);
          }
        };
    List<Item> items =
        List.of(
            new Item("a", "train", "", video, null, 0, 1),
            new Item("long", "train", "", video, null, 0, 0),
            new Item("b", "train", "", video, null, 1, 0.1));
    Path out = temp.resolve("features");
    EmbeddingPreparation.run(out, items, encoder, 150);
    CodePreparation.run(out, items, codec(), "abc", "its settings");
    assertThat(together).allMatch(n -> n <= 64).contains(64);
    List<BufferedImage> frames = new ArrayList<>();
    MediaFile.frames(video, 0, 2, 150, frame -> frames.add(frame.image()));
    try (FeatureStore store = FeatureStore.open(out)) {
      assertThat(store.frames("long")).isDeepEqualTo(new FakeEncoder().encode(frames));
      assertThat(store.times("long")).hasSameSizeAs(frames);
      assertThat(store.times("b")).hasSizeBetween(14, 16);
    }
  }
}
