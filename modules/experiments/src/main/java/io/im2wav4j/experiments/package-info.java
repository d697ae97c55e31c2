/**
 * Experiments: one question, asked in a file of named variants, answered by stages that are kept by
 * the hash of what they were made from. Knows no model, no sound and no flag: what a stage does is
 * given by the command line.
 */
package io.im2wav4j.experiments;
