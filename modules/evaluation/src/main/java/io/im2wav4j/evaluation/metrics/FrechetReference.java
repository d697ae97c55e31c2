package io.im2wav4j.evaluation.metrics;

import java.util.function.ToDoubleFunction;

/**
 * Frechet distances of many selections of embeddings from one reference: of bootstrap draws, of
 * subsets, of single sounds. With the reference's covariance S = L L^T, embeddings are multiplied
 * by L once; then each selection costs a matrix of its own size, or of S's rank if that is less.
 */
public final class FrechetReference {
  private final GaussianStatistics reference;
  private final double[] root;
  private final int rank;

  /** Factors the covariance. */
  public FrechetReference(GaussianStatistics reference) {
    this.reference = reference;
    this.root = PivotedCholesky.factor(reference.covariance(), reference.width());
    this.rank = root.length / Math.max(1, reference.width());
  }

  /**
   * The distance of any selection of {@code rows} from the reference.
   *
   * @param rows embeddings [N][D] of the reference's width
   * @return takes row numbers, some perhaps repeated, at least one. Of a single row it is the
   *     distance of a point: its covariance is zero
   */
  public ToDoubleFunction<int[]> distances(double[][] rows) {
    return distances(rows, FrechetDistance.ones(rows.length));
  }

  /**
   * The same of rows that stand for more or less than one.
   *
   * @param weights [N], above 0: the mean is theirs, and the covariance is divided by their sum
   *     less 1. Of a single row it is the distance of a point
   */
  public ToDoubleFunction<int[]> distances(double[][] rows, double[] weights) {
    int width = reference.width();
    double[] flat = new double[rows.length * width];
    for (int i = 0; i < rows.length; i++) {
      if (rows[i].length != width) {
        throw new IllegalArgumentException(
            "embeddings of widths "
                + rows[i].length
                + " and "
                + width
                + ": they must come from one network");
      }
      for (int j = 0; j < width; j++) {
        flat[i * width + j] = rows[i][j] - reference.mean()[j];
      }
    }
    double[] projected = DenseProducts.multiplyTransposed(flat, root, rows.length, width, rank);
    return selection -> distance(flat, projected, weights, selection);
  }

  private double distance(double[] rows, double[] projected, double[] weights, int[] selection) {
    if (selection.length == 0) {
      throw new IllegalArgumentException("no embeddings selected");
    }
    int width = reference.width();
    double[] times = new double[weights.length];
    int distinct = 0;
    double count = 0;
    for (int row : selection) {
      distinct += times[row] == 0 ? 1 : 0;
      times[row] += weights[row];
      count += weights[row];
    }
    double[] mean = mean(rows, width, times, count);
    double fromMean = 0;
    for (double m : mean) {
      fromMean += m * m;
    }
    double[] own = reference.mean();
    double means = 0;
    for (double m : own) {
      means += 2 * m * m;
    }
    long rowsOfBoth = selection.length + reference.count();
    double trace = 0;
    FrechetDistance.Root root = new FrechetDistance.Root(0, 0, rank);
    if (selection.length > 1) {
      for (int i = 0; i < times.length; i++) {
        for (int j = 0; times[i] > 0 && j < width; j++) {
          double d = rows[i * width + j] - mean[j];
          trace += times[i] * d * d / (count - 1);
        }
      }
      root = root(centred(projected, rank, times, distinct, count), distinct);
    }
    return FrechetDistance.distance(fromMean, means, trace + reference.trace(), root, rowsOfBoth);
  }

  /** From rows whose squares sum up to the covariance, [n][rank]. */
  private FrechetDistance.Root root(double[] x, int n) {
    return n <= rank
        ? FrechetDistance.Root.of(DenseProducts.outerGram(x, n, rank), n)
        : FrechetDistance.Root.of(DenseProducts.gram(x, n, rank), rank);
  }

  private static double[] mean(double[] rows, int width, double[] times, double count) {
    double[] mean = new double[width];
    for (int i = 0; i < times.length; i++) {
      for (int j = 0; times[i] > 0 && j < width; j++) {
        mean[j] += times[i] * rows[i * width + j] / count;
      }
    }
    return mean;
  }

  /** The distinct rows less their mean, each times the root of how often it was selected. */
  private static double[] centred(
      double[] rows, int width, double[] times, int distinct, double count) {
    double[] mean = mean(rows, width, times, count);
    double[] out = new double[distinct * width];
    int at = 0;
    for (int i = 0; i < times.length; i++) {
      if (times[i] > 0) {
        double weight = Math.sqrt(times[i] / (count - 1.0));
        for (int j = 0; j < width; j++) {
          out[at++] = weight * (rows[i * width + j] - mean[j]);
        }
      }
    }
    return out;
  }
}
