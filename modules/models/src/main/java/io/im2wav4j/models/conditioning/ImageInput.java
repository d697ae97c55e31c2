package io.im2wav4j.models.conditioning;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;

/**
 * A batch of pictures as {@link ImageConditioner} takes it. N items, T codes, E embedding width, M
 * frames of all items together. Made by {@link ImageConditioner#input}.
 *
 * @param mean mean over an item's frames, [N, E]
 * @param frames all frames, [M, E]; null where codes do not get frames
 * @param frameOfCode row of {@code frames} for each code, [N, T]; null with {@code frames}
 * @param totalLength bin of the clip's length, [N, 1]; null where time is no condition
 * @param absolutePosition bin of each code's time, [N, T]; null with totalLength
 * @param relativePosition bin of each code's time over the length, [N, T]; null with totalLength
 * @param kept 1 for an item that keeps its picture, 0 for one that gets the null vectors, [N, 1];
 *     null: all keep it
 * @param meanDropout factors of the hidden layer of the mean's map, [N, E]; null: none
 * @param frameDropout the same for the frames' map, [M, E]; null: none
 */
public record ImageInput(
    NDArray mean,
    NDArray frames,
    NDArray frameOfCode,
    NDArray totalLength,
    NDArray absolutePosition,
    NDArray relativePosition,
    NDArray kept,
    NDArray meanDropout,
    NDArray frameDropout) {

  /** The same with some items' pictures dropped. */
  public ImageInput withDropped(boolean... dropped) {
    float[] keep = new float[dropped.length];
    for (int i = 0; i < keep.length; i++) {
      keep[i] = dropped[i] ? 0 : 1;
    }
    NDManager manager = mean.getManager();
    return with(manager.create(keep, new Shape(keep.length, 1)), meanDropout, frameDropout);
  }

  /** The same with every picture dropped: what guidance steers away from. */
  public ImageInput allDropped() {
    long n = mean.getShape().get(0);
    return with(mean.getManager().zeros(new Shape(n, 1)), meanDropout, frameDropout);
  }

  ImageInput with(NDArray newKept, NDArray newMeanDropout, NDArray newFrameDropout) {
    return new ImageInput(
        mean,
        frames,
        frameOfCode,
        totalLength,
        absolutePosition,
        relativePosition,
        newKept,
        newMeanDropout,
        newFrameDropout);
  }
}
