/**
 * TensorFlow Lite files of classifiers to ONNX graphs with our names of inputs and outputs: a
 * reader that trusts no offset, weights of all the usual types as 32-bit floats, and the few
 * operators that these networks are made of. How a network is used lives with the network.
 */
package io.im2wav4j.encoders.tflite;
