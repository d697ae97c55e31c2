package io.im2wav4j.evaluation.metrics;

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
    return new Result(Moments.mean(scores), Moments.populationDeviation(scores));
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
