package io.im2wav4j.models.vqvae;

import ai.djl.ndarray.NDArray;

/**
 * What a codebook makes of an encoder's output.
 *
 * @param codes nearest codes [N, T / hop], INT64
 * @param quantized their vectors [N, C, T / hop]; the gradient passes straight through to the
 *     encoder
 * @param commitment mean squared distance of the encoder's output to the vectors, a scalar
 * @param rows the encoder's output as vectors [N T / hop, C], without gradient
 */
public record QuantizedResult(NDArray codes, NDArray quantized, NDArray commitment, NDArray rows) {}
