package io.im2wav4j.models.vqvae;

import java.util.List;

/**
 * Sizes and constants of a VQ-VAE.
 *
 * @param sampleRate samples a second of the sound
 * @param sampleLength samples of a training window; a multiple of the largest hop
 * @param halvings stride-2 convolutions that each level adds: [3, 2] gives hops 8 and 32
 * @param width channels inside encoders and decoders
 * @param depth dilated residual blocks after each halving
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
    List<Integer> halvings,
    int width,
    int depth,
    int dilationGrowth,
    int embeddingWidth,
    int codebookSize,
    double mu,
    double commit,
    double restartThreshold,
    VqVaeLossConfig loss) {

  /** Checks the values. */
  public VqVaeConfig {
    atLeastOne("sampleRate", sampleRate);
    atLeastOne("sampleLength", sampleLength);
    atLeastOne("width", width);
    atLeastOne("depth", depth);
    atLeastOne("dilationGrowth", dilationGrowth);
    atLeastOne("embeddingWidth", embeddingWidth);
    atLeastOne("codebookSize", codebookSize);
    if (halvings == null || halvings.isEmpty()) {
      throw new IllegalArgumentException("halvings is empty; must have one number a level");
    }
    halvings = List.copyOf(halvings);
    int hop = 1;
    for (int h : halvings) {
      if (h < 1 || h > 10) {
        throw new IllegalArgumentException("halvings has " + h + "; must be from 1 to 10");
      }
      hop = Math.multiplyExact(hop, 1 << h);
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

  /** Number of levels. */
  public int levels() {
    return halvings.size();
  }

  /** Samples of a code of {@code level}. */
  public int hop(int level) {
    int hop = 1;
    for (int l = 0; l <= level; l++) {
      hop <<= halvings.get(l);
    }
    return hop;
  }

  /** Samples of a code, by level. */
  public int[] hops() {
    int[] hops = new int[levels()];
    for (int l = 0; l < hops.length; l++) {
      hops[l] = hop(l);
    }
    return hops;
  }

  /** The hop of the last level: lengths of sounds are multiples of it. */
  public int largestHop() {
    return hop(levels() - 1);
  }
}
