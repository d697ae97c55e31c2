package io.im2wav4j.models.vqvae;

import io.im2wav4j.models.codec.CodeLevel;
import java.util.List;

/**
 * How far a network of one level sees: what a code depends on, or what the samples of a code depend
 * on, before and after the code's own stretch.
 *
 * @param before samples (encoder) or codes (decoder) before it
 * @param after samples or codes after it
 */
record ReceptiveField(int before, int after) {

  /** Of a code: its stretch is {@code hop(level)} samples. */
  static ReceptiveField ofEncoder(VqVaeConfig config, CodeLevel level) {
    int stack = stack(config);
    // Layers are walked from the output back; [first, last] is what is needed of a layer's input.
    long first = 0;
    long last = 0;
    List<Integer> layers = config.layers(level);
    for (int l = layers.size() - 1; l >= 0; l--) {
      first -= 1;
      last += 1;
      for (int i = 0; i < layers.get(l); i++) {
        first -= stack;
        last += stack;
        // Output t of a downsampling layer sees inputs 2t - 1 to 2t + 2.
        first = 2 * first - 1;
        last = 2 * last + 2;
      }
    }
    return of(first, last, config.hop(level));
  }

  /** Of the samples of a code: its stretch is the code. */
  static ReceptiveField ofDecoder(VqVaeConfig config, CodeLevel level) {
    int stack = stack(config);
    long first = -1;
    long last = config.hop(level); // hop - 1, and one more for the output convolution
    for (int layers : config.layers(level)) {
      for (int i = 0; i < layers; i++) {
        // Outputs 2t and 2t + 1 of an upsampling layer see inputs t - 1, t and t, t + 1.
        first = Math.floorDiv(first - 1, 2) - stack;
        last = Math.floorDiv(last + 1, 2) + stack;
      }
      first -= 1;
      last += 1;
    }
    return of(first, last, 1);
  }

  private static ReceptiveField of(long first, long last, int stretch) {
    return new ReceptiveField(
        Math.toIntExact(-first), Math.toIntExact(Math.max(0, last - stretch + 1)));
  }

  /** The reach of a stack of residual blocks on either side: the sum of the dilations. */
  private static int stack(VqVaeConfig config) {
    double sum = 0;
    for (int d = 0; d < config.depth(); d++) {
      sum += Math.pow(config.dilationGrowth(), d);
    }
    return Math.toIntExact(Math.round(sum));
  }
}
