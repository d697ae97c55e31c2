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
    return selection -> distance(flat, projected, selection);
  }

  private double distance(double[] rows, double[] projected, int[] selection) {
    if (selection.length == 0) {
      throw new IllegalArgumentException("no embeddings selected");
    }
    int width = reference.width();
    int[] times = new int[rows.length / width];
    int distinct = 0;
    for (int row : selection) {
      distinct += times[row]++ == 0 ? 1 : 0;
    }
    double[] mean = mean(rows, width, times, selection.length);
    double fromMean = 0;
    for (double m : mean) {
      fromMean += m * m;
    }
    if (selection.length == 1) {
      return fromMean + reference.trace();
    }
    double[] centred = centred(projected, rank, times, distinct, selection.length);
    double trace = 0;
    for (int i = 0; i < times.length; i++) {
      for (int j = 0; times[i] > 0 && j < width; j++) {
        double d = rows[i * width + j] - mean[j];
        trace += times[i] * d * d / (selection.length - 1);
      }
    }
    return Math.max(0, fromMean + trace + reference.trace() - 2 * traceOfRoot(centred, distinct));
  }

  /** From rows whose squares sum up to the covariance, [n][rank]. */
  private double traceOfRoot(double[] x, int n) {
    return n <= rank
        ? FrechetDistance.traceOfRoot(DenseProducts.outerGram(x, n, rank), n)
        : FrechetDistance.traceOfRoot(DenseProducts.gram(x, n, rank), rank);
  }

  private static double[] mean(double[] rows, int width, int[] times, int count) {
    double[] mean = new double[width];
    for (int i = 0; i < times.length; i++) {
      for (int j = 0; times[i] > 0 && j < width; j++) {
        mean[j] += times[i] * rows[i * width + j] / count;
      }
    }
    return mean;
  }

  /** The distinct rows less their mean, each times the root of how often it was selected. */
  private static double[] centred(double[] rows, int width, int[] times, int distinct, int count) {
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
