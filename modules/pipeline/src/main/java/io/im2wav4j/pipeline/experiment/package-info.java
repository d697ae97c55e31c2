/**
 * What the stages of an experiment do, by the use cases of {@code pipeline}, how their results
 * become one, and the demo's report. No flags.
 */
package io.im2wav4j.pipeline.experiment;
