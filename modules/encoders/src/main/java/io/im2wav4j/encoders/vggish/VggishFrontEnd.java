package io.im2wav4j.encoders.vggish;

import io.im2wav4j.audio.spectral.LogMelSpectrogram;
import io.im2wav4j.audio.spectral.MelConfig;
import io.im2wav4j.audio.spectral.MelScale;
import io.im2wav4j.audio.spectral.StftConfig;
import io.im2wav4j.audio.spectral.Window;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What VGGish sees of a sound: log-mel examples of 96 frames, 0.96 s, one after the other. Frames
 * are 25 ms every 10 ms, not centred; magnitudes are summed in 64 bands; what does not fill an
 * example is dropped (torchvggish vggish_input.py). Not safe for many threads.
 */
public final class VggishFrontEnd {
  /** Samples a second that it wants. */
  public static final int SAMPLE_RATE = 16_000;

  /** Frames of an example. */
  public static final int FRAMES = 96;

  /** Mel bands of a frame. */
  public static final int BANDS = 64;

  private static final int FRAME_HOP = 160;
  private static final int FRAME_LENGTH = 400;

  /** The shortest clip that gives an example, 0.975 s. */
  static final int LEAST_SAMPLES = (FRAMES - 1) * FRAME_HOP + FRAME_LENGTH;

  private final LogMelSpectrogram spectrogram =
      new LogMelSpectrogram(
          new StftConfig(512, FRAME_HOP, FRAME_LENGTH, Window.HANN_PERIODIC, false),
          new MelConfig(SAMPLE_RATE, BANDS, 125, 7500, MelScale.HTK, MelConfig.Slopes.MEL, false),
          false,
          0.01);

  /**
   * A clip's examples, each [96 64] frame by frame. The reference has none for a clip too short for
   * one; here such a clip is padded with zeros to one.
   *
   * @param clip mono samples in [-1, 1] at {@link #SAMPLE_RATE}
   */
  public List<float[]> examples(float[] clip) {
    float[][] frames =
        spectrogram.apply(clip.length < LEAST_SAMPLES ? Arrays.copyOf(clip, LEAST_SAMPLES) : clip);
    List<float[]> examples = new ArrayList<>();
    for (int first = 0; first + FRAMES <= frames.length; first += FRAMES) {
      float[] example = new float[FRAMES * BANDS];
      for (int t = 0; t < FRAMES; t++) {
        System.arraycopy(frames[first + t], 0, example, t * BANDS, BANDS);
      }
      examples.add(example);
    }
    return examples;
  }
}
