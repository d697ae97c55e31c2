/** Layers, optimiser, schedules, EMA, array scopes, weight files in and out. */
package io.im2wav4j.nn;
