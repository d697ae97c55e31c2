package io.im2wav4j.models.vqvae;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.jni.JniUtils;
import io.im2wav4j.models.codec.CodeLevel;
import io.im2wav4j.models.codec.EncodedSound;
import io.im2wav4j.models.codec.SampleSource;
import io.im2wav4j.nn.layer.ParameterFactory;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Chunks give what the whole gives. */
class VqVaeCodecTest {
  private static final VqVaeLossConfig LOSS =
      new VqVaeLossConfig(0, 1, 0, 1, 0, 0, new SpectralResolution(256, 64, 256), List.of());

  private NDManager manager;

  @BeforeEach
  void open() {
    manager = NDManager.newBaseManager();
  }

  @AfterEach
  void close() {
    manager.close();
  }

  /** Published shape, tiny, unlike levels, wide dilations, a single layer. */
  static List<Arguments> models() {
    return List.of(
        Arguments.of(config(List.of(3, 2), 32, 4, 3, 128, 2048), 120_000),
        Arguments.of(config(List.of(3, 2), 8, 2, 3, 16, 64), 300_000),
        Arguments.of(config(List.of(1, 3), 4, 3, 2, 8, 32), 300_000),
        Arguments.of(config(List.of(2, 1), 4, 2, 7, 8, 32), 200_000),
        Arguments.of(config(List.of(1), 4, 1, 1, 4, 16), 60_000));
  }

  @ParameterizedTest
  @MethodSource("models")
  void chunks_giveTheCodesAndTheSoundOfTheWhole(VqVaeConfig config, int longest) {
    VqVae model = model(config);
    Random random = new Random(7);
    int hop = config.largestHop();
    for (int trial = 0; trial < 5; trial++) {
      int samples = 1 + random.nextInt(longest);
      int chunk = 1 + random.nextInt(trial < 3 ? 4 * hop : longest / 3);
      float[] sound = noise(samples, random);
      VqVaeCodec codec = new VqVaeCodec(model, chunk);
      EncodedSound codes = codec.encode(sound);
      try (NDScope scope = new NDScope()) {
        scope.suppressNotUsedWarning();
        int padded = (samples + hop - 1) / hop * hop;
        NDArray audio = manager.create(Arrays.copyOf(sound, padded), new Shape(1, padded));
        for (CodeLevel level : config.levels()) {
          NDArray whole = model.encode(audio, level);
          long[] expected = whole.toLongArray();
          assertThat(codes.codes(level)).hasSameSizeAs(expected);
          int differ = 0;
          for (int t = 0; t < expected.length; t++) {
            differ += codes.codes(level)[t] == expected[t] ? 0 : 1;
          }
          assertThat(differ)
              .as("codes of level %s, %d samples, chunks of %d", level, samples, chunk)
              .isZero();
          float[] sample = model.decode(whole, level).toFloatArray();
          float[] decoded = codec.decode(codes.codes(level), level);
          assertThat(decoded).hasSameSizeAs(sample);
          float furthest = 0;
          for (int t = 0; t < sample.length; t++) {
            furthest = Math.max(furthest, Math.abs(decoded[t] - sample[t]));
          }
          assertThat(furthest)
              .as("sound of level %s, %d samples, chunks of %d", level, samples, chunk)
              .isLessThan(1e-5f);
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("models")
  void outsideTheReceptiveField_nothingMatters(VqVaeConfig config) {
    VqVae model = model(config);
    try (NDScope scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      checkFields(model, 1e3f, false);
    }
  }

  /** Far taps of a deep random network are under the rounding. */
  static List<Arguments> narrowModels() {
    return models().stream().filter(m -> ((VqVaeConfig) m.get()[0]).width() == 4).toList();
  }

  @ParameterizedTest
  @MethodSource("narrowModels")
  void theReceptiveField_isNoWiderThanNeeded(VqVaeConfig config) {
    VqVae model = model(config);
    try (NDScope scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      // Weights and inputs above 0: every rectifier is open and no two paths cancel out.
      model.parameters().values().forEach(p -> p.set(filled(p.getShape())));
      checkFields(model, 1e7f, true);
    }
  }

  /** Moves one input beyond, or at, each end of the field, and looks at the output. */
  private static void checkFields(VqVae model, float by, boolean atTheEdge) {
    VqVaeConfig config = model.config();
    int hop = config.largestHop();
    int samples = 40_000 / hop * hop;
    int out = atTheEdge ? 0 : 1;
    for (CodeLevel level : config.levels()) {
      int own = config.hop(level);
      if (atTheEdge && own > 8) {
        continue; // as above
      }
      int code = samples / own / 2;
      ReceptiveField encoder = ReceptiveField.ofEncoder(config, level);
      float[] sound = positive(samples);
      float[] encoded = encoded(model, sound, level, code);
      for (int at :
          new int[] {
            code * own - encoder.before() - out, (code + 1) * own - 1 + encoder.after() + out
          }) {
        float[] moved = sound.clone();
        moved[at] += by;
        boolean same = Arrays.equals(encoded(model, moved, level, code), encoded);
        assertThat(same).as("code of level %s, sample %d", level, at).isEqualTo(!atTheEdge);
      }
      ReceptiveField decoder = ReceptiveField.ofDecoder(config, level);
      int width = config.embeddingWidth();
      float[] vectors = positive(width * samples / own);
      float[] decoded = decoded(model, vectors, level, code);
      for (int at : new int[] {code - decoder.before() - out, code + decoder.after() + out}) {
        float[] moved = vectors.clone();
        for (int c = 0; c < width; c++) {
          moved[at * width + c] += by;
        }
        boolean same = Arrays.equals(decoded(model, moved, level, code), decoded);
        assertThat(same).as("sound of level %s, code %d", level, at).isEqualTo(!atTheEdge);
      }
    }
  }

  @Test
  void aSourceInPieces_givesTheCodesOfTheArray() {
    VqVae model = model(config(List.of(3, 2), 8, 2, 3, 16, 64));
    float[] sound = noise(270_001, new Random(1));
    VqVaeCodec codec = new VqVaeCodec(model, 1000);
    SampleSource all = SampleSource.of(sound);
    Random pieces = new Random(2);
    EncodedSound encoded =
        codec.encode((into, at, n) -> all.read(into, at, Math.min(n, pieces.nextInt(9000))));
    assertThat(encoded.samples()).isEqualTo(270_001);
    assertSameCodes(encoded, codec.encode(sound));
  }

  @Test
  void aBatch_givesTheCodesOfEachSoundAlone() {
    VqVae model = model(config(List.of(3, 2), 32, 4, 3, 128, 2048));
    VqVaeCodec codec = new VqVaeCodec(model);
    Random random = new Random(5);
    List<float[]> sounds =
        List.of(
            noise(32_000, random),
            noise(31_999, random),
            noise(900, random),
            noise(900, random),
            noise(32_000, random),
            noise(32_000, random));
    List<EncodedSound> together = codec.encodeAll(sounds);
    for (int i = 0; i < sounds.size(); i++) {
      assertSameCodes(together.get(i), codec.encode(sounds.get(i)));
    }
  }

  @Test
  void aSoundWithoutSamples_hasNoCodes() {
    VqVaeCodec codec = new VqVaeCodec(model(config(List.of(1), 4, 1, 1, 4, 16)));
    assertThat(codec.encode(new float[0]).codes()).containsOnlyKeys(CodeLevel.UP);
    assertThat(codec.encode(new float[0]).codes(CodeLevel.UP)).isEmpty();
    assertThat(codec.decode(new int[0], CodeLevel.UP)).isEmpty();
  }

  @Test
  void manyChunks_leaveNoArrayBehind() {
    VqVae model = model(config(List.of(2, 1), 4, 2, 3, 8, 32));
    VqVaeCodec codec = new VqVaeCodec(model, 256);
    float[] sound = noise(250_000, new Random(1));
    codec.decode(codec.encode(sound).codes(CodeLevel.LOW), CodeLevel.LOW);
    int before = manager.getManagedArrays().size();
    codec.decode(codec.encode(sound).codes(CodeLevel.LOW), CodeLevel.LOW);
    assertThat(manager.getManagedArrays()).hasSize(before);
  }

  private static void assertSameCodes(EncodedSound one, EncodedSound other) {
    assertThat(one.samples()).isEqualTo(other.samples());
    assertThat(one.codes()).containsOnlyKeys(other.codes().keySet());
    one.codes().forEach((level, codes) -> assertThat(codes).isEqualTo(other.codes(level)));
  }

  private static float[] encoded(VqVae model, float[] sound, CodeLevel level, int code) {
    NDManager manager = model.codebook(CodeLevel.UP).vectors().getManager();
    NDArray audio = manager.create(sound, new Shape(1, sound.length));
    return model.encoded(audio, level).get(":, :, {}", code).toFloatArray();
  }

  private static float[] decoded(VqVae model, float[] vectors, CodeLevel level, int code) {
    NDManager manager = model.codebook(CodeLevel.UP).vectors().getManager();
    int width = model.config().embeddingWidth();
    int hop = model.config().hop(level);
    // Column by column, so that a whole code's vector is one stretch of the array.
    NDArray x =
        manager.create(vectors, new Shape(1, vectors.length / width, width)).transpose(0, 2, 1);
    return model
        .decodeVectors(x, level)
        .get(":, {}:{}", code * hop, (code + 1) * hop)
        .toFloatArray();
  }

  @Test
  void codesAndSamples_haveTheSameBitsWithAnyNumberOfThreads() {
    VqVaeCodec codec = new VqVaeCodec(model(config(List.of(3, 2), 32, 4, 3, 64, 256)));
    float[] sound = noise(1 << 15, new Random(3));
    int before = JniUtils.getNumThreads();
    try {
      JniUtils.setNumThreads(2);
      EncodedSound codes = codec.encode(sound);
      float[] decoded = codec.decode(codes.codes(CodeLevel.UP), CodeLevel.UP);
      for (int threads : new int[] {1, 3}) {
        JniUtils.setNumThreads(threads);
        EncodedSound same = codec.encode(sound);
        for (CodeLevel level : CodeLevel.values()) {
          assertThat(same.codes(level)).isEqualTo(codes.codes(level));
        }
        assertThat(codec.decode(codes.codes(CodeLevel.UP), CodeLevel.UP))
            .as("%d threads", threads)
            .isEqualTo(decoded);
      }
    } finally {
      JniUtils.setNumThreads(before);
    }
  }

  private static VqVaeConfig config(
      List<Integer> layers, int width, int depth, int growth, int embedding, int codes) {
    return new VqVaeConfig(
        16000, 2048, layers, width, depth, growth, embedding, codes, 0.9, 0.02, 1, LOSS);
  }

  /** Random weights, and a codebook of what the encoders make of noise. */
  private VqVae model(VqVaeConfig config) {
    VqVae model = new VqVae(new ParameterFactory(manager, 1), config);
    try (NDScope scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      long length = 65_536;
      NDArray noise = manager.create(noise((int) length, new Random(11)), new Shape(1, length));
      model.initialiseCodebooks(noise, new Random(1));
    }
    return model;
  }

  private static float[] noise(int samples, Random random) {
    float[] noise = new float[samples];
    for (int t = 0; t < samples; t++) {
      noise[t] = (float) (0.3 * random.nextGaussian());
    }
    return noise;
  }

  private static float[] positive(int n) {
    float[] values = noise(n, new Random(3));
    for (int i = 0; i < n; i++) {
      values[i] = Math.abs(values[i]);
    }
    return values;
  }

  private static float[] filled(Shape shape) {
    float[] values = new float[Math.toIntExact(shape.size())];
    Arrays.fill(values, 0.125f);
    return values;
  }
}
