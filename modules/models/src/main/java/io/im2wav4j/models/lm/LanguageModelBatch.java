package io.im2wav4j.models.lm;

import ai.djl.ndarray.NDArray;
import io.im2wav4j.models.conditioning.ImageInput;

/**
 * What a training step learns from. N items, T codes.
 *
 * @param codes to predict, integers [N, T]
 * @param image pictures and places of the windows
 * @param upperCodes codes of the level above for the same time, [N, T / ratio]; null for Low
 */
public record LanguageModelBatch(NDArray codes, ImageInput image, NDArray upperCodes) {}
