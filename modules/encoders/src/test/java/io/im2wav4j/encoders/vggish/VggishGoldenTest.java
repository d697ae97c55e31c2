package io.im2wav4j.encoders.vggish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
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

  @Test
  void waveforms_becomeTheReferencesEmbeddings() {
    Golden golden = Golden.open("vggish");
    FilledWeights weights = FilledWeights.of(golden.json());
    VggishPostProcessor post =
        postProcessor(FilledWeights.indexed(golden.json().path("postprocessor_weights")), "");
    try (VggishEncoder plain = new VggishEncoder("golden", weights, "", null);
        VggishEncoder whole = new VggishEncoder("golden", weights, "", post)) {
      double mel = golden.stated("log mel # absolute", 1e-4);
      double embeddings = golden.stated("embeddings # relative", 1e-3);
      for (String input : golden.names("input.wave.")) {
        String length = input.substring("input.wave.".length());
        float[] wave = golden.tensor(input).toFloats();
        // Of several examples the golden keeps the last.
        List<float[]> examples = new VggishFrontEnd().examples(wave);
        int kept = (int) golden.tensor("expect.log_mel_examples." + length).shape()[0];
        golden.assertClose(
            doubles(examples.subList(examples.size() - kept, examples.size())),
            "expect.log_mel_examples." + length,
            mel,
            0);
        // The golden has the last activation, the embedder of the FAD has not.
        golden.assertRelative(
            relu(doubles(List.of(plain.embed(List.of(wave)).get(0)))),
            "expect.embedding." + length,
            embeddings);
        golden.assertClose(
            doubles(List.of(whole.embed(List.of(wave)).get(0))),
            "expect.postprocessed." + length,
            1,
            0);
      }
    }
  }

  private static double[] relu(double[] values) {
    return Arrays.stream(values).map(v -> Math.max(0, v)).toArray();
  }

  @Test
  void soundsOfTheExtendedSet_areHeardTheSameAtEveryStage() {
    Golden golden = Golden.open("extended/vggish");
    FilledWeights weights = FilledWeights.of(golden.json());
    if (!golden.leftOut("input.pcm")) {
      sound(golden, weights);
      stereoSoundOfAnotherRate(golden);
    }
    Golden narrow = Golden.open("extended/vggish_narrow");
    if (!narrow.leftOut("input.examples")) {
      narrowNetwork(narrow);
    }
    VggishPostProcessor post = postProcessor(weights, "pproc.");
    double[][] input = golden.rows("expect.postprocess_input");
    double[][] want = golden.rows("expect.postprocessed");
    int unequal = 0;
    for (int i = 0; i < want.length; i++) {
      float[] row = new float[input[i].length];
      for (int k = 0; k < row.length; k++) {
        row[k] = (float) input[i][k];
      }
      float[] levels = post.apply(row);
      for (int k = 0; k < row.length; k++) {
        assertThat(levels[k]).isCloseTo((float) want[i][k], within(1f));
        unequal += levels[k] == (float) want[i][k] ? 0 : 1;
      }
    }
    // Off by one only where the value before rounding is near a half.
    assertThat(unequal).isLessThanOrEqualTo(want.length * want[0].length / 100);
  }

  private static void sound(Golden golden, FilledWeights weights) {
    float[] wave = Golden.samples(golden.tensor("input.pcm"));
    golden.assertClose(
        doubles(new VggishFrontEnd().examples(wave)), "expect.log_mel_examples", "log_mel");
    try (VggishEncoder encoder = new VggishEncoder("golden", weights, "", null)) {
      double[] raw = doubles(List.of(encoder.embed(List.of(wave)).get(0)));
      golden.assertClose(raw, "expect.embedding_no_last_relu", "default");
      golden.assertClose(relu(raw), "expect.embedding_relu", "default");
      NDArray first = golden.array(encoder.manager(), "expect.log_mel_examples").get("0:1");
      long channels = golden.tensor("expect.features_channels0_3").shape()[1];
      golden.assertClose(
          encoder.network().features(first).get(new NDIndex(":, :{}", channels)),
          "expect.features_channels0_3",
          "default");
    }
  }

  private static void stereoSoundOfAnotherRate(Golden golden) {
    Tensor pcm = golden.tensor("input.pcm_44100_stereo");
    int channels = (int) pcm.shape()[1];
    float[] samples = Golden.samples(pcm);
    float[] mono = new float[samples.length / channels];
    for (int i = 0; i < samples.length; i++) {
      mono[i / channels] += samples[i] / channels;
    }
    float[] wave = Resampler.of(44_100, VggishFrontEnd.SAMPLE_RATE, RESAMPY_BEST).apply(mono);
    Tensor expected = golden.tensor("expect.log_mel_examples_44100");
    golden.assertClose(
        doubles(new VggishFrontEnd().examples(wave).subList(0, (int) expected.shape()[0])),
        "expect.log_mel_examples_44100",
        "log_mel_44100");
  }

  private static void narrowNetwork(Golden golden) {
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
      golden.assertClose(features, "expect.features", "default");
      golden.assertClose(
          network.embedding(features, false), "expect.embedding_no_last_relu", "default");
      golden.assertClose(network.embedding(features, true), "expect.embedding_relu", "default");
    }
  }
}
