/**
 * Speed and memory of what users wait for. Every benchmark compares with a baseline measured in the
 * same run: ratios travel between machines, seconds do not. Nothing here is deployed, and no test
 * measures time.
 */
package io.im2wav4j.benchmarks;
