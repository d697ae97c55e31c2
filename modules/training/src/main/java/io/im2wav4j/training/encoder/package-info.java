/** Training of the small networks for the built-in data: the contrastive pair, the classifier. */
package io.im2wav4j.training.encoder;
