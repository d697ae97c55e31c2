package io.im2wav4j.data.scenes.sound;

import io.im2wav4j.core.Seeds;
import io.im2wav4j.data.scenes.world.Scene;
import io.im2wav4j.data.scenes.world.SceneKind;
import java.util.EnumMap;
import java.util.Map;
import java.util.SplittableRandom;

/** Makes the sound of a scene. Has no state: safe for use by several threads. */
public final class SceneSynthesizer {
  private static final double RUMBLE_HZ = 30;
  private static final double NEAR_AIR_HZ = 7000;
  private static final double FAR_AIR_HZ = 3500;
  private static final double FADE_SECONDS = 0.004;

  private final Map<SceneKind, Voice> voices = new EnumMap<>(SceneKind.class);
  private final int sampleRate;

  /**
   * @param sampleRate samples a second of every sound
   */
  public SceneSynthesizer(int sampleRate) {
    this.sampleRate = sampleRate;
    voices.put(SceneKind.BELL, new BellVoice());
    voices.put(SceneKind.DRUM, new DrumVoice());
    voices.put(SceneKind.RAIN, new RainVoice());
    voices.put(SceneKind.SIREN, new SirenVoice());
    voices.put(SceneKind.BIRD, new BirdVoice());
    voices.put(SceneKind.ENGINE, new EngineVoice());
    voices.put(SceneKind.WAVE, new WaveVoice());
    voices.put(SceneKind.FOOTSTEPS, new FootstepsVoice());
  }

  /**
   * The mono sound, round(seconds * sampleRate) samples in -1..1 without DC. Its peak is the
   * scene's loudness; distance also takes away treble, as air does.
   */
  public float[] synthesize(Scene scene) {
    double[] samples = new double[(int) Math.round(scene.seconds() * sampleRate)];
    SplittableRandom random = new SplittableRandom(Seeds.derive(scene.seed(), "sound"));
    voices.get(scene.kind()).sound(samples, sampleRate, scene, random);
    travel(samples, scene.distance());
    fade(samples);
    return scaled(samples, scene.loudness());
  }

  private void travel(double[] samples, double distance) {
    Filter rumble = new Filter(sampleRate, RUMBLE_HZ, 0.707);
    Filter air =
        new Filter(sampleRate, NEAR_AIR_HZ * Math.pow(FAR_AIR_HZ / NEAR_AIR_HZ, distance), 0.6);
    for (int i = 0; i < samples.length; i++) {
      samples[i] = air.lowPass(rumble.highPass(samples[i]));
    }
  }

  /** No click where a lasting sound begins and ends. */
  private void fade(double[] samples) {
    int length = Math.min(samples.length / 2, (int) (FADE_SECONDS * sampleRate));
    for (int i = 0; i < length; i++) {
      double gain = (double) i / length;
      samples[i] *= gain;
      samples[samples.length - 1 - i] *= gain;
    }
  }

  private static float[] scaled(double[] samples, double wantedPeak) {
    double peak = 0;
    for (double sample : samples) {
      peak = Math.max(peak, Math.abs(sample));
    }
    float[] out = new float[samples.length];
    for (int i = 0; i < out.length; i++) {
      out[i] = (float) (samples[i] / peak * wantedPeak);
    }
    return out;
  }
}
