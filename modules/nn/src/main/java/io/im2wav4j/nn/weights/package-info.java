/** Weights between files and module trees: loading by name with a full report, saving. */
package io.im2wav4j.nn.weights;
