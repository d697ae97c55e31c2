package io.im2wav4j.encoders;

import io.im2wav4j.core.error.UserError;
import io.im2wav4j.core.io.Hashes;
import io.im2wav4j.encoders.image.Pixels;
import java.awt.image.BufferedImage;
import java.util.List;

/** A frozen network that turns pictures into vectors. */
public interface ImageEncoder extends FrozenNetwork {
  /** Length of a vector. */
  int width();

  /** What the network takes of a picture: RGB, of one size whatever the picture's. */
  Pixels square(BufferedImage image);

  /** One vector of unit length for each picture that {@link #square} made, [pictures][width]. */
  float[][] encodeSquares(List<Pixels> squares);

  /** One vector of unit length for each picture, [pictures][width]. */
  default float[][] encode(List<BufferedImage> images) {
    EncodedPictures pictures = new EncodedPictures(this);
    images.forEach(image -> pictures.add(square(image)));
    return pictures.vectors();
  }

  /**
   * {@link #encode}, for those that keep the vectors or go on from them.
   *
   * @throws UserError where they are not numbers
   */
  default float[][] embed(List<BufferedImage> images) {
    return finite(encode(images));
  }

  /**
   * The vectors themselves.
   *
   * @throws UserError where they are not numbers
   */
  default float[][] finite(float[][] vectors) {
    for (float[] vector : vectors) {
      for (float value : vector) {
        if (!Float.isFinite(value)) {
          throw new UserError(
              "image encoder " + name() + ", SHA-256 " + Hashes.shortened(sha256()),
              "made embeddings that are not numbers",
              "finite embeddings",
              "Its weights are damaged or its training diverged: get or train it again");
        }
      }
    }
    return vectors;
  }
}
