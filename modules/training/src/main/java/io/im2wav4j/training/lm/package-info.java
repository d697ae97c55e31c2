/** Training of the language models Low and Up: windows of codes with what could be seen then. */
package io.im2wav4j.training.lm;
