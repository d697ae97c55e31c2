package io.im2wav4j.generation;

import io.im2wav4j.models.conditioning.FrameSequence;

/**
 * A picture or video to make sounds for.
 *
 * @param id names it; with the seed and the sample's number it decides the random numbers
 * @param frames its image embeddings
 */
public record GenerationRequest(String id, FrameSequence frames) {}
