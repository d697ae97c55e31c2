/**
 * The command line: the only place that knows flags and wires stages together. What a stage does
 * lives in its own module; what several commands share of wiring lives in {@code
 * io.im2wav4j.pipeline}.
 */
package io.im2wav4j.cli;
