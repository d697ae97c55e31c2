/** Rate conversion. */
package io.im2wav4j.audio.resample;
