package io.im2wav4j.core.result;

/**
 * A network that a metric was measured with. Metrics of different weights are different metrics.
 *
 * @param role what it did, as "embedding", "classifier", "image encoder"
 * @param name as "VGGish" or "small pair of this demo"
 * @param sha256 of its weights
 */
public record Network(String role, String name, String sha256) {}
