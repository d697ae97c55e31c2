package io.im2wav4j.encoders;

import java.awt.image.BufferedImage;
import java.util.List;

/** A frozen network that turns pictures into vectors. One thread at a time. */
public interface ImageEncoder extends AutoCloseable {
  /** What a report calls it, for example "CLIP ViT-B/32" or "small pair". */
  String name();

  /** SHA-256 of the weights. */
  String sha256();

  /** Length of a vector. */
  int width();

  /** One vector of unit length for each picture, [pictures][width]. */
  float[][] encode(List<BufferedImage> images);

  @Override
  void close();
}
