package io.im2wav4j.evaluation.metrics;

import java.util.Arrays;

/**
 * What a Frechet distance knows of a set of embeddings. D is the embedding's width.
 *
 * @param count number of embeddings, at least 2
 * @param mean [D]
 * @param covariance [D][D] row-major, unbiased (divided by count - 1)
 */
public record GaussianStatistics(long count, double[] mean, double[] covariance) {

  /** Checks the sizes. */
  public GaussianStatistics {
    if (count < 2) {
      throw new IllegalArgumentException(
          "a covariance needs at least 2 embeddings, given " + count);
    }
    if (covariance.length != mean.length * mean.length) {
      throw new IllegalArgumentException(
          "mean of width "
              + mean.length
              + " wants "
              + mean.length * mean.length
              + " covariances, given "
              + covariance.length);
    }
  }

  /** The statistics of all rows, [N][D] with N at least 2. */
  public static GaussianStatistics of(double[][] embeddings) {
    StreamingGaussian streaming = new StreamingGaussian();
    streaming.addAll(embeddings);
    return streaming.statistics();
  }

  /**
   * The statistics of rows of which some stand for more or less than one.
   *
   * @param weights [N], above 0, together at least 2
   */
  static GaussianStatistics of(double[][] embeddings, double[] weights) {
    if (Arrays.stream(weights).allMatch(w -> w == 1)) {
      return of(embeddings);
    }
    double[] mean = FrechetDistance.mean(embeddings, weights);
    double[] x = FrechetDistance.centred(embeddings, weights, mean);
    return new GaussianStatistics(
        embeddings.length, mean, DenseProducts.gram(x, embeddings.length, mean.length));
  }

  /** The embedding's width D. */
  public int width() {
    return mean.length;
  }

  /** Sum of the variances. */
  public double trace() {
    double sum = 0;
    for (int i = 0; i < mean.length; i++) {
      sum += covariance[i * mean.length + i];
    }
    return sum;
  }
}
