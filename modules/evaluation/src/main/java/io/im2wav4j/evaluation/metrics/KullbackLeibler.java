package io.im2wav4j.evaluation.metrics;

import java.util.Arrays;

/**
 * Kullback-Leibler divergence of a classifier's opinions on paired clips, natural logarithm, summed
 * over classes. The literature's "KL" is several different numbers; each form here is named, and a
 * result says which one it is.
 */
public enum KullbackLeibler {
  /** Softmax classes, KL(reference || generated): av-benchmark's kl_softmax. */
  SOFTMAX("KL softmax", "KL(reference || generated) of softmax classes"),
  /** Softmax classes, KL(generated || reference). */
  SOFTMAX_REVERSED("KL softmax reversed", "KL(generated || reference) of softmax classes"),
  /** As SOFTMAX with 1e-6 added to the generated probability in the log: audioldm_eval. */
  SOFTMAX_EPSILON(
      "KL softmax eps", "KL(reference || generated) of softmax classes, 1e-6 inside the logarithm"),
  /** Sum of p log(p/q) over independent classes, the (1-p) term left out: av-benchmark. */
  SIGMOID("KL sigmoid", "sum of p log(p/q) of sigmoid classes, without the (1-p) term"),
  /** As SIGMOID, the two sides exchanged. */
  SIGMOID_REVERSED(
      "KL sigmoid reversed",
      "sum of q log(q/p) of sigmoid classes, p the reference, without the (1-p) term"),
  /** As SIGMOID with 1e-6 added to the generated probability in the log: audioldm_eval. */
  SIGMOID_EPSILON(
      "KL sigmoid eps",
      "sum of p log(p/q) of sigmoid classes, without the (1-p) term, 1e-6 inside the logarithm"),
  /** Independent classes, both outcomes: the full divergence, never negative. */
  BERNOULLI("KL Bernoulli", "KL(reference || generated) of independent classes, both outcomes");

  private static final double EPSILON = 1e-6;

  private final String label;
  private final String definition;

  KullbackLeibler(String label, String definition) {
    this.label = label;
    this.definition = definition;
  }

  /** Short name for a table. */
  public String label() {
    return label;
  }

  /** What is computed, in words. */
  public String definition() {
    return definition;
  }

  /**
   * The divergence of each pair.
   *
   * @param reference logits, [N][classes]
   * @param generated logits, [N][classes]; row i belongs to row i of the reference
   * @return [N]
   */
  public double[] perClip(double[][] reference, double[][] generated) {
    if (reference.length != generated.length) {
      throw new IllegalArgumentException(
          reference.length + " reference clips and " + generated.length + " generated: not paired");
    }
    double[] out = new double[reference.length];
    for (int i = 0; i < out.length; i++) {
      if (reference[i].length != generated[i].length) {
        throw new IllegalArgumentException(
            reference[i].length + " and " + generated[i].length + " classes in pair " + i);
      }
      out[i] = ofPair(reference[i], generated[i]);
    }
    return out;
  }

  /** The mean over clips of {@link #perClip}. */
  public double mean(double[][] reference, double[][] generated) {
    return Arrays.stream(perClip(reference, generated)).average().orElse(Double.NaN);
  }

  private double ofPair(double[] reference, double[] generated) {
    return switch (this) {
      case SOFTMAX -> divergence(Logits.logSoftmax(reference), Logits.logSoftmax(generated), 0);
      case SOFTMAX_REVERSED ->
          divergence(Logits.logSoftmax(generated), Logits.logSoftmax(reference), 0);
      case SOFTMAX_EPSILON ->
          divergence(Logits.logSoftmax(reference), Logits.logSoftmax(generated), EPSILON);
      case SIGMOID ->
          divergence(Logits.logSigmoid(reference, 1), Logits.logSigmoid(generated, 1), 0);
      case SIGMOID_REVERSED ->
          divergence(Logits.logSigmoid(generated, 1), Logits.logSigmoid(reference, 1), 0);
      case SIGMOID_EPSILON ->
          divergence(Logits.logSigmoid(reference, 1), Logits.logSigmoid(generated, 1), EPSILON);
      case BERNOULLI ->
          divergence(Logits.logSigmoid(reference, 1), Logits.logSigmoid(generated, 1), 0)
              + divergence(Logits.logSigmoid(reference, -1), Logits.logSigmoid(generated, -1), 0);
    };
  }

  /** Sum of p (log p - log(q + epsilon)). */
  private static double divergence(double[] logP, double[] logQ, double epsilon) {
    double sum = 0;
    for (int c = 0; c < logP.length; c++) {
      double logDenominator = epsilon == 0 ? logQ[c] : Math.log(Math.exp(logQ[c]) + epsilon);
      double p = Math.exp(logP[c]);
      // p log p tends to 0 with p; an underflow must not become 0 * infinity.
      sum += p == 0 ? 0 : p * (logP[c] - logDenominator);
    }
    return sum;
  }
}
