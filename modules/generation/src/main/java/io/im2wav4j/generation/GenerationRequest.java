package io.im2wav4j.generation;

import io.im2wav4j.models.conditioning.FrameSequence;

/**
 * A picture or video to make sounds for.
 *
 * @param id names it; with the seed and the sample's number it decides the random numbers
 * @param frames its image embeddings
 * @param beginning of the sound, which is to be continued: samples at the models' rate, of which
 *     whole low codes are used; may be empty
 */
public record GenerationRequest(String id, FrameSequence frames, float[] beginning) {
  /** A sound that is wholly generated. */
  public GenerationRequest(String id, FrameSequence frames) {
    this(id, frames, new float[0]);
  }
}
