/** Tests of what is in the package of the same name. */
package io.im2wav4j.training.lm;
