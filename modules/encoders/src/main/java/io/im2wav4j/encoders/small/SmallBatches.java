package io.im2wav4j.encoders.small;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.nio.FloatBuffer;
import java.util.List;

/** Stacks items into the arrays that the small networks take. */
public final class SmallBatches {
  private SmallBatches() {}

  /**
   * [N, 3, size, size].
   *
   * @param planes of {@link SmallPictures}
   */
  public static NDArray images(NDManager manager, List<float[]> planes, int size) {
    FloatBuffer all = FloatBuffer.allocate(planes.size() * 3 * size * size);
    planes.forEach(all::put);
    return manager.create(all.flip(), new Shape(planes.size(), 3, size, size));
  }

  /** [N, 1, bands, frames]; all of one length. */
  public static NDArray logMels(NDManager manager, List<LogMel> clips) {
    LogMel first = clips.get(0);
    FloatBuffer all = FloatBuffer.allocate(clips.size() * first.values().length);
    clips.forEach(clip -> all.put(clip.values()));
    return manager.create(all.flip(), new Shape(clips.size(), 1, first.bands(), first.frames()));
  }
}
