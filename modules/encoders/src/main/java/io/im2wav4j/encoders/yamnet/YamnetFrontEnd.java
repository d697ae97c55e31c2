package io.im2wav4j.encoders.yamnet;

import io.im2wav4j.audio.spectral.LogMelSpectrogram;
import io.im2wav4j.audio.spectral.MelConfig;
import io.im2wav4j.audio.spectral.MelScale;
import io.im2wav4j.audio.spectral.StftConfig;
import io.im2wav4j.audio.spectral.Window;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What YAMNet sees of a sound: log-mel patches of 96 frames, 0.96 s, a new one every 0.48 s. Frames
 * are 25 ms every 10 ms, not centred; magnitudes are summed in 64 bands. As published, silence is
 * added until the last patch is whole. Not safe for many threads.
 */
public final class YamnetFrontEnd {
  /** Samples a second that it wants. */
  public static final int SAMPLE_RATE = 16_000;

  /** Frames of a patch. */
  public static final int FRAMES = 96;

  /** Mel bands of a frame. */
  public static final int BANDS = 64;

  private static final int FRAME_HOP = 160;
  private static final int FRAME_LENGTH = 400;
  private static final int PATCH_HOP = FRAMES / 2;

  /** 0.975 s. */
  private static final int PATCH_SAMPLES = (FRAMES - 1) * FRAME_HOP + FRAME_LENGTH;

  private final LogMelSpectrogram spectrogram =
      new LogMelSpectrogram(
          new StftConfig(512, FRAME_HOP, FRAME_LENGTH, Window.HANN_PERIODIC, false),
          new MelConfig(SAMPLE_RATE, BANDS, 125, 7500, MelScale.HTK, MelConfig.Slopes.MEL, false),
          false,
          0.001);

  /**
   * A clip's patches, each [96 64] frame by frame; at least one.
   *
   * @param clip mono samples in [-1, 1] at {@link #SAMPLE_RATE}
   */
  public List<float[]> patches(float[] clip) {
    int hop = PATCH_HOP * FRAME_HOP;
    int further = Math.max(0, clip.length - PATCH_SAMPLES + hop - 1) / hop;
    float[][] frames =
        spectrogram.apply(Arrays.copyOf(clip, Math.addExact(PATCH_SAMPLES, further * hop)));
    List<float[]> patches = new ArrayList<>(further + 1);
    for (int p = 0; p <= further; p++) {
      float[] patch = new float[FRAMES * BANDS];
      for (int t = 0; t < FRAMES; t++) {
        System.arraycopy(frames[p * PATCH_HOP + t], 0, patch, t * BANDS, BANDS);
      }
      patches.add(patch);
    }
    return patches;
  }
}
