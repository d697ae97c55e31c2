package io.im2wav4j.training.lm;

import io.im2wav4j.core.config.Default;
import io.im2wav4j.models.lm.LanguageModelConfig;
import io.im2wav4j.models.lm.SamplingConfig;
import io.im2wav4j.training.TrainingConfig;

/**
 * Configuration of {@code im2wav train low} and {@code im2wav train up}.
 *
 * @param model its sizes
 * @param training how it is trained
 * @param stillShare share of the windows, 0 to 1, that are conditioned on one random frame of
 *     theirs as if it were a picture: for models that will be given pictures. The published recipe
 *     has none
 * @param pictures which picture those windows are conditioned on; null: that frame as it is
 * @param balanced whether every class comes equally often, however many clips it has
 * @param clipsPerLabel at most that many clips of each label are trained on, the first ones of the
 *     features; 0: all. A model fits few clips sooner than many. Pictures of the others may still
 *     be drawn for them
 * @param sampling how its codes are sampled where nothing else is asked for; null: as published
 */
public record LanguageModelRun(
    LanguageModelConfig model,
    TrainingConfig training,
    @Default("0") double stillShare,
    @Default("null") TrainingPictures pictures,
    @Default("false") boolean balanced,
    @Default("0") int clipsPerLabel,
    @Default("null") SamplingConfig sampling) {

  /** A run on all clips alike, as published. */
  public LanguageModelRun(LanguageModelConfig model, TrainingConfig training, double stillShare) {
    this(model, training, stillShare, null, false, 0, null);
  }

  /** Checks the values. */
  public LanguageModelRun {
    if (!(stillShare >= 0 && stillShare <= 1)) {
      throw new IllegalArgumentException("stillShare is " + stillShare + "; must be from 0 to 1");
    }
    if (clipsPerLabel < 0) {
      throw new IllegalArgumentException(
          "clipsPerLabel is " + clipsPerLabel + "; must be at least 0");
    }
  }
}
