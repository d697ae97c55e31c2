package io.im2wav4j.evaluation.metrics;

import java.util.Arrays;
import java.util.function.ToDoubleFunction;
import org.apache.commons.math3.stat.StatUtils;

/**
 * Inception score (Salimans et al., 2016): exp of the mean divergence of each clip's class
 * distribution from the mean distribution of its split. High when clips are clear and varied; it
 * knows nothing of references.
 */
public final class InceptionScore {
  private InceptionScore() {}

  /**
   * The score.
   *
   * @param mean over splits
   * @param deviation population standard deviation over splits
   */
  public record Result(double mean, double deviation) {}

  /**
   * The score of clips in the given order: split i holds clips i*N/splits up to (i+1)*N/splits. The
   * order matters: shuffle items that are sorted by class.
   *
   * @param logits [N][classes]
   * @param splits at least 1, at most N
   */
  public static Result of(double[][] logits, int splits) {
    int n = logits.length;
    if (splits < 1 || splits > n) {
      throw new IllegalArgumentException(n + " clips in " + splits + " splits");
    }
    double[] scores = new double[splits];
    for (int s = 0; s < splits; s++) {
      int from = Math.toIntExact((long) s * n / splits);
      int to = Math.toIntExact((s + 1L) * n / splits);
      scores[s] = ofSplit(logits, from, to);
    }
    return new Result(StatUtils.mean(scores), Math.sqrt(StatUtils.populationVariance(scores)));
  }

  /**
   * The score of any selection of clips, in one split: for resampling.
   *
   * @param logits [N][classes]
   * @return takes row numbers, some perhaps repeated, at least one
   */
  public static ToDoubleFunction<int[]> ofRows(double[][] logits) {
    return ofRows(logits, FrechetDistance.ones(logits.length));
  }

  /**
   * The same of clips that stand for more or less than one.
   *
   * @param weights [N], above 0
   */
  public static ToDoubleFunction<int[]> ofRows(double[][] logits, double[] weights) {
    double[][] p = new double[logits.length][];
    double[] negativeEntropy = new double[logits.length];
    for (int i = 0; i < p.length; i++) {
      double[] logP = Logits.logSoftmax(logits[i]);
      p[i] = new double[logP.length];
      for (int c = 0; c < logP.length; c++) {
        p[i][c] = Math.exp(logP[c]);
        negativeEntropy[i] += p[i][c] == 0 ? 0 : p[i][c] * logP[c];
      }
    }
    // Mean of KL(p || marginal) = entropy of the marginal less the mean entropy.
    return rows -> {
      double[] marginal = new double[p[0].length];
      double sum = 0;
      double count = Arrays.stream(rows).mapToDouble(row -> weights[row]).sum();
      for (int row : rows) {
        sum += weights[row] * negativeEntropy[row];
        for (int c = 0; c < marginal.length; c++) {
          marginal[c] += weights[row] * p[row][c] / count;
        }
      }
      double entropy = 0;
      for (double m : marginal) {
        entropy -= m == 0 ? 0 : m * Math.log(m);
      }
      // Below 1 only by rounding.
      return Math.max(1, Math.exp(entropy + sum / count));
    };
  }

  private static double ofSplit(double[][] logits, int from, int to) {
    int classes = logits[from].length;
    double[][] logP = new double[to - from][];
    double[] marginal = new double[classes];
    for (int i = from; i < to; i++) {
      logP[i - from] = Logits.logSoftmax(logits[i]);
      for (int c = 0; c < classes; c++) {
        marginal[c] += Math.exp(logP[i - from][c]) / (to - from);
      }
    }
    double sum = 0;
    for (double[] row : logP) {
      for (int c = 0; c < classes; c++) {
        double p = Math.exp(row[c]);
        sum += p == 0 ? 0 : p * (row[c] - Math.log(marginal[c]));
      }
    }
    return Math.exp(sum / (to - from));
  }
}
