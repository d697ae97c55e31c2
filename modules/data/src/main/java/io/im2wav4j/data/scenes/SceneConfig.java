package io.im2wav4j.data.scenes;

import io.im2wav4j.data.scenes.world.SceneKind;

/**
 * What to render.
 *
 * @param train items of each kind in the training split
 * @param validation items of each kind in the validation split
 * @param test items of each kind in the test split
 * @param seconds length of every item
 * @param sampleRate samples a second of the mono sound
 * @param width frame width in pixels
 * @param height frame height in pixels
 * @param framesPerSecond video frames a second
 * @param seed same seed, same bytes
 */
public record SceneConfig(
    int train,
    int validation,
    int test,
    double seconds,
    int sampleRate,
    int width,
    int height,
    int framesPerSecond,
    long seed) {
  /** Checks the ranges. */
  public SceneConfig {
    require(train >= 0, "train is " + train + "; must be at least 0");
    require(validation >= 0, "validation is " + validation + "; must be at least 0");
    require(test >= 0, "test is " + test + "; must be at least 0");
    require(
        (long) train + validation + test >= 1,
        "train, validation and test are all 0; one must be at least 1");
    require(seconds >= 0.5 && seconds <= 60, "seconds is " + seconds + "; must be 0.5 to 60");
    require(
        sampleRate >= 8000 && sampleRate <= 48000,
        "sampleRate is " + sampleRate + "; must be 8000 to 48000");
    require(width >= 32 && width <= 1024, "width is " + width + "; must be 32 to 1024");
    require(height >= 32 && height <= 1024, "height is " + height + "; must be 32 to 1024");
    require(
        framesPerSecond >= 1 && framesPerSecond <= 60,
        "framesPerSecond is " + framesPerSecond + "; must be 1 to 60");
  }

  /** What the demo renders: 8 kinds x (60 + 6 + 12) items of 2 s. */
  public static SceneConfig demo(long seed) {
    return new SceneConfig(60, 6, 12, 2.0, 16000, 96, 96, 8, seed);
  }

  /** Number of items in the whole data set. */
  public int items() {
    return (train + validation + test) * SceneKind.values().length;
  }

  /** Number of samples of each sound. */
  public int samples() {
    return (int) Math.round(seconds * sampleRate);
  }

  /** Number of frames of each video: the last one may be cut short by the end of the sound. */
  public int frames() {
    return (int) Math.ceil(seconds * framesPerSecond - 1e-9);
  }

  private static void require(boolean valid, String message) {
    if (!valid) {
      throw new IllegalArgumentException(message);
    }
  }
}
