package io.im2wav4j.generation;

/**
 * A sound that was made.
 *
 * @param id of the request
 * @param sample number among the request's sounds, from 0
 * @param seed of its random numbers
 * @param audio samples, mono
 * @param sampleRate of {@code audio}
 * @param lowCodes the codes behind it, whole windows, so at least as long as the sound
 * @param upCodes the codes it was decoded from
 */
public record GeneratedSound(
    String id,
    int sample,
    long seed,
    float[] audio,
    int sampleRate,
    int[] lowCodes,
    int[] upCodes) {}
