/**
 * VGGish (Hershey et al., 2017) as torchvggish publishes it: front end, network, post-processing.
 * What is done with its vectors is the protocol's business.
 */
package io.im2wav4j.encoders.vggish;
