package io.im2wav4j.encoders;

import java.awt.image.BufferedImage;
import java.util.List;

/** A frozen network that turns pictures into vectors. */
public interface ImageEncoder extends FrozenNetwork {
  /** Length of a vector. */
  int width();

  /** One vector of unit length for each picture, [pictures][width]. */
  float[][] encode(List<BufferedImage> images);
}
