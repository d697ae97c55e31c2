/** Sounds as training reads them: mono, at one rate, any window at once. */
package io.im2wav4j.training.sound;
