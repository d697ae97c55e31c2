package io.im2wav4j.encoders;

import io.im2wav4j.encoders.image.Pixels;
import java.util.ArrayList;
import java.util.List;

/** Vectors of pictures that come one after the other, of which only so many are held as squares. */
public final class EncodedPictures {
  /**
   * Squares that are held; a multiple of every encoder's batch, so pieces have the whole's bits.
   */
  public static final int TOGETHER = 64;

  private final ImageEncoder encoder;
  private final List<Pixels> squares = new ArrayList<>();
  private final List<float[]> vectors = new ArrayList<>();

  /** None yet. */
  public EncodedPictures(ImageEncoder encoder) {
    this.encoder = encoder;
  }

  /** The next picture, which {@link ImageEncoder#square} made. */
  public void add(Pixels square) {
    squares.add(square);
    if (squares.size() == TOGETHER) {
      encode();
    }
  }

  private void encode() {
    vectors.addAll(List.of(encoder.encodeSquares(squares)));
    squares.clear();
  }

  /** One vector for each picture, [pictures][width]. */
  public float[][] vectors() {
    if (!squares.isEmpty()) {
      encode();
    }
    return vectors.toArray(float[][]::new);
  }
}
