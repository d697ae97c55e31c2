package io.im2wav4j.benchmarks.first;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.training.GradientCollector;
import io.im2wav4j.models.vqvae.Bandwidth;
import io.im2wav4j.models.vqvae.QuantizedResult;
import io.im2wav4j.models.vqvae.VqVaeConfig;
import io.im2wav4j.models.vqvae.VqVaeLossConfig;
import io.im2wav4j.nn.layer.Module;
import io.im2wav4j.nn.layer.ParameterFactory;
import io.im2wav4j.nn.layer.Scalars;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Independent levels of encoder, codebook and decoder: sound [N, T] to codes [N, T / hop] and back.
 * A sound is decoded from the codes of one level alone.
 */
public final class FirstVqVae extends Module {
  private final VqVaeConfig config;
  private final VqVaeLoss loss;
  private final List<Encoder> encoders = new ArrayList<>();
  private final List<Decoder> decoders = new ArrayList<>();
  private final List<Codebook> codebooks = new ArrayList<>();

  /** A model with new weights and empty codebooks. */
  public FirstVqVae(ParameterFactory make, VqVaeConfig config, Bandwidth bandwidth) {
    this.config = config;
    this.loss = new VqVaeLoss(make.manager(), config.loss(), bandwidth);
    for (int l = 0; l < config.levels().size(); l++) {
      encoders.add(child("encoders." + l, new Encoder(make, config, l)));
    }
    for (int l = 0; l < config.levels().size(); l++) {
      decoders.add(child("decoders." + l, new Decoder(make, config, l)));
    }
    for (int l = 0; l < config.levels().size(); l++) {
      codebooks.add(child("bottleneck.level_blocks." + l, new Codebook(make, config)));
    }
  }

  /** The encoder's output before quantisation: [N, T] to [N, C, T / hop]. */
  private NDArray encoded(NDArray audio, int level) {
    long samples = audio.getShape().get(1);
    int hop = config.hop(config.levels().get(level));
    if (samples == 0 || samples % hop != 0) {
      throw new IllegalArgumentException(
          samples + " samples; must be a multiple of level " + level + "'s hop, " + hop);
    }
    return encoders.get(level).forward(audio.expandDims(1));
  }

  /** Vectors [N, C, T / hop] to sound [N, T]. */
  private NDArray decodeVectors(NDArray vectors, int level) {
    return decoders.get(level).forward(vectors).squeeze(1);
  }

  /** Encodes, quantises and decodes a batch [N, T] at every level, with the losses. */
  private VqVaeOutput forward(NDArray audio) {
    VqVaeLossConfig weights = config.loss();
    SpectralLoss.Target target = loss.target(audio);
    NDArray total = null;
    List<VqVaeOutput.Level> levels = new ArrayList<>();
    for (int l = 0; l < config.levels().size(); l++) {
      QuantizedResult quantized = codebooks.get(l).quantize(encoded(audio, l));
      NDArray output = decodeVectors(quantized.quantized(), l);
      NDArray reconstruction = loss.reconstruction(target, output);
      NDArray spectral = weights.spectral() > 0 ? loss.spectral(target, output) : null;
      NDArray multispectral =
          weights.multispectral() > 0 ? loss.multispectral(target, output) : null;
      NDArray sum = reconstruction.add(Scalars.mul(quantized.commitment(), config.commit()));
      if (spectral != null) {
        sum = sum.add(Scalars.mul(spectral, weights.spectral()));
      }
      if (multispectral != null) {
        sum = sum.add(Scalars.mul(multispectral, weights.multispectral()));
      }
      total = total == null ? sum : total.add(sum);
      levels.add(new VqVaeOutput.Level(output, quantized, reconstruction, spectral, multispectral));
    }
    return new VqVaeOutput(total, levels, target);
  }

  /** Adds the gradients of a batch [N, T] and moves the codebooks; the loss. */
  public void step(NDArray audio, Random random) {
    VqVaeOutput output;
    try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
      output = forward(audio);
      collector.backward(output.loss());
    }
    for (int l = 0; l < config.levels().size(); l++) {
      codebooks.get(l).update(output.levels().get(l).quantized(), random);
    }
  }

  /** The moving sums and counts of all codebooks, named as today. */
  public Map<String, NDArray> codebookState() {
    Map<String, NDArray> state = new LinkedHashMap<>();
    for (int l = 0; l < config.levels().size(); l++) {
      state.put("bottleneck.level_blocks." + l + ".k_sum", codebooks.get(l).sums());
      state.put("bottleneck.level_blocks." + l + ".k_elem", codebooks.get(l).counts());
    }
    return state;
  }
}
