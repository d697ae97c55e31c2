/**
 * The reference's own checkpoint files, in and out: its hyperparameters to our configurations and
 * back, its state dicts to our models and back. The file format is core's, a run's folder the
 * caller's.
 */
package io.im2wav4j.models.exchange;
