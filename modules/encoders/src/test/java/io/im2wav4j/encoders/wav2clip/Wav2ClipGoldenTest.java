package io.im2wav4j.encoders.wav2clip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import io.im2wav4j.core.tensor.Tensor;
import io.im2wav4j.nn.golden.FilledWeights;
import io.im2wav4j.nn.golden.Golden;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Front end, ResNet and transform as lyrebird-wav2clip computes them. */
class Wav2ClipGoldenTest {
  private static double[] doubles(float[][] rows) {
    return Arrays.stream(rows).flatMapToDouble(row -> Arrays.stream(toDoubles(row))).toArray();
  }

  private static double[] toDoubles(float[] row) {
    double[] out = new double[row.length];
    for (int i = 0; i < out.length; i++) {
      out[i] = row[i];
    }
    return out;
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  @Test
  void soundsOfEveryLength_getTheReferencesVectors() {
    Golden golden = Golden.open("wav2clip");
    try (Wav2ClipEncoder encoder =
        new Wav2ClipEncoder("golden", FilledWeights.of(golden.json()), "")) {
      double tolerance = golden.stated("# relative", 1e-3);
      for (String input : golden.names("input.wave.")) {
        String expected = input.replace("input.wave.", "expect.embedding.");
        float[] wave = golden.tensor(input).toFloats();
        golden.assertRelative(doubles(encoder.encodeTogether(List.of(wave))), expected, tolerance);
        double[] want = golden.tensor(expected).toDoubles();
        double[] unit = doubles(encoder.encode(List.of(wave)));
        assertThat(dot(unit, want) / Math.sqrt(dot(want, want)))
            .as("cosine of " + expected)
            .isGreaterThan(0.9999);
      }
    }
  }

  @Test
  void transformAndAllStagesBeforeIt_agreeAndABatchSharesItsNormalisation() {
    Golden golden = Golden.open("extended/wav2clip");
    try (Wav2ClipEncoder encoder =
        new Wav2ClipEncoder("golden", FilledWeights.of(golden.json()), "")) {
      NDArray vectors = golden.array(encoder.manager(), "expect.encoder_batch2");
      golden.assertClose(
          encoder.network().transform(vectors), "expect.embedding_batch2", "default");
      if (!golden.leftOut("input.pcm")) {
        List<float[]> clips = clips(golden.tensor("input.pcm"));
        embeddings(golden, encoder, clips);
        stages(golden, encoder);
        overlappingStretches(golden, encoder, clips);
      }
    }
  }

  private static void embeddings(Golden golden, Wav2ClipEncoder encoder, List<float[]> clips) {
    golden.assertClose(
        doubles(encoder.encodeTogether(clips)), "expect.embedding_batch2", "default");
    List<float[]> alone = new ArrayList<>();
    clips.forEach(clip -> alone.add(encoder.encodeTogether(List.of(clip))[0]));
    golden.assertClose(
        doubles(alone.toArray(float[][]::new)), "expect.embedding_each_alone", "default");
  }

  private static void stages(Golden golden, Wav2ClipEncoder encoder) {
    NDArray normalised = golden.array(encoder.manager(), "expect.log_normalised");
    golden.assertClose(encoder.network().encoding(normalised), "expect.encoder_batch2", "default");
    List<NDArray> stages = encoder.network().stages(normalised);
    List<String> names = List.of("conv1", "maxpool", "layer1", "layer2", "layer3", "layer4");
    for (String expected : golden.names("expect.act.")) {
      NDArray stage = stages.get(names.indexOf(expected.substring("expect.act.".length())));
      long[] shape = golden.tensor(expected).shape();
      golden.assertClose(
          stage.get(new NDIndex(":{}, :{}, :{}, :{}", shape[0], shape[1], shape[2], shape[3])),
          expected,
          "default");
    }
  }

  private static void overlappingStretches(
      Golden golden, Wav2ClipEncoder encoder, List<float[]> clips) {
    Pattern name = Pattern.compile("expect\\.embedding_frames_item(\\d+)_(\\d+)_(\\d+)");
    for (String expected : golden.names("expect.embedding_frames_")) {
      Matcher parts = name.matcher(expected);
      assertThat(parts.matches()).as(expected).isTrue();
      float[][] rows =
          encoder.encodeFrames(
              clips.get(Integer.parseInt(parts.group(1))),
              Integer.parseInt(parts.group(2)),
              Integer.parseInt(parts.group(3)));
      // The reference has [1, 512, stretches].
      NDArray turned =
          encoder
              .manager()
              .create(rows)
              .transpose()
              .reshape(new Shape(1, encoder.width(), rows.length));
      golden.assertClose(turned, expected, "default");
    }
  }

  @Test
  void vectorForAScore_dependsOnNoNeighbour() {
    Golden golden = Golden.open("wav2clip");
    List<float[]> clips = new ArrayList<>(List.of(new float[16_000]));
    for (int length : new int[] {24_000, 24_000, 12_000}) {
      clips.add(noise(length, clips.size()));
    }
    try (Wav2ClipEncoder encoder =
        new Wav2ClipEncoder("golden", FilledWeights.of(golden.json()), "")) {
      float[][] together = encoder.encode(clips);
      for (int i = 0; i < clips.size(); i++) {
        float[] alone = encoder.encode(List.of(clips.get(i)))[0];
        assertThat(together[i]).containsExactly(alone, within(1e-4f));
        assertThat(dot(toDoubles(alone), toDoubles(alone))).isCloseTo(1, within(1e-4));
      }
    }
  }

  private static float[] noise(int length, long seed) {
    Random random = new Random(seed);
    float[] out = new float[length];
    for (int i = 0; i < length; i++) {
      out[i] = (float) (0.1 * random.nextGaussian());
    }
    return out;
  }

  /** [clips][samples]. */
  private static List<float[]> clips(Tensor pcm) {
    float[] samples = Golden.samples(pcm);
    int length = (int) pcm.shape()[1];
    List<float[]> out = new ArrayList<>();
    for (int from = 0; from < samples.length; from += length) {
      out.add(Arrays.copyOfRange(samples, from, from + length));
    }
    return out;
  }
}
