package io.im2wav4j.encoders.small;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import io.im2wav4j.core.io.Hashes;
import io.im2wav4j.core.io.Json;
import io.im2wav4j.core.run.CheckpointFiles;
import io.im2wav4j.encoders.ImageEncoder;
import io.im2wav4j.encoders.image.Pixels;
import io.im2wav4j.encoders.layer.FloatRows;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.List;

/** The picture's half of a trained {@link ContrastivePair}. */
public final class SmallImageEncoder implements ImageEncoder {
  private static final int BATCH = 64;

  private final NDManager manager = NDManager.newBaseManager();
  private final ContrastivePair pair;
  private final String sha256;

  /** Reads the pair's weights; a file of another configuration is refused. */
  public SmallImageEncoder(SmallEncoderConfig config, Path weights) {
    this.pair =
        SmallModelFiles.load(weights, manager, values -> new ContrastivePair(values, config));
    this.sha256 = CheckpointFiles.sha256(weights);
  }

  @Override
  public String name() {
    return "small pair (image tower)";
  }

  @Override
  public String sha256() {
    return sha256;
  }

  @Override
  public String settings() {
    return Hashes.sha256(Json.line(pair.config()));
  }

  @Override
  public int width() {
    return pair.config().width();
  }

  @Override
  public Pixels square(BufferedImage image) {
    return SmallPictures.square(image, pair.config().imageSize());
  }

  @Override
  public float[][] encodeSquares(List<Pixels> squares) {
    int size = pair.config().imageSize();
    float[][] out = new float[squares.size()][];
    for (int from = 0; from < out.length; from += BATCH) {
      List<float[]> planes =
          squares.subList(from, Math.min(out.length, from + BATCH)).stream()
              .map(SmallPictures::planes)
              .toList();
      try (NDScope scope = new NDScope()) {
        scope.suppressNotUsedWarning();
        FloatRows.copy(pair.image().forward(SmallBatches.images(manager, planes, size)), out, from);
      }
    }
    return out;
  }

  @Override
  public void close() {
    manager.close();
  }
}
