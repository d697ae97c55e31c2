/** Tests of the optimiser against the reference's numbers and of its own claims. */
package io.im2wav4j.nn.optim;
