/**
 * How a long command is asked to end, and ends in order. What it was doing does not belong here.
 */
package io.im2wav4j.core.stop;
