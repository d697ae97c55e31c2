/**
 * The trained models as the first version of this project ran them, kept as the baseline of the
 * training benchmark: same parameters and names, same numbers. Nothing here is mended or made
 * faster. Configurations, batches, the image conditioner, the optimiser and the weight average are
 * those of today: they have not changed.
 */
package io.im2wav4j.benchmarks.first;
