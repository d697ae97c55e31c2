/**
 * Networks that come as ONNX graphs, run by ONNX Runtime in a worker process: arrays in, arrays
 * out. Any picture network becomes an image encoder by a description in YAML; MobileNetV2's
 * (Sandler et al., CVPR 2018, with Google's ImageNet weights) comes with the program. What goes
 * into another network lives with that network.
 */
package io.im2wav4j.encoders.onnx;
