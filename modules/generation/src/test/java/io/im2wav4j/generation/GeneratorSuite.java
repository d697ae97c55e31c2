package io.im2wav4j.generation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.im2wav4j.core.error.UserError;
import io.im2wav4j.core.progress.Progress;
import io.im2wav4j.generation.decode.Precision;
import io.im2wav4j.models.codec.CodeLevel;
import io.im2wav4j.models.codec.SoundCodec;
import io.im2wav4j.models.conditioning.FrameSequence;
import io.im2wav4j.models.lm.LanguageModel;
import io.im2wav4j.models.lm.SamplingConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a generator does, with the engine that is on the class path. */
public abstract class GeneratorSuite {
  /** Whether models that are taken over lose their own weights. */
  protected abstract boolean frees();

  private final NDManager manager = NDManager.newBaseManager();
  private final LanguageModel low = TinyModels.low(manager);
  private final LanguageModel up = TinyModels.up(manager);
  private final SoundCodec codec = TinyModels.codec(manager);

  @AfterEach
  void close() {
    manager.close();
  }

  private static GenerationConfig config(double seconds, double guidance, int batch, int samples) {
    return new GenerationConfig(
        seconds,
        new SamplingConfig(guidance, 1, 0, 0),
        new SamplingConfig(3, 1, 0, 0),
        0.5,
        samples,
        batch,
        0,
        Precision.INT16,
        7);
  }

  private List<GeneratedSound> generate(GenerationConfig config, List<GenerationRequest> requests) {
    List<GeneratedSound> sounds = new ArrayList<>();
    try (Generator generator = new Generator(low, up, codec, config)) {
      generator.generate(requests, Progress.silent(), sounds::add);
    }
    return sounds;
  }

  private static List<GenerationRequest> requests(int count) {
    Random random = new Random(11);
    return IntStream.range(0, count)
        .mapToObj(
            i ->
                new GenerationRequest(
                    "item" + i,
                    i % 2 == 0 ? TinyModels.still(random) : TinyModels.video(random, 9, 3)))
        .toList();
  }

  private static void assertSame(GeneratedSound a, GeneratedSound b) {
    assertThat(a.id()).isEqualTo(b.id());
    assertThat(a.lowCodes()).containsExactly(b.lowCodes());
    assertThat(a.upCodes()).containsExactly(b.upCodes());
    assertThat(a.audio()).containsExactly(b.audio());
  }

  @Test
  void sameSeed_givesTheSameSound_anotherSeedOrSampleAnother() {
    List<GeneratedSound> first = generate(config(2, 3, 4, 2), requests(2));
    List<GeneratedSound> second = generate(config(2, 3, 4, 2), requests(2));
    assertThat(first).hasSize(4);
    for (int i = 0; i < first.size(); i++) {
      assertSame(first.get(i), second.get(i));
    }
    assertThat(first.get(0).lowCodes()).isNotEqualTo(first.get(1).lowCodes());
    assertThat(first.get(0).sample()).isEqualTo(0);
    assertThat(first.get(1).sample()).isEqualTo(1);
  }

  @Test
  void neighboursAndBatchSize_doNotMatter() {
    List<GenerationRequest> requests = requests(5);
    List<GeneratedSound> together = generate(config(3, 3, 5, 1), requests);
    List<GeneratedSound> inPairs = generate(config(3, 3, 2, 1), requests);
    for (int i = 0; i < requests.size(); i++) {
      assertSame(together.get(i), inPairs.get(i));
      assertSame(together.get(i), generate(config(3, 3, 1, 1), List.of(requests.get(i))).get(0));
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.01, 1, 1.92, 1.93, 3.336, 7.77})
  void length_isExact_forStillImagesAndVideos(double seconds) {
    for (GeneratedSound sound : generate(config(seconds, 1, 2, 1), requests(2))) {
      assertThat(sound.audio()).hasSize((int) Math.round(seconds * TinyModels.SAMPLE_RATE));
      assertThat(sound.upCodes()).hasSize(4 * sound.lowCodes().length);
      for (float sample : sound.audio()) {
        assertThat(sample).isFinite();
      }
    }
  }

  @Test
  void longSound_beginsAsTheShortOneOfTheSameSeed() {
    GeneratedSound window = generate(config(1.92, 3, 1, 1), requests(1)).get(0);
    GenerationConfig longer =
        new GenerationConfig(
            5,
            new SamplingConfig(3, 1, 0, 0),
            new SamplingConfig(3, 1, 0, 0),
            0.5,
            1,
            1,
            0,
            Precision.INT16,
            7);
    GenerationConfig partOfClip =
        new GenerationConfig(1.92, longer.low(), longer.up(), 0.5, 1, 1, 5.04, Precision.INT16, 7);
    GeneratedSound first = generate(partOfClip, requests(1)).get(0);
    GeneratedSound whole = generate(longer, requests(1)).get(0);
    assertThat(whole.lowCodes()).startsWith(first.lowCodes());
    // The length of the clip is a condition that matters.
    assertThat(window.lowCodes()).isNotEqualTo(first.lowCodes());
  }

  @Test
  void pictureMatters_unlessTheGuidanceIsZero() {
    Random random = new Random(2);
    List<GenerationRequest> one = List.of(new GenerationRequest("x", TinyModels.still(random)));
    List<GenerationRequest> other = List.of(new GenerationRequest("x", TinyModels.still(random)));
    for (double scale : new double[] {1, 3}) {
      assertThat(generate(config(1, scale, 1, 1), one).get(0).lowCodes())
          .isNotEqualTo(generate(config(1, scale, 1, 1), other).get(0).lowCodes());
    }
    assertThat(generate(config(1, 0, 1, 1), one).get(0).lowCodes())
        .isEqualTo(generate(config(1, 0, 1, 1), other).get(0).lowCodes());
  }

  @Test
  void rows_areDecodedOnlyWhereNeeded() {
    for (double[] c : new double[][] {{1, 1, 4}, {0, 1, 4}, {3, 1, 8}, {0, 0.5, 8}}) {
      SamplingConfig sampling = new SamplingConfig(c[0], 1, 0, 0, 0, c[1]);
      try (CodeGenerator generator = new CodeGenerator(low, sampling, 0.5, Precision.INT16, 4)) {
        assertThat(generator.rows(4)).isEqualTo((int) c[2]);
      }
      // Up has no null vectors here: it is never guided.
      try (CodeGenerator generator = new CodeGenerator(up, sampling, 0.5, Precision.FP32, 4)) {
        assertThat(generator.rows(4)).isEqualTo(4);
      }
    }
  }

  @Test
  void progress_countsEveryCode() {
    List<Long> steps = new ArrayList<>();
    Progress counting =
        new Progress() {
          @Override
          public void step(long n, String note) {
            steps.add(n);
          }

          @Override
          public void close() {}
        };
    for (double seconds : new double[] {1, 5.5}) {
      steps.clear();
      try (Generator generator = new Generator(low, up, codec, config(seconds, 3, 2, 1))) {
        generator.generate(requests(3), counting, sound -> {});
        assertThat(steps.stream().mapToLong(n -> n).sum()).isEqualTo(generator.steps(3, 0));
      }
    }
  }

  @Test
  void embeddingsOfAnotherWidth_areRefused_notCutShort() {
    int width = low.config().image().embeddingWidth();
    float[] wider = new float[width + 1];
    List<GenerationRequest> requests =
        List.of(new GenerationRequest("cat", FrameSequence.still(wider)));
    assertThatThrownBy(() -> generate(config(1, 1, 1, 1), requests))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("cat: image embeddings of width " + (width + 1))
        .hasMessageContaining("expected width " + width + ", as Low has it")
        .hasMessageContaining("model.image.embeddingWidth=" + (width + 1));
  }

  @Test
  void modelThatMakesNoNumbers_endsWithItsNameAndTheCode_whicheverWeightIsNone() {
    // The most probable of codes is found among any values.
    SamplingConfig greedy = SamplingConfig.greedy(3);
    for (LanguageModel model : List.of(low, up)) {
      model.loadedFrom("runs/" + model.config().level());
      List<String> names = new ArrayList<>(model.parameters().keySet());
      for (int i = 0; i < names.size(); i += 5) {
        NDArray weight = model.parameters().get(names.get(i));
        int batch = i % 2 == 0 ? 1 : 8; // few rows and many are multiplied in other ways
        GenerationConfig config =
            new GenerationConfig(0.01, greedy, greedy, 0.5, 1, batch, 0, Precision.INT16, 7);
        float[] values = weight.toFloatArray();
        weight.addi(Float.NaN);
        assertThatThrownBy(() -> generate(config, requests(batch)))
            .as(names.get(i))
            .isInstanceOf(UserError.class)
            .hasMessageContaining("runs/" + model.config().level() + ": logits that are not")
            .hasMessageContaining("for code ");
        weight.set(values);
      }
    }
  }

  @Test
  void modelsThatDoNotFit_areRefused() {
    assertThatThrownBy(() -> new Generator(up, low, codec, config(1, 1, 1, 1)))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("Up");
    SoundCodec oneLevel = TinyModels.codec(manager, List.of(1));
    assertThatThrownBy(() -> new Generator(low, up, oneLevel, config(1, 1, 1, 1)))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("the codec has no low codes");
    SoundCodec otherHops = TinyModels.codec(manager, List.of(1, 1));
    assertThatThrownBy(() -> new Generator(low, up, otherHops, config(1, 1, 1, 1)))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("hop of Low is 8; expected 4, as the codec's low level has it");
  }

  private List<GeneratedSound> interval(double scale, double from, double to, int batch) {
    GenerationConfig all = config(3, scale, batch, 1);
    SamplingConfig part = new SamplingConfig(scale, 1, 0, 0, from, to);
    return generate(
        new GenerationConfig(3, part, all.up(), 0.5, 1, batch, 0, Precision.INT16, 7), requests(3));
  }

  @Test
  void guidanceOnAnInterval_isGuidanceInsideAndNoneOutside() {
    List<GeneratedSound> everywhere = generate(config(3, 3, 2, 1), requests(3));
    List<GeneratedSound> nowhere = generate(config(3, 1, 2, 1), requests(3));
    List<GeneratedSound> first = interval(3, 0, 0.5, 2);
    List<GeneratedSound> last = interval(3, 0.5, 1, 2);
    for (int i = 0; i < 3; i++) {
      assertSame(interval(3, 0, 1, 2).get(i), everywhere.get(i));
      assertSame(interval(3, 0.5, 0.5, 2).get(i), nowhere.get(i));
      assertSame(interval(3, 0, 0.5, 1).get(i), first.get(i));
      // 12 of a window's 24 codes
      assertThat(first.get(i).lowCodes()).startsWith(head(everywhere.get(i).lowCodes(), 12));
      assertThat(last.get(i).lowCodes()).startsWith(head(nowhere.get(i).lowCodes(), 12));
      assertThat(last.get(i).lowCodes()).isNotEqualTo(nowhere.get(i).lowCodes());
    }
  }

  private static int[] head(int[] codes, int count) {
    return java.util.Arrays.copyOf(codes, count);
  }

  @Test
  void continuedSound_beginsWithTheCodesOfItsBeginning_andNeighboursDoNotMatter() {
    List<GenerationRequest> plain = requests(4);
    float[] whole = generate(config(3, 3, 1, 1), plain.subList(0, 1)).get(0).audio();
    List<GenerationRequest> requests = new ArrayList<>(plain);
    requests.set(0, new GenerationRequest("item0", plain.get(0).frames(), head(whole, 261)));
    requests.set(2, new GenerationRequest("item2", plain.get(2).frames(), head(whole, 101)));
    List<GeneratedSound> together = generate(config(4, 3, 3, 1), requests);
    assertThat(together).hasSize(4);
    for (GeneratedSound sound : together) {
      int i = sound.id().charAt(4) - '0';
      assertSame(sound, generate(config(4, 3, 1, 1), List.of(requests.get(i))).get(0));
      int given = requests.get(i).beginning().length / 8;
      if (given > 0) {
        float[] beginning = head(whole, given * 8);
        assertThat(head(sound.upCodes(), 4 * given))
            .isEqualTo(codec.encode(beginning).codes(CodeLevel.UP));
      }
    }
    assertThatThrownBy(
            () ->
                generate(
                    config(1, 3, 1, 1),
                    List.of(new GenerationRequest("x", plain.get(0).frames(), whole))))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("a beginning as long as the sound");
  }

  private static float[] head(float[] samples, int count) {
    return java.util.Arrays.copyOf(samples, count);
  }

  @Test
  void modelsThatAreTakenOver_giveTheSameSounds() {
    GenerationConfig config = config(3, 3, 2, 1);
    List<GeneratedSound> copied = generate(config, requests(2));
    List<GeneratedSound> taken = new ArrayList<>();
    int before = manager.getManagedArrays().size();
    List<LanguageModel> both = List.of(TinyModels.low(manager), TinyModels.up(manager));
    int whole = manager.getManagedArrays().size() - before;
    int transformers = both.stream().mapToInt(m -> m.transformer().parameters().size()).sum();
    try (Generator generator =
        Generator.opening(
            () -> TinyModels.low(manager), () -> TinyModels.up(manager), codec, config, 2)) {
      generator.generate(requests(2), Progress.silent(), taken::add);
    }
    for (int i = 0; i < 2; i++) {
      assertSame(copied.get(i), taken.get(i));
    }
    assertThat(manager.getManagedArrays())
        .hasSize(before + whole + whole - (frees() ? transformers : 0));
  }
}
