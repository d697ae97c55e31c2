/**
 * The loop that trains any model, and what it needs of one: steps, validation, checkpoints that
 * resume exactly, metrics, interruption, divergence. What is particular to a model is in a task of
 * its own, in the sub-packages.
 */
package io.im2wav4j.training;
