/**
 * Stages kept by the hash of their inputs: keys, folders, locks, finding and making. Knows nothing
 * of variants.
 */
package io.im2wav4j.experiments.stage;
