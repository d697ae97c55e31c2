/**
 * Metrics as pure functions of numbers, in double precision: embeddings, logits or scores in,
 * values out. Networks, files and sounds do not belong here; neither do metric tables.
 */
package io.im2wav4j.evaluation.metrics;
