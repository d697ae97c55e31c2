package io.im2wav4j.training.vqvae;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.training.dataset.Record;
import ai.djl.translate.Batchifier;
import io.im2wav4j.training.BatchOrder;
import io.im2wav4j.training.TrainingDataset;
import io.im2wav4j.training.sound.Sounds;
import java.util.SplittableRandom;

/** A random window [T] of each sound. */
final class SoundWindows extends TrainingDataset {
  private final Sounds sounds;
  private final int length;

  SoundWindows(Sounds sounds, int length, BatchOrder order) {
    super(order, "window", Batchifier.STACK);
    this.sounds = sounds;
    this.length = length;
  }

  @Override
  protected Record example(NDManager manager, int item, SplittableRandom random) {
    float[] window = sounds.window(item, length, random);
    return new Record(new NDList(manager.create(window)), new NDList());
  }
}
