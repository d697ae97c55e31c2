/** Rate conversion. Where sound comes from is for {@code media}. */
package io.im2wav4j.audio.resample;
