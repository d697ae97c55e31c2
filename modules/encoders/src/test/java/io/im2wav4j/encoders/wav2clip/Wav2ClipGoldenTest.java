package io.im2wav4j.encoders.wav2clip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import com.fasterxml.jackson.databind.JsonNode;
import io.im2wav4j.core.tensor.Tensor;
import io.im2wav4j.nn.golden.FilledWeights;
import io.im2wav4j.nn.golden.Golden;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
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
      int checked = 0;
      for (String input : golden.tensors().keySet()) {
        if (input.startsWith("input.wave.")) {
          String expected = input.replace("input.wave.", "expect.embedding.");
          float[] wave = golden.tensor(input).toFloats();
          double[] want = golden.tensor(expected).toDoubles();
          double[] got = doubles(encoder.encodeTogether(List.of(wave)));
          double largest = Arrays.stream(want).map(Math::abs).max().orElseThrow();
          for (int i = 0; i < want.length; i++) {
            assertThat(got[i]).as(expected).isCloseTo(want[i], within(1e-3 * largest));
          }
          double[] unit = doubles(encoder.encode(List.of(wave)));
          assertThat(dot(unit, want) / Math.sqrt(dot(want, want)))
              .as("cosine of " + expected)
              .isGreaterThan(0.9999);
          checked++;
        }
      }
      assertThat(checked).isPositive();
    }
  }

  @Test
  void everyStage_agreesAndABatchSharesItsNormalisation() {
    Golden golden = Golden.open("extended/wav2clip");
    JsonNode tolerance = golden.json().path("tolerance");
    double atol = tolerance.path("default").path("atol").asDouble();
    double rtol = tolerance.path("default").path("rtol").asDouble();
    Tensor pcm = golden.tensor("input.pcm");
    List<float[]> clips = clips(pcm);
    try (Wav2ClipEncoder encoder =
        new Wav2ClipEncoder("golden", FilledWeights.of(golden.json()), "")) {
      golden.assertClose(
          doubles(encoder.encodeTogether(clips)), "expect.embedding_batch2", atol, rtol);
      List<float[]> alone = new ArrayList<>();
      clips.forEach(clip -> alone.add(encoder.encodeTogether(List.of(clip))[0]));
      golden.assertClose(
          doubles(alone.toArray(float[][]::new)), "expect.embedding_each_alone", atol, rtol);

      NDArray normalised = golden.array(encoder.manager(), "expect.log_normalised");
      golden.assertClose(
          encoder.network().encoding(normalised), "expect.encoder_batch2", atol, rtol);
      List<NDArray> stages = encoder.network().stages(normalised);
      List<String> names = List.of("conv1", "maxpool", "layer1", "layer2", "layer3", "layer4");
      for (int i = 0; i < names.size(); i++) {
        String name = "expect.act." + names.get(i);
        if (!golden.has(name)) {
          continue;
        }
        long[] shape = golden.tensor(name).shape();
        NDArray part =
            stages
                .get(i)
                .get(new NDIndex(":{}, :{}, :{}, :{}", shape[0], shape[1], shape[2], shape[3]));
        golden.assertClose(part, name, atol, rtol);
      }
    }
  }

  @Test
  void framewiseMode_embedsOverlappingStretchesAsOneBatch() {
    Golden golden = Golden.open("extended/wav2clip");
    JsonNode tolerance = golden.json().path("tolerance").path("default");
    Pattern name = Pattern.compile("expect\\.embedding_frames_item(\\d+)_(\\d+)_(\\d+)");
    List<float[]> clips = clips(golden.tensor("input.pcm"));
    int checked = 0;
    try (Wav2ClipEncoder encoder =
        new Wav2ClipEncoder("golden", FilledWeights.of(golden.json()), "")) {
      for (String expected : golden.tensors().keySet()) {
        Matcher parts = name.matcher(expected);
        if (parts.matches()) {
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
          golden.assertClose(
              turned,
              expected,
              tolerance.path("atol").asDouble(),
              tolerance.path("rtol").asDouble());
          checked++;
        }
      }
    }
    assertThat(checked).isPositive();
  }

  @Test
  void vectorForAScore_dependsOnNoNeighbour() {
    Golden golden = Golden.open("extended/wav2clip");
    List<float[]> clips = new ArrayList<>(clips(golden.tensor("input.pcm")));
    clips.add(Arrays.copyOf(clips.get(0), clips.get(0).length / 2));
    clips.add(new float[16_000]);
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

  private static List<float[]> clips(Tensor pcm) {
    int[] values = pcm.toInts();
    int items = (int) pcm.shape()[0];
    int length = values.length / items;
    List<float[]> out = new ArrayList<>();
    for (int i = 0; i < items; i++) {
      float[] clip = new float[length];
      for (int t = 0; t < length; t++) {
        clip[t] = values[i * length + t] / 32768f;
      }
      out.add(clip);
    }
    return out;
  }
}
