/** Event files read back by TensorFlow's own message classes. */
package io.im2wav4j.training.tensorboard;
