package io.im2wav4j.models.vqvae;

import ai.djl.ndarray.NDArray;
import io.im2wav4j.models.codec.CodeLevel;
import io.im2wav4j.nn.layer.Module;
import io.im2wav4j.nn.layer.ParameterFactory;
import io.im2wav4j.nn.layer.ScalarConstants;
import java.util.EnumMap;
import java.util.LinkedHashMap;
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
  private final Map<CodeLevel, Encoder> encoders = new EnumMap<>(CodeLevel.class);
  private final Map<CodeLevel, Decoder> decoders = new EnumMap<>(CodeLevel.class);
  private final Map<CodeLevel, Codebook> codebooks = new EnumMap<>(CodeLevel.class);

  /** A model with new weights and empty codebooks. */
  public VqVae(ParameterFactory make, VqVaeConfig config) {
    this.config = config;
    for (CodeLevel level : config.levels()) {
      encoders.put(level, child("encoders." + level.index(), new Encoder(make, config, level)));
    }
    for (CodeLevel level : config.levels()) {
      decoders.put(level, child("decoders." + level.index(), new Decoder(make, config, level)));
    }
    for (CodeLevel level : config.levels()) {
      codebooks.put(level, child(path(level), new Codebook(make, config)));
    }
  }

  private static String path(CodeLevel level) {
    return "bottleneck.level_blocks." + level.index();
  }

  /** The configuration. */
  public VqVaeConfig config() {
    return config;
  }

  /** The codebook of a level. */
  public Codebook codebook(CodeLevel level) {
    return codebooks.get(level);
  }

  /** Sound [N, T], T a multiple of the level's hop, to codes [N, T / hop], INT64. */
  public NDArray encode(NDArray audio, CodeLevel level) {
    return codes(encoded(audio, level), level);
  }

  /** The codes [N, T / hop] of an encoder's output [N, C, T / hop]. */
  NDArray codes(NDArray encoded, CodeLevel level) {
    Codebook codebook = codebooks.get(level);
    return codebook
        .nearest(Codebook.rows(encoded))
        .reshape(encoded.getShape().get(0), encoded.getShape().get(2));
  }

  /** The encoder's output before quantisation: [N, T] to [N, C, T / hop]. */
  public NDArray encoded(NDArray audio, CodeLevel level) {
    long samples = audio.getShape().get(1);
    if (samples == 0 || samples % config.hop(level) != 0) {
      throw new IllegalArgumentException(
          samples
              + " samples; must be a multiple of the "
              + level
              + " level's hop, "
              + config.hop(level));
    }
    return encoders.get(level).forward(audio.expandDims(1));
  }

  /** Codes [N, T / hop], INT64, to sound [N, T]. */
  public NDArray decode(NDArray codes, CodeLevel level) {
    return decodeVectors(codebooks.get(level).lookUp(codes), level);
  }

  /** Vectors [N, C, T / hop] to sound [N, T]. */
  public NDArray decodeVectors(NDArray vectors, CodeLevel level) {
    return decoders.get(level).forward(vectors).squeeze(1);
  }

  /** Encodes, quantises and decodes a batch [N, T] at every level, with the losses. */
  public VqVaeOutput forward(NDArray audio, VqVaeLoss loss) {
    VqVaeLossConfig weights = config.loss();
    SpectralLoss.Target target = loss.target(audio);
    NDArray total = null;
    Map<CodeLevel, VqVaeOutput.LevelOutput> levels = new EnumMap<>(CodeLevel.class);
    for (CodeLevel level : config.levels()) {
      QuantizedResult quantized = codebooks.get(level).quantize(encoded(audio, level));
      NDArray output = decodeVectors(quantized.quantized(), level);
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
      levels.put(
          level,
          new VqVaeOutput.LevelOutput(
              output, quantized, reconstruction, spectral, multispectral, logMel));
    }
    return new VqVaeOutput(total, levels, target);
  }

  /** Fills codebooks that are still empty from the encoders' outputs of a first batch [N, T]. */
  public void initialiseCodebooks(NDArray audio, Random random) {
    for (CodeLevel level : config.levels()) {
      if (!codebooks.get(level).initialised()) {
        NDArray rows = Codebook.rows(encoded(audio, level).stopGradient());
        codebooks.get(level).initialise(rows, random);
      }
    }
  }

  /** Moves the codebooks towards the batch of {@code output}; metrics by level. */
  public Map<CodeLevel, CodebookMetrics> updateCodebooks(VqVaeOutput output, Random random) {
    Map<CodeLevel, CodebookMetrics> metrics = new EnumMap<>(CodeLevel.class);
    for (CodeLevel level : config.levels()) {
      metrics.put(
          level, codebooks.get(level).update(output.levels().get(level).quantized(), random));
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
    for (CodeLevel level : config.levels()) {
      state.put(path(level) + ".k_sum", codebooks.get(level).sums());
      state.put(path(level) + ".k_elem", codebooks.get(level).counts());
    }
    return state;
  }
}
