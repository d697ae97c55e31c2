package io.im2wav4j.training.lm;

import io.im2wav4j.models.conditioning.FrameSequence;

/**
 * An item as the language models see it.
 *
 * @param id of the item
 * @param label its class; empty where there is none
 * @param low its codes at the low level
 * @param up its codes at the up level for the same time; null where only Low is trained
 * @param frames embeddings of its frames, by time
 * @param views embeddings of views of its picture, one row a view; may be empty
 */
public record CodedClip(
    String id, String label, int[] low, int[] up, FrameSequence frames, float[][] views) {

  /** A clip of no class, without views. */
  public CodedClip(String id, int[] low, int[] up, FrameSequence frames) {
    this(id, "", low, up, frames, new float[0][]);
  }
}
