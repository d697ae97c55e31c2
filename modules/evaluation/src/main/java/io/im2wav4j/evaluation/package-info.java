/** Metrics (pure double arithmetic) and protocol (WAV folders to results). */
package io.im2wav4j.evaluation;
