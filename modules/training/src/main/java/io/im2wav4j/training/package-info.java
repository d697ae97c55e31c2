/** The loop, losses, checkpoint policy; one task per model. */
package io.im2wav4j.training;
