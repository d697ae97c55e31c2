package io.im2wav4j.encoders.vggish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import com.fasterxml.jackson.databind.JsonNode;
import io.im2wav4j.audio.resample.Resampler;
import io.im2wav4j.audio.resample.SincFilter;
import io.im2wav4j.core.tensor.Tensor;
import io.im2wav4j.nn.golden.FilledWeights;
import io.im2wav4j.nn.golden.Golden;
import io.im2wav4j.nn.layer.ParameterFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Front end, network and post-processing as torchvggish computes them. */
class VggishGoldenTest {
  /**
   * "kaiser_best" of resampy 0.4, which the reference resamples with: 50 zero crossings of a sinc
   * without the roll-off are 46 with it.
   */
  private static final SincFilter RESAMPY_BEST = new SincFilter(46, 0.917347, 12.9846);

  private static VggishPostProcessor postProcessor(FilledWeights weights, String prefix) {
    return new VggishPostProcessor(
        "golden", weights.get(prefix + "pca_eigen_vectors"), weights.get(prefix + "pca_means"));
  }

  private static double[] doubles(List<float[]> rows) {
    List<Double> all = new ArrayList<>();
    for (float[] row : rows) {
      for (float v : row) {
        all.add((double) v);
      }
    }
    return all.stream().mapToDouble(Double::doubleValue).toArray();
  }

  private static void assertRelative(double[] got, double[] want, double tolerance, String what) {
    assertThat(got).as(what).hasSameSizeAs(want);
    double largest = 0;
    double difference = 0;
    for (int i = 0; i < got.length; i++) {
      largest = Math.max(largest, Math.abs(want[i]));
      difference = Math.max(difference, Math.abs(want[i] - got[i]));
    }
    assertThat(difference).as(what).isLessThanOrEqualTo(tolerance * largest);
  }

  @Test
  void waveforms_becomeTheReferencesEmbeddings() {
    Golden golden = Golden.open("vggish");
    FilledWeights weights = FilledWeights.of(golden.json());
    VggishPostProcessor post =
        postProcessor(FilledWeights.indexed(golden.json().path("postprocessor_weights")), "");
    try (VggishEncoder plain = new VggishEncoder("golden", weights, "", null);
        VggishEncoder whole = new VggishEncoder("golden", weights, "", post)) {
      int checked = 0;
      for (String input : golden.tensors().keySet()) {
        if (!input.startsWith("input.wave.")) {
          continue;
        }
        String length = input.substring("input.wave.".length());
        float[] wave = golden.tensor(input).toFloats();
        Tensor mel = golden.tensor("expect.log_mel_examples." + length);
        // Of several examples the golden keeps the last.
        List<float[]> examples = new VggishFrontEnd().examples(wave);
        int kept = (int) mel.shape()[0];
        double[] mels = doubles(examples.subList(examples.size() - kept, examples.size()));
        double[] wanted = mel.toDoubles();
        for (int i = 0; i < wanted.length; i++) {
          assertThat(mels[i]).as("log-mel of " + length).isCloseTo(wanted[i], within(1e-4));
        }
        // The golden has the last activation, the embedder of the FAD has not.
        float[][] vectors = plain.embed(List.of(wave)).get(0);
        double[] got = doubles(List.of(vectors));
        for (int i = 0; i < got.length; i++) {
          got[i] = Math.max(0, got[i]);
        }
        assertRelative(got, golden.tensor("expect.embedding." + length).toDoubles(), 1e-3, input);
        double[] levels = doubles(List.of(whole.embed(List.of(wave)).get(0)));
        double[] wantedLevels = golden.tensor("expect.postprocessed." + length).toDoubles();
        for (int i = 0; i < levels.length; i++) {
          assertThat(levels[i]).as("level of " + length).isCloseTo(wantedLevels[i], within(1.0));
        }
        checked++;
      }
      assertThat(checked).isPositive();
    }
  }

  @Test
  void soundOfTheExtendedSet_isHeardTheSameAtEveryStage() {
    Golden golden = Golden.open("extended/vggish");
    JsonNode tolerance = golden.json().path("tolerance");
    double atol = tolerance.path("default").path("atol").asDouble();
    double rtol = tolerance.path("default").path("rtol").asDouble();
    FilledWeights weights = FilledWeights.of(golden.json());
    float[] wave = pcm(golden.tensor("input.pcm"), 1);
    List<float[]> examples = new VggishFrontEnd().examples(wave);
    golden.assertClose(
        doubles(examples),
        "expect.log_mel_examples",
        tolerance.path("log_mel").path("atol").asDouble(),
        tolerance.path("log_mel").path("rtol").asDouble());
    try (VggishEncoder encoder = new VggishEncoder("golden", weights, "", null)) {
      double[] raw = doubles(List.of(encoder.embed(List.of(wave)).get(0)));
      golden.assertClose(raw, "expect.embedding_no_last_relu", atol, rtol);
      golden.assertClose(
          Arrays.stream(raw).map(v -> Math.max(0, v)).toArray(),
          "expect.embedding_relu",
          atol,
          rtol);
      NDArray first = golden.array(encoder.manager(), "expect.log_mel_examples").get("0:1");
      long channels = golden.tensor("expect.features_channels0_3").shape()[1];
      golden.assertClose(
          encoder.network().features(first).get(new NDIndex(":, :{}", channels)),
          "expect.features_channels0_3",
          atol,
          rtol);
    }
    VggishPostProcessor post = postProcessor(weights, "pproc.");
    float[] input = golden.tensor("expect.postprocess_input").toFloats();
    double[] want = golden.tensor("expect.postprocessed").toDoubles();
    int width = (int) golden.tensor("expect.postprocess_input").shape()[1];
    int unequal = 0;
    for (int i = 0; i < want.length; i++) {
      float[] row = Arrays.copyOfRange(input, i / width * width, i / width * width + width);
      float level = post.apply(row)[i % width];
      assertThat(level).isCloseTo((float) want[i], within(1f));
      unequal += level == (float) want[i] ? 0 : 1;
    }
    // Off by one only where the value before rounding is near a half.
    assertThat(unequal).isLessThanOrEqualTo(want.length / 100);
  }

  @Test
  void stereoSoundOfAnotherRate_isBroughtToTheNetworksRate() {
    Golden golden = Golden.open("extended/vggish");
    Tensor pcm = golden.tensor("input.pcm_44100_stereo");
    float[] mono = pcm(pcm, (int) pcm.shape()[1]);
    float[] wave = Resampler.of(44_100, VggishFrontEnd.SAMPLE_RATE, RESAMPY_BEST).apply(mono);
    Tensor expected = golden.tensor("expect.log_mel_examples_44100");
    golden.assertClose(
        doubles(new VggishFrontEnd().examples(wave).subList(0, (int) expected.shape()[0])),
        "expect.log_mel_examples_44100",
        golden.json().path("tolerance").path("log_mel_44100").path("atol").asDouble(),
        0);
  }

  @Test
  void narrowNetwork_hasTheReferencesFeaturesAndEmbeddings() {
    Golden golden = Golden.open("extended/vggish_narrow");
    JsonNode tolerance = golden.json().path("tolerance").path("default");
    double atol = tolerance.path("atol").asDouble();
    double rtol = tolerance.path("rtol").asDouble();
    try (NDManager manager = NDManager.newBaseManager()) {
      List<Integer> channels = new ArrayList<>();
      VggishConfig.CONVOLUTIONS.forEach(
          n -> channels.add((int) golden.tensor("model.features." + n + ".weight").shape()[0]));
      List<Integer> linear = new ArrayList<>();
      VggishConfig.LINEAR.forEach(
          n -> linear.add((int) golden.tensor("model.embeddings." + n + ".weight").shape()[0]));
      VggishNetwork network =
          new VggishNetwork(new ParameterFactory(manager, 0), new VggishConfig(channels, linear));
      golden.load(network, "model.");
      NDArray features = network.features(golden.array(manager, "input.examples"));
      golden.assertClose(features, "expect.features", atol, rtol);
      golden.assertClose(
          network.embedding(features, false), "expect.embedding_no_last_relu", atol, rtol);
      golden.assertClose(network.embedding(features, true), "expect.embedding_relu", atol, rtol);
    }
  }

  private static float[] pcm(Tensor tensor, int channels) {
    int[] values = tensor.toInts();
    float[] out = new float[values.length / channels];
    for (int i = 0; i < values.length; i++) {
      out[i / channels] += values[i] / 32768f / channels;
    }
    return out;
  }
}
