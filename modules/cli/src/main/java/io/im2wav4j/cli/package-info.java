/**
 * The command line: the only place that knows flags. What a command does is a use case of {@code
 * io.im2wav4j.pipeline} or a call of one module.
 */
package io.im2wav4j.cli;
