/** The published benchmarks from data and models (or sounds) to a result. No flags. */
package io.im2wav4j.pipeline.benchmark;
