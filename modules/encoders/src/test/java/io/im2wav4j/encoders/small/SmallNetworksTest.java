package io.im2wav4j.encoders.small;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import io.im2wav4j.core.error.UserError;
import io.im2wav4j.encoders.AudioClassifier;
import io.im2wav4j.encoders.AudioEncoder;
import io.im2wav4j.encoders.ImageEncoder;
import io.im2wav4j.nn.layer.Module;
import io.im2wav4j.nn.layer.ParameterFactory;
import io.im2wav4j.nn.optim.AdamSettings;
import io.im2wav4j.nn.optim.AdamW;
import io.im2wav4j.nn.weights.Weights;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SmallNetworksTest {
  private static final LogMelConfig MEL = new LogMelConfig(8000, 256, 128, 32, 40, 4000);
  private static final SmallEncoderConfig PAIR = new SmallEncoderConfig(16, 32, 8, 8, 0.07, MEL);
  private static final SmallClassifierConfig CLASSIFIER = new SmallClassifierConfig(8, 12, MEL);

  @Test
  void pair_learnsWhichSoundGoesWithAPicture() {
    try (NDManager manager = NDManager.newBaseManager()) {
      ContrastivePair pair = new ContrastivePair(new ParameterFactory(manager, 3), PAIR);
      NDArray images = manager.randomNormal(0, 1, new Shape(6, 3, 32, 32), DataType.FLOAT32);
      NDArray mels = manager.randomNormal(-9, 3, new Shape(6, 1, 32, 40), DataType.FLOAT32);
      float before = descend(pair, manager, () -> pair.loss(images, mels));
      assertThat(before).isCloseTo((float) Math.log(6), within(1f));
      assertThat(pair.loss(images, mels).getFloat()).isLessThan(0.3f);
    }
  }

  @Test
  void sharedLoss_isThePlainOneWhereNoTwoItemsAreOfAKind() {
    try (NDManager manager = NDManager.newBaseManager()) {
      ContrastivePair pair = new ContrastivePair(new ParameterFactory(manager, 3), PAIR);
      NDArray images = manager.randomNormal(0, 1, new Shape(4, 3, 32, 32), DataType.FLOAT32);
      NDArray mels = manager.randomNormal(-9, 3, new Shape(4, 1, 32, 40), DataType.FLOAT32);
      NDArray kinds = manager.create(new long[] {7, 3, 0, 5});
      float plain = pair.loss(images, mels).getFloat();
      assertThat(pair.loss(images, mels, kinds, 0.3f).getFloat()).isCloseTo(plain, within(1e-5f));
      NDArray all = manager.create(new long[] {1, 1, 1, 1});
      assertThat(pair.loss(images, mels, all, 1f).getFloat())
          .as("all items wanted alike: at least ln 4")
          .isGreaterThanOrEqualTo((float) Math.log(4) - 1e-5f);
    }
  }

  @Test
  void classifier_learnsLabels() {
    try (NDManager manager = NDManager.newBaseManager()) {
      SmallClassifier net = new SmallClassifier(new ParameterFactory(manager, 3), CLASSIFIER, 3);
      NDArray mels = manager.randomNormal(-9, 3, new Shape(6, 1, 32, 40), DataType.FLOAT32);
      NDArray labels = manager.create(new long[] {0, 1, 2, 2, 1, 0});
      float before = descend(net, manager, () -> net.loss(mels, labels));
      assertThat(before).isCloseTo((float) Math.log(3), within(0.5f));
      assertThat(net.loss(mels, labels).getFloat()).isLessThan(0.3f);
    }
  }

  @Test
  void gradient_agreesWithFiniteDifferences() {
    try (NDManager manager = NDManager.newBaseManager()) {
      ContrastivePair pair = new ContrastivePair(new ParameterFactory(manager, 5), PAIR);
      NDArray images = manager.randomNormal(0, 1, new Shape(4, 3, 32, 32), DataType.FLOAT32);
      NDArray mels = manager.randomNormal(-9, 3, new Shape(4, 1, 32, 40), DataType.FLOAT32);
      for (String name : List.of("logit_scale", "image.projection.bias", "audio.projection.bias")) {
        NDArray parameter = pair.parameters().get(name);
        pair.requireGradient(true);
        double slope;
        try (GradientCollector collector = manager.getEngine().newGradientCollector()) {
          collector.backward(pair.loss(images, mels));
          slope = parameter.getGradient().sum().getFloat();
        }
        pair.parameters().values().forEach(p -> p.getGradient().muli(0)); // the engine adds up
        pair.requireGradient(false);
        float step = 3e-3f;
        parameter.addi(step);
        double above = pair.loss(images, mels).getFloat();
        parameter.subi(2 * step);
        double below = pair.loss(images, mels).getFloat();
        assertThat(slope)
            .as(name)
            .isCloseTo((above - below) / (2 * step), within(0.01 + 0.01 * Math.abs(slope)));
      }
    }
  }

  @Test
  void embedding_doesNotDependOnTheRestOfTheBatch(@TempDir Path folder) {
    Path weights = savePair(folder);
    List<float[]> clips = clips();
    List<BufferedImage> pictures = pictures();
    SmallModelFiles.writePair(folder, PAIR, weights);
    try (AudioEncoder audio = SmallModelFiles.audioEncoder(folder);
        ImageEncoder image = SmallModelFiles.imageEncoder(folder)) {
      float[][] sounds = audio.encode(clips);
      float[][] views = image.encode(pictures);
      for (int i = 0; i < clips.size(); i++) {
        assertThat(audio.encode(List.of(clips.get(i)))[0])
            .containsExactly(sounds[i], within(1e-5f));
        assertThat(length(sounds[i])).isCloseTo(1, within(1e-5));
      }
      for (int i = 0; i < pictures.size(); i++) {
        assertThat(image.encode(List.of(pictures.get(i)))[0])
            .containsExactly(views[i], within(1e-5f));
        assertThat(length(views[i])).isCloseTo(1, within(1e-5));
      }
      assertThat(sounds[0]).hasSize(audio.width()).isNotEqualTo(sounds[1]);
      assertThat(audio.sha256()).isEqualTo(image.sha256()).hasSize(64);
    }
  }

  @Test
  void soundsBits_areTheSameInAnyBatch(@TempDir Path folder) {
    SmallModelFiles.writePair(folder, PAIR, savePair(folder));
    Random random = new Random(2);
    List<float[]> clips = new ArrayList<>();
    for (int i = 0; i < 37; i++) {
      float[] clip = new float[8000];
      for (int j = 0; j < clip.length; j++) {
        clip[j] = (float) (0.3 * random.nextGaussian());
      }
      clips.add(clip);
    }
    try (AudioEncoder audio = SmallModelFiles.audioEncoder(folder)) {
      float[][] alone =
          clips.stream().map(c -> audio.encode(List.of(c))[0]).toArray(float[][]::new);
      for (int n : new int[] {2, 3, 7, 8, 12, 16, 17, 32, 37}) {
        assertThat(audio.encode(clips.subList(37 - n, 37)))
            .as("batches of " + n)
            .isDeepEqualTo(Arrays.copyOfRange(alone, 37 - n, 37));
      }
    }
  }

  @Test
  void classifierFolder_givesLabelsLogitsAndEmbeddings(@TempDir Path folder) {
    Path weights = folder.resolve("weights.safetensors");
    try (NDManager manager = NDManager.newBaseManager()) {
      SmallClassifier net = new SmallClassifier(new ParameterFactory(manager, 1), CLASSIFIER, 3);
      Weights.save(weights, net.state(), Map.of());
    }
    SmallModelFiles.writeClassifier(folder, CLASSIFIER, List.of("bell", "rain", "bird"), weights);
    try (AudioClassifier classifier = SmallModelFiles.classifier(folder)) {
      assertThat(classifier.labels()).containsExactly("bell", "rain", "bird");
      assertThat(classifier.logits(clips())).hasDimensions(clips().size(), 3);
      assertThat(classifier.embeddings(clips())).hasDimensions(clips().size(), 12);
    }
    assertThatThrownBy(() -> SmallModelFiles.imageEncoder(folder))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("small-classifier")
        .hasMessageContaining("im2wav train encoder");
  }

  @Test
  void weightsOfAnotherConfiguration_areRefusedByName(@TempDir Path folder) {
    Path weights = savePair(folder);
    SmallEncoderConfig wider = new SmallEncoderConfig(24, 32, 8, 8, 0.07, MEL);
    assertThatThrownBy(() -> new SmallImageEncoder(wider, weights).close())
        .isInstanceOf(UserError.class)
        .hasMessageContaining("image.projection.weight");
  }

  private static Path savePair(Path folder) {
    Path weights = folder.resolve("checkpoints/weights.safetensors");
    try (NDManager manager = NDManager.newBaseManager()) {
      ContrastivePair pair = new ContrastivePair(new ParameterFactory(manager, 1), PAIR);
      Weights.save(weights, pair.state(), Map.of());
    }
    return weights;
  }

  /** Of different lengths, among them none at all. */
  private static List<float[]> clips() {
    Random random = new Random(1);
    List<float[]> clips = new ArrayList<>();
    for (int length : new int[] {8000, 8000, 5001, 100, 0}) {
      float[] clip = new float[length];
      for (int i = 0; i < length; i++) {
        clip[i] = (float) (0.3 * random.nextGaussian());
      }
      clips.add(clip);
    }
    return clips;
  }

  private static List<BufferedImage> pictures() {
    List<BufferedImage> all = new ArrayList<>();
    int[] types = {
      BufferedImage.TYPE_INT_RGB, BufferedImage.TYPE_BYTE_GRAY, BufferedImage.TYPE_4BYTE_ABGR
    };
    for (int type : types) {
      BufferedImage image = new BufferedImage(90, 50, type);
      Graphics2D g = image.createGraphics();
      g.setColor(Color.ORANGE);
      g.fillOval(20, 10, 30, 30);
      g.dispose();
      all.add(image);
    }
    return all;
  }

  private static double length(float[] v) {
    double sum = 0;
    for (float x : v) {
      sum += x * x;
    }
    return Math.sqrt(sum);
  }

  /** Some steps of Adam; returns the first loss. */
  private static float descend(Module model, NDManager owner, Supplier<NDArray> loss) {
    float first = Float.NaN;
    AdamW adam = new AdamW(owner, model.parameters(), AdamSettings.published(0));
    model.requireGradient(true);
    for (int i = 0; i < 60; i++) {
      try (NDScope scope = new NDScope()) {
        scope.suppressNotUsedWarning();
        try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
          NDArray value = loss.get();
          collector.backward(value);
          first = i == 0 ? value.getFloat() : first;
        }
        adam.step(2e-3, 1);
      }
    }
    model.requireGradient(false);
    return first;
  }
}
