package io.im2wav4j.training.lm;

import io.im2wav4j.models.conditioning.FrameSequence;

/**
 * An item as the language models see it.
 *
 * @param id of the item
 * @param low its codes at the low level
 * @param up its codes at the up level for the same time; null where only Low is trained
 * @param frames what can be seen, by time
 */
public record CodedClip(String id, int[] low, int[] up, FrameSequence frames) {}
