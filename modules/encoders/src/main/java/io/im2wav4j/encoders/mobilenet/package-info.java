/**
 * MobileNetV2 (Sandler et al., CVPR 2018) with Google's ImageNet weights: an image encoder for
 * conditioning where CLIP cannot be had. It knows no sounds and no text, so no CLIP-score.
 */
package io.im2wav4j.encoders.mobilenet;
