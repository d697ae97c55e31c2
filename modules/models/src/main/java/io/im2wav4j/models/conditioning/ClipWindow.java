package io.im2wav4j.models.conditioning;

/**
 * The part of a clip that one window of codes covers.
 *
 * @param frames image embeddings of the window in the order of time, one row a frame, evenly
 *     spaced; a still image has one row
 * @param totalSamples length of the whole clip in samples
 * @param offsetSamples where the window starts in it
 * @param lengthSamples length of the window, contextLength x hop
 */
public record ClipWindow(
    float[][] frames, float totalSamples, float offsetSamples, float lengthSamples) {

  /** Needs a frame. */
  public ClipWindow {
    if (frames.length == 0) {
      throw new IllegalArgumentException("a window needs at least one frame");
    }
    if (!(totalSamples > 0)) {
      throw new IllegalArgumentException("totalSamples is " + totalSamples + "; must be positive");
    }
  }

  /** The same place in the clip, conditioned on one picture. */
  public ClipWindow withPicture(float[] picture) {
    return new ClipWindow(new float[][] {picture}, totalSamples, offsetSamples, lengthSamples);
  }
}
