package io.im2wav4j.models.vqvae;

import com.fasterxml.jackson.annotation.JsonAlias;
import io.im2wav4j.models.codec.CodeLevel;
import io.im2wav4j.models.codec.CodecFormat;
import java.util.List;

/**
 * Sizes and constants of a VQ-VAE.
 *
 * @param sampleRate samples a second of the sound
 * @param sampleLength samples of a training window; a multiple of the largest hop
 * @param downsamplingLayers convolutions of stride 2 that each level adds, the finest first: [3, 2]
 *     gives the hops 8 (up) and 32 (low)
 * @param width channels inside encoders and decoders
 * @param depth dilated residual blocks after each downsampling layer
 * @param dilationGrowth dilation of block d is this to the power d, reversed in the decoder
 * @param embeddingWidth channels of a code's vector
 * @param codebookSize codes of a level
 * @param mu decay of the codebook's moving sums
 * @param commit weight of the commitment loss
 * @param restartThreshold a code whose moving count is under this restarts from a vector of the
 *     batch
 * @param loss the reconstruction loss
 */
public record VqVaeConfig(
    int sampleRate,
    int sampleLength,
    @JsonAlias("halvings") List<Integer> downsamplingLayers,
    int width,
    int depth,
    int dilationGrowth,
    int embeddingWidth,
    int codebookSize,
    double mu,
    double commit,
    double restartThreshold,
    VqVaeLossConfig loss)
    implements CodecFormat {

  /** Checks the values. */
  public VqVaeConfig {
    atLeastOne("sampleRate", sampleRate);
    atLeastOne("sampleLength", sampleLength);
    atLeastOne("width", width);
    atLeastOne("depth", depth);
    atLeastOne("dilationGrowth", dilationGrowth);
    atLeastOne("embeddingWidth", embeddingWidth);
    atLeastOne("codebookSize", codebookSize);
    if (downsamplingLayers == null
        || downsamplingLayers.isEmpty()
        || downsamplingLayers.size() > CodeLevel.values().length) {
      throw new IllegalArgumentException(
          "downsamplingLayers is "
              + downsamplingLayers
              + "; must have one number for up and, unless that is the only level, one for low");
    }
    downsamplingLayers = List.copyOf(downsamplingLayers);
    int hop = 1;
    for (int layers : downsamplingLayers) {
      if (layers < 1 || layers > 10) {
        throw new IllegalArgumentException(
            "downsamplingLayers has " + layers + "; must be from 1 to 10");
      }
      hop = Math.multiplyExact(hop, 1 << layers);
    }
    if (sampleLength % hop != 0) {
      throw new IllegalArgumentException(
          "sampleLength is " + sampleLength + "; must be a multiple of the largest hop, " + hop);
    }
    if (!(mu >= 0 && mu < 1)) {
      throw new IllegalArgumentException("mu is " + mu + "; must be from 0 to under 1");
    }
    if (!(commit >= 0)) {
      throw new IllegalArgumentException("commit is " + commit + "; must be at least 0");
    }
    if (!(restartThreshold >= 0)) {
      throw new IllegalArgumentException(
          "restartThreshold is " + restartThreshold + "; must be at least 0");
    }
    if (loss == null) {
      throw new IllegalArgumentException("loss is missing; must hold the loss weights");
    }
    if (loss.linf() > 0 && loss.linfK() > sampleLength) {
      throw new IllegalArgumentException(
          "loss.linfK is " + loss.linfK() + "; must be at most sampleLength, " + sampleLength);
    }
    if (sampleLength < loss.shortestSound()) {
      throw new IllegalArgumentException(
          "sampleLength is "
              + sampleLength
              + "; must be at least "
              + loss.shortestSound()
              + " for the loss's longest transform");
    }
  }

  private static void atLeastOne(String name, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(name + " is " + value + "; must be at least 1");
    }
  }

  @Override
  public List<CodeLevel> levels() {
    return List.of(CodeLevel.values()).subList(0, downsamplingLayers.size());
  }

  @Override
  public int hop(CodeLevel level) {
    return 1 << layers(level).stream().mapToInt(Integer::intValue).sum();
  }

  @Override
  public int codebooks(CodeLevel level) {
    return 1;
  }

  /** Downsampling layers between a sound and the codes of a level: the finer level's first. */
  List<Integer> layers(CodeLevel level) {
    return downsamplingLayers.subList(0, level.index() + 1);
  }
}
