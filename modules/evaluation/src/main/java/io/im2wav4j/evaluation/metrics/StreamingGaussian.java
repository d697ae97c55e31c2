package io.im2wav4j.evaluation.metrics;

/**
 * Mean and covariance of embeddings that come in batches: only D + D x D numbers are kept. Batches
 * are joined by the pairwise update of Chan, Golub and LeVeque (1979), so the order and the size of
 * the batches matter only in the last bits, and the number of threads not at all.
 */
public final class StreamingGaussian {
  /** Embeddings that are centred and multiplied at a time. */
  private static final int ROWS = 1024;

  private long count;
  private double[] mean;
  private double[] scatter;

  /** Adds a batch, [N][D]; N may be 0. The first batch fixes D. */
  public void addAll(double[][] batch) {
    if (batch.length == 0) {
      return;
    }
    int width = batch[0].length;
    start(width);
    double[] batchMean = new double[width];
    for (double[] row : batch) {
      requireWidth(row.length);
      for (int j = 0; j < width; j++) {
        batchMean[j] += row[j] / batch.length;
      }
    }
    double[] batchScatter = new double[width * width];
    double[] centred = new double[Math.min(ROWS, batch.length) * width];
    for (int from = 0; from < batch.length; from += ROWS) {
      int rows = Math.min(ROWS, batch.length - from);
      for (int i = 0; i < rows; i++) {
        for (int j = 0; j < width; j++) {
          centred[i * width + j] = batch[from + i][j] - batchMean[j];
        }
      }
      double[] part = DenseProducts.gram(centred, rows, width);
      for (int i = 0; i < part.length; i++) {
        batchScatter[i] += part[i];
      }
    }
    join(batch.length, batchMean, batchScatter);
  }

  /** Adds all that another one has seen. */
  public void merge(StreamingGaussian other) {
    if (other.count > 0) {
      start(other.mean.length);
      requireWidth(other.mean.length);
      join(other.count, other.mean, other.scatter);
    }
  }

  /** How many embeddings were added. */
  public long count() {
    return count;
  }

  /** What was added so far; at least 2 embeddings are needed. */
  public GaussianStatistics statistics() {
    if (count < 2) {
      throw new IllegalArgumentException(
          "a covariance needs at least 2 embeddings, given " + count);
    }
    int width = mean.length;
    double[] covariance = new double[width * width];
    for (int i = 0; i < width; i++) {
      for (int j = 0; j <= i; j++) {
        double value = scatter[i * width + j] / (count - 1);
        covariance[i * width + j] = value;
        covariance[j * width + i] = value;
      }
    }
    return new GaussianStatistics(count, mean.clone(), covariance);
  }

  private void start(int width) {
    if (mean == null) {
      mean = new double[width];
      scatter = new double[width * width];
    }
  }

  private void requireWidth(int width) {
    if (width != mean.length) {
      throw new IllegalArgumentException(
          "embedding of width " + width + " among embeddings of width " + mean.length);
    }
  }

  private void join(long n, double[] otherMean, double[] otherScatter) {
    long total = count + n;
    double[] difference = new double[mean.length];
    for (int j = 0; j < mean.length; j++) {
      difference[j] = otherMean[j] - mean[j];
      mean[j] += difference[j] * n / total;
    }
    for (int i = 0; i < scatter.length; i++) {
      scatter[i] += otherScatter[i];
    }
    double weight = (double) count * n / total;
    for (int i = 0; i < difference.length; i++) {
      for (int j = 0; j <= i; j++) {
        scatter[i * difference.length + j] += weight * difference[i] * difference[j];
      }
    }
    count = total;
  }
}
