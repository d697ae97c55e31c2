/**
 * Published networks that come as ONNX graphs, run by DJL's ONNX Runtime engine: arrays in, arrays
 * out. What goes into which network, and what its outputs mean, lives with that network.
 */
package io.im2wav4j.encoders.onnx;
