package io.im2wav4j.models.vqvae;

/**
 * How well a codebook served a batch, and what its update did.
 *
 * @param fit mean squared distance of a vector to its code, before the update
 * @param deviation standard deviation of the vectors' values around their common mean
 * @param entropy of the codes of this batch, in nats
 * @param usedNow codes whose count in this batch reached the restart threshold
 * @param usage codes whose moving count reached it; the others restarted
 * @param change root mean square change of the codebook's values
 */
public record CodebookMetrics(
    double fit, double deviation, double entropy, int usedNow, int usage, double change) {}
