package io.im2wav4j.encoders.clip;

import io.im2wav4j.encoders.image.ImagePreprocessing;
import io.im2wav4j.encoders.image.ResizeFilter;
import java.util.List;

/** CLIP's picture preprocessing: bicubic resize of the shorter side, central square, normalised. */
final class ClipPreprocessing {
  private ClipPreprocessing() {}

  /** For networks that take {@code size} x {@code size} pixels. */
  static ImagePreprocessing of(int size) {
    return new ImagePreprocessing(
        size,
        ImagePreprocessing.Resize.SHORTER_SIDE,
        size,
        ResizeFilter.BICUBIC,
        ImagePreprocessing.Channels.RGB,
        ImagePreprocessing.Layout.NCHW,
        255,
        List.of(0.48145466f, 0.4578275f, 0.40821073f),
        List.of(0.26862954f, 0.26130258f, 0.27577711f));
  }
}
