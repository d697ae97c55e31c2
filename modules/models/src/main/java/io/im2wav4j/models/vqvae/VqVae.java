package io.im2wav4j.models.vqvae;

import ai.djl.ndarray.NDArray;
import io.im2wav4j.nn.layer.Module;
import io.im2wav4j.nn.layer.ParameterFactory;
import io.im2wav4j.nn.layer.ScalarConstants;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Independent levels of encoder, codebook and decoder: sound [N, T] to codes [N, T / hop] and back.
 * A sound is decoded from the codes of one level alone.
 *
 * <p>A training step is: {@link #initialiseCodebooks} on the first batch, {@link #forward},
 * gradient and optimiser, {@link #updateCodebooks}.
 */
public final class VqVae extends Module {
  private final VqVaeConfig config;
  private final List<Encoder> encoders = new ArrayList<>();
  private final List<Decoder> decoders = new ArrayList<>();
  private final List<Codebook> codebooks = new ArrayList<>();

  /** A model with new weights and empty codebooks. */
  public VqVae(ParameterFactory make, VqVaeConfig config) {
    this.config = config;
    for (int l = 0; l < config.levels(); l++) {
      encoders.add(child("encoders." + l, new Encoder(make, config, l)));
    }
    for (int l = 0; l < config.levels(); l++) {
      decoders.add(child("decoders." + l, new Decoder(make, config, l)));
    }
    for (int l = 0; l < config.levels(); l++) {
      codebooks.add(child("bottleneck.level_blocks." + l, new Codebook(make, config)));
    }
  }

  /** The configuration. */
  public VqVaeConfig config() {
    return config;
  }

  /** The codebook of a level. */
  public Codebook codebook(int level) {
    return codebooks.get(level);
  }

  /** Sound [N, T], T a multiple of the level's hop, to codes [N, T / hop], INT64. */
  public NDArray encode(NDArray audio, int level) {
    NDArray encoded = encoded(audio, level);
    Codebook codebook = codebooks.get(level);
    return codebook
        .nearest(Codebook.rows(encoded))
        .reshape(encoded.getShape().get(0), encoded.getShape().get(2));
  }

  /** The encoder's output before quantisation: [N, T] to [N, C, T / hop]. */
  public NDArray encoded(NDArray audio, int level) {
    long samples = audio.getShape().get(1);
    if (samples == 0 || samples % config.hop(level) != 0) {
      throw new IllegalArgumentException(
          samples
              + " samples; must be a multiple of level "
              + level
              + "'s hop, "
              + config.hop(level));
    }
    return encoders.get(level).forward(audio.expandDims(1));
  }

  /** Codes [N, T / hop], INT64, to sound [N, T]. */
  public NDArray decode(NDArray codes, int level) {
    return decodeVectors(codebooks.get(level).lookUp(codes), level);
  }

  /** Vectors [N, C, T / hop] to sound [N, T]. */
  public NDArray decodeVectors(NDArray vectors, int level) {
    return decoders.get(level).forward(vectors).squeeze(1);
  }

  /** Encodes, quantises and decodes a batch [N, T] at every level, with the losses. */
  public VqVaeOutput forward(NDArray audio, VqVaeLoss loss) {
    VqVaeLossConfig weights = config.loss();
    SpectralLoss.Target target = loss.target(audio);
    NDArray total = null;
    List<VqVaeOutput.Level> levels = new ArrayList<>();
    for (int l = 0; l < config.levels(); l++) {
      QuantizedResult quantized = codebooks.get(l).quantize(encoded(audio, l));
      NDArray output = decodeVectors(quantized.quantized(), l);
      NDArray reconstruction = loss.reconstruction(target, output);
      NDArray spectral = weights.spectral() > 0 ? loss.spectral(target, output) : null;
      NDArray multispectral =
          weights.multispectral() > 0 ? loss.multispectral(target, output) : null;
      NDArray logMel = weights.logMel() > 0 ? loss.logMel(target, output) : null;
      NDArray sum =
          reconstruction.add(ScalarConstants.mul(quantized.commitment(), config.commit()));
      if (spectral != null) {
        sum = sum.add(ScalarConstants.mul(spectral, weights.spectral()));
      }
      if (multispectral != null) {
        sum = sum.add(ScalarConstants.mul(multispectral, weights.multispectral()));
      }
      if (logMel != null) {
        sum = sum.add(ScalarConstants.mul(logMel, weights.logMel()));
      }
      total = total == null ? sum : total.add(sum);
      levels.add(
          new VqVaeOutput.Level(
              output, quantized, reconstruction, spectral, multispectral, logMel));
    }
    return new VqVaeOutput(total, levels, target);
  }

  /** Fills codebooks that are still empty from the encoders' outputs of a first batch [N, T]. */
  public void initialiseCodebooks(NDArray audio, Random random) {
    for (int l = 0; l < config.levels(); l++) {
      if (!codebooks.get(l).initialised()) {
        NDArray rows = Codebook.rows(encoded(audio, l).stopGradient());
        codebooks.get(l).initialise(rows, random);
      }
    }
  }

  /** Moves the codebooks towards the batch of {@code output}; metrics by level. */
  public List<CodebookMetrics> updateCodebooks(VqVaeOutput output, Random random) {
    List<CodebookMetrics> metrics = new ArrayList<>();
    for (int l = 0; l < config.levels(); l++) {
      metrics.add(codebooks.get(l).update(output.levels().get(l).quantized(), random));
    }
    return metrics;
  }

  /**
   * The moving sums and counts of all codebooks, named like the state beside them
   * (bottleneck.level_blocks.L.k_sum and .k_elem): for checkpoints, which must save and restore
   * them. Weights without them need {@link Codebook#restore}.
   */
  public Map<String, NDArray> codebookState() {
    Map<String, NDArray> state = new LinkedHashMap<>();
    for (int l = 0; l < config.levels(); l++) {
      state.put("bottleneck.level_blocks." + l + ".k_sum", codebooks.get(l).sums());
      state.put("bottleneck.level_blocks." + l + ".k_elem", codebooks.get(l).counts());
    }
    return state;
  }
}
