/**
 * What the stages of an experiment do, by the classes of {@code cli.stage}, and how their results
 * become one. No flags.
 */
package io.im2wav4j.pipeline.experiment;
