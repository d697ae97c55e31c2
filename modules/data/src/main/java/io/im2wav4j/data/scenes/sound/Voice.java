package io.im2wav4j.data.scenes.sound;

import io.im2wav4j.data.scenes.world.Scene;
import java.util.SplittableRandom;

/** The sound of one kind of source, at any level: the synthesizer sets the loudness. */
interface Voice {
  /**
   * Adds the sound.
   *
   * @param out samples to add to, as long as the scene
   * @param sampleRate samples a second
   * @param scene what sounds and when
   * @param random the details that the scene leaves open
   */
  void sound(double[] out, int sampleRate, Scene scene, SplittableRandom random);
}
