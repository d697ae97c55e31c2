package io.im2wav4j.evaluation.metrics;

/** Logits to log-probabilities, without overflow. */
final class Logits {
  private Logits() {}

  /** log softmax of one clip's logits, [classes]. */
  static double[] logSoftmax(double[] logits) {
    double largest = Double.NEGATIVE_INFINITY;
    for (double x : logits) {
      largest = Math.max(largest, x);
    }
    double sum = 0;
    for (double x : logits) {
      sum += Math.exp(x - largest);
    }
    double logSum = largest + Math.log(sum);
    double[] out = new double[logits.length];
    for (int c = 0; c < out.length; c++) {
      out[c] = logits[c] - logSum;
    }
    return out;
  }

  /** log sigmoid of sign * logit: sign 1 for the class being there, -1 for its absence. */
  static double[] logSigmoid(double[] logits, int sign) {
    double[] out = new double[logits.length];
    for (int c = 0; c < out.length; c++) {
      double x = sign * logits[c];
      out[c] = Math.min(x, 0) - Math.log1p(Math.exp(-Math.abs(x)));
    }
    return out;
  }
}
