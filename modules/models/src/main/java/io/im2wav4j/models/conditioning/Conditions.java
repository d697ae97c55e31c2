package io.im2wav4j.models.conditioning;

import ai.djl.ndarray.NDArray;

/**
 * What a language model is conditioned on. N items, T codes, C width.
 *
 * @param start takes the place of the code before the first, [N, 1, C]
 * @param perCode is added to every code's embedding and again to the transformer's output, [N, T,
 *     C]
 */
public record Conditions(NDArray start, NDArray perCode) {}
