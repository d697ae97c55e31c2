package io.im2wav4j.models.conditioning;

import java.util.Arrays;

/**
 * The image embeddings of a video by time, or of a still image.
 *
 * @param embeddings one row a frame
 * @param seconds when each frame begins to show, ascending
 */
public record FrameSequence(float[][] embeddings, double[] seconds) {
  /** Forgives the rounding of times that are meant to be equal. */
  private static final double MARGIN = 1e-6;

  /** Needs a frame, and a time for each. */
  public FrameSequence {
    if (embeddings.length == 0 || embeddings.length != seconds.length) {
      throw new IllegalArgumentException(
          embeddings.length + " frames with " + seconds.length + " times");
    }
  }

  /** A picture that shows all the time. */
  public static FrameSequence still(float[] embedding) {
    return new FrameSequence(new float[][] {embedding}, new double[] {0});
  }

  /**
   * Row numbers [first, last] of the frames of a window: from the frame that shows at its start,
   * those within its length after that frame. After the end of a video its last frame stays.
   */
  public int[] indices(double startSeconds, double lengthSeconds) {
    int first = lastUntil(startSeconds);
    int last = Math.max(first, lastUntil(seconds[first] + lengthSeconds));
    return new int[] {first, last};
  }

  private int lastUntil(double time) {
    int i = 0;
    while (i + 1 < seconds.length && seconds[i + 1] <= time + MARGIN) {
      i++;
    }
    return i;
  }

  /**
   * What a window of codes is conditioned on.
   *
   * @param totalSamples length of the clip
   * @param offsetSamples where the window starts
   * @param lengthSamples length of the window
   */
  public ClipWindow window(
      int sampleRate, long totalSamples, long offsetSamples, long lengthSamples) {
    int[] range = indices((double) offsetSamples / sampleRate, (double) lengthSamples / sampleRate);
    return new ClipWindow(
        Arrays.copyOfRange(embeddings, range[0], range[1] + 1),
        totalSamples,
        offsetSamples,
        lengthSamples);
  }
}
