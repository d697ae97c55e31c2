/** Loading of parameters. */
package io.im2wav4j.nn.weights;
