package io.im2wav4j.encoders.passt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import com.fasterxml.jackson.databind.JsonNode;
import io.im2wav4j.audio.spectral.MelConfig;
import io.im2wav4j.audio.spectral.MelFilterBank;
import io.im2wav4j.audio.spectral.MelScale;
import io.im2wav4j.core.tensor.Tensor;
import io.im2wav4j.nn.golden.FilledWeights;
import io.im2wav4j.nn.golden.Golden;
import io.im2wav4j.nn.layer.ParameterFactory;
import io.im2wav4j.nn.weights.Weights;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Front end and network as hear21passt computes them. */
class PasstGoldenTest {
  private static NDArray picture(NDManager manager, float[] wave) {
    float[][] bands = new PasstFrontEnd().apply(wave);
    return manager.create(bands).reshape(1, 1, bands.length, bands[0].length);
  }

  @Test
  void publishedSize_givesTheReferencesMelLogitsAndFeatures() {
    Golden golden = Golden.open("passt");
    FilledWeights weights = FilledWeights.of(golden.json());
    try (NDManager manager = NDManager.newBaseManager()) {
      PasstConfig config = PasstConfig.of("golden", weights);
      assertThat(config).isEqualTo(PasstConfig.published());
      PasstNetwork network = new PasstNetwork(new ParameterFactory(manager, 0), config);
      Weights.load(network, "golden", weights.names(), weights::get);
      PasstBatches batches = new PasstBatches(manager, network, config);
      double mel = golden.stated("mel # absolute", 1e-3);
      double logits = golden.stated("logits # relative", 1e-3);
      for (String input : golden.names("input.wave32k.")) {
        String length = input.substring("input.wave32k.".length());
        NDArray picture = picture(manager, golden.tensor(input).toFloats());
        assertThat(picture.getShape().getShape())
            .endsWith(Arrays.copyOfRange(shape(golden, length), 1, 3));
        NDArray sample = picture.get(new NDIndex("0, :, ::4, ::10"));
        golden.assertClose(sample, "expect.mel_sample." + length, mel, 0);
        PasstOutput out = batches.run(List.of(golden.tensor(input).toFloats()));
        golden.assertRelative(
            manager.create(out.features()[0]), "expect.features." + length, logits);
        golden.assertRelative(manager.create(out.logits()[0]), "expect.logits." + length, logits);
      }
    }
  }

  private static long[] shape(Golden golden, String length) {
    int[] shape = golden.tensor("expect.mel_shape." + length).toInts();
    return Arrays.stream(shape).asLongStream().toArray();
  }

  @Test
  void melBankAndSmallNetwork_agreeAtEveryStagePaddedOrNot() {
    Golden golden = Golden.open("extended/passt");
    melBank(golden);
    if (!golden.leftOut("input.pcm")) {
      smallNetwork(golden);
    }
  }

  private static void smallNetwork(Golden golden) {
    JsonNode c = golden.config();
    PasstConfig config =
        new PasstConfig(
            c.path("embed_dim").asInt(),
            c.path("depth").asInt(),
            c.path("heads").asInt(),
            c.path("patch").asInt(),
            c.path("stride").get(0).asInt(),
            c.path("grid").get(0).asInt(),
            c.path("grid").get(1).asInt(),
            c.path("classes").asInt());
    float[] wave = Golden.samples(golden.tensor("input.pcm"));
    try (NDManager manager = NDManager.newBaseManager()) {
      PasstNetwork network = new PasstNetwork(new ParameterFactory(manager, 0), config);
      golden.load(network, "model.net.");
      NDArray picture = picture(manager, Arrays.copyOf(wave, 10 * PasstFrontEnd.SAMPLE_RATE));
      long first = golden.tensor("expect.mel_first_360_frames").shape()[2];
      golden.assertClose(
          picture.get(new NDIndex("0, :, :, :" + first)), "expect.mel_first_360_frames", "mel");
      golden.assertClose(picture.get(new NDIndex("0, :, :, -1")), "expect.mel_last_frame", "mel");
      Tensor patches = golden.tensor("expect.patch_channels0_3");
      golden.assertClose(
          network
              .patchEmbedding(picture)
              .get(new NDIndex(":, :" + patches.shape()[1] + ", :, :" + patches.shape()[3])),
          "expect.patch_channels0_3",
          "default");
      NDArray tokens = network.tokens(picture);
      golden.assertClose(tokens.get(new NDIndex(":, 0")), "expect.cls_token_out", "default");
      golden.assertClose(tokens.get(new NDIndex(":, 1")), "expect.dist_token_out", "default");
      NDArray features = network.features(picture);
      golden.assertClose(features, "expect.features_10s", "default");
      golden.assertClose(network.logits(features), "expect.logits_10s", "default");
      golden.assertClose(both(network, picture), "expect.embedding_all_10s", "default");
      golden.assertClose(
          both(network, picture(manager, wave)), "expect.embedding_all_3s_unpadded", "default");
    }
  }

  private static void melBank(Golden golden) {
    JsonNode c = golden.config();
    float[][] bank =
        new MelFilterBank(
                new MelConfig(
                    c.path("sr").asInt(),
                    c.path("n_mels").asInt(),
                    c.path("fmin").asDouble(),
                    c.path("fmax").asDouble(),
                    MelScale.HTK,
                    MelConfig.Slopes.MEL,
                    false),
                c.path("n_fft").asInt())
            .weights();
    int[] largest = golden.tensor("expect.mel_bank_row_argmax").toInts();
    double[] sums = new double[bank.length];
    for (int b = 0; b < bank.length; b++) {
      int at = 0;
      for (int k = 0; k < bank[b].length; k++) {
        sums[b] += bank[b][k];
        at = bank[b][k] > bank[b][at] ? k : at;
      }
      assertThat(at).as("band " + b).isEqualTo(largest[b]);
    }
    golden.assertClose(sums, "expect.mel_bank_row_sums", "default");
  }

  private static NDArray both(PasstNetwork network, NDArray picture) {
    NDArray features = network.features(picture);
    return NDArrays.concat(new NDList(network.logits(features), features), 1);
  }

  @Test
  void columnsBeyondThePositions_areCutOff() {
    PasstConfig config = new PasstConfig(64, 1, 1, 16, 10, 12, 4, 5);
    try (NDManager manager = NDManager.newBaseManager()) {
      PasstNetwork network = new PasstNetwork(new ParameterFactory(manager, 1), config);
      NDArray picture = manager.randomNormal(new Shape(1, 1, 128, 90));
      // Four patches of 16 every 10 see the first 46 frames.
      NDArray cut = picture.get(new NDIndex(":, :, :, :46"));
      float[] whole = network.features(picture).toFloatArray();
      assertThat(whole).containsExactly(network.features(cut).toFloatArray(), within(1e-6f));
    }
  }
}
