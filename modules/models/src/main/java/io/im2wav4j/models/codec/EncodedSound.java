package io.im2wav4j.models.vqvae;

/**
 * A sound's codes.
 *
 * @param codes of each level, [levels][T / hop] with T the length padded to the largest hop
 * @param samples length of the sound before padding
 */
public record EncodedSound(int[][] codes, long samples) {}
