package io.im2wav4j.evaluation.metrics;

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
