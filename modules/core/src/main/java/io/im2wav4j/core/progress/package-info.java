/**
 * How far a long piece of work is, shown to whoever waits for it. Results and metrics do not belong
 * here.
 */
package io.im2wav4j.core.progress;
