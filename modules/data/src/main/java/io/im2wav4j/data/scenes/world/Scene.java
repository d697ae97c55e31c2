package io.im2wav4j.data.scenes.world;

import io.im2wav4j.core.io.Nullable;
import java.util.List;

/**
 * The ground truth of one item; picture and sound follow from it alone.
 *
 * @param id name of the item and of its files: split-kind-number
 * @param split train, validation or test
 * @param kind what sounds
 * @param seconds length of video and sound
 * @param size drawn size of the source, 0 (smallest) to 1; where the kind has a pitch, bigger is
 *     lower. Rain: how heavy; wave: how high; footsteps: how big the walker
 * @param pitchHz pitch in hertz (siren and bird: the middle of their glides), null where the kind
 *     has none
 * @param hitTimes seconds at which the source is seen and heard to hit, rising; empty where the
 *     kind does not hit
 * @param cyclesPerSecond turns of the beams (siren), puffs of smoke (engine) or swells (wave) a
 *     second; zero for the other kinds
 * @param distance 0 (near) to 1 (far): farther is drawn smaller, higher and hazier
 * @param loudness peak level of the sound, 1 = full scale; decided by the distance
 * @param seed seed of the inaudible-in-kind details of the sound: which drop falls when
 * @param look what varies in the picture only
 */
public record Scene(
    String id,
    String split,
    SceneKind kind,
    double seconds,
    double size,
    @Nullable Double pitchHz,
    List<Double> hitTimes,
    double cyclesPerSecond,
    double distance,
    double loudness,
    long seed,
    Look look) {
  private static final double NEAR_PEAK = 0.85;
  private static final double FAR_PEAK = 0.30;

  /** Copies the list. */
  public Scene {
    hitTimes = List.copyOf(hitTimes);
  }

  /** The peak level at a distance: 0.85 near to 0.30 far, even in decibels. */
  public static double loudnessAt(double distance) {
    return NEAR_PEAK * Math.pow(FAR_PEAK / NEAR_PEAK, distance);
  }

  /** Factor that the size puts on the drawing of the source itself. */
  public double sizeScale() {
    return 0.5 + 0.6 * size;
  }

  /** Factor that the distance puts on the drawing of the source and all that stands by it. */
  public double distanceScale() {
    return 1 - 0.36 * distance;
  }
}
