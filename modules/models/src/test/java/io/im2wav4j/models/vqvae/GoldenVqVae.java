package io.im2wav4j.models.vqvae;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.training.GradientCollector;
import com.fasterxml.jackson.databind.JsonNode;
import io.im2wav4j.nn.golden.Golden;
import io.im2wav4j.nn.layer.ParameterFactory;
import io.im2wav4j.nn.weights.Weights;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Builds models and losses from the descriptions of golden files (both layouts). */
final class GoldenVqVae {
  static final SpectralResolution SINGLE = new SpectralResolution(2048, 256, 1536);
  static final List<SpectralResolution> RESOLUTIONS =
      List.of(
          new SpectralResolution(2048, 240, 1200),
          new SpectralResolution(1024, 120, 600),
          new SpectralResolution(512, 50, 240));

  private GoldenVqVae() {}

  /** The layout of vqvae-*.json. */
  static VqVaeConfig config(Golden golden) {
    JsonNode c = golden.config();
    return new VqVaeConfig(
        16000,
        c.get("sampleLength").asInt(),
        ints(c.get("halvings")),
        c.get("width").asInt(),
        c.get("depth").asInt(),
        c.get("dilationGrowth").asInt(),
        c.get("embeddingWidth").asInt(),
        c.get("codebookSize").asInt(),
        c.get("mu").asDouble(),
        c.get("commit").asDouble(),
        c.get("codebook_threshold").asDouble(),
        new VqVaeLossConfig(
            0,
            1,
            0.02,
            c.get("linf_k").asInt(),
            0,
            c.get("multispectral").asDouble(),
            SINGLE,
            RESOLUTIONS));
  }

  /** The layout of extended/vqvae_*.json. */
  static VqVaeConfig extendedConfig(Golden golden) {
    JsonNode c = golden.config();
    return new VqVaeConfig(
        c.get("sr").asInt(),
        c.get("sample_length").asInt(),
        ints(c.get("downs_t")),
        c.get("width").asInt(),
        c.get("depth").asInt(),
        c.get("dilation_growth_rate").asInt(),
        c.get("emb_width").asInt(),
        c.get("l_bins").asInt(),
        c.get("l_mu").asDouble(),
        c.get("commit").asDouble(),
        0,
        new VqVaeLossConfig(
            c.get("lmix_l1").asDouble(),
            c.get("lmix_l2").asDouble(),
            c.get("lmix_linf").asDouble(),
            c.get("linf_k").asInt(),
            c.get("spectral").asDouble(),
            c.get("multispectral").asDouble(),
            SINGLE,
            resolutions(c)));
  }

  static List<SpectralResolution> resolutions(JsonNode c) {
    List<SpectralResolution> all = new ArrayList<>();
    for (int i = 0; i < c.get("multispec_loss_n_fft").size(); i++) {
      all.add(
          new SpectralResolution(
              c.get("multispec_loss_n_fft").get(i).asInt(),
              c.get("multispec_loss_hop_length").get(i).asInt(),
              c.get("multispec_loss_window_size").get(i).asInt()));
    }
    return all;
  }

  static Bandwidth bandwidth(JsonNode node) {
    return new Bandwidth(
        node.get("l2").asDouble(), node.get("l1").asDouble(), node.get("spec").asDouble());
  }

  static VqVae model(NDManager manager, VqVaeConfig config, Golden golden) {
    VqVae model = new VqVae(new ParameterFactory(manager, 1), config);
    golden.load(model, "model.");
    return model;
  }

  /** Sound stored [N, T, 1] as [N, T]. */
  static NDArray sound(NDManager manager, Golden golden, String tensor) {
    return golden.array(manager, tensor).squeeze(2);
  }

  static void set(NDArray array, Golden golden, String tensor) {
    Weights.copy(golden.tensor(tensor), array);
  }

  /** Runs a pass and its gradient. */
  static <T> T withGradient(Supplier<T> pass, java.util.function.Function<T, NDArray> loss) {
    try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
      T result = pass.get();
      collector.backward(loss.apply(result));
      return result;
    }
  }

  static double gradientNorm(VqVae model) {
    double squares = 0;
    for (NDArray parameter : model.parameters().values()) {
      squares += parameter.getGradient().square().sum().getFloat();
    }
    return Math.sqrt(squares);
  }

  private static List<Integer> ints(JsonNode array) {
    List<Integer> all = new ArrayList<>();
    array.forEach(n -> all.add(n.asInt()));
    return all;
  }
}
