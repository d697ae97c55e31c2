package io.im2wav4j.audio;

import java.util.Arrays;

/**
 * A piece of sound.
 *
 * @param channels samples in [-1, 1], [channels][samples]
 * @param sampleRate samples a second
 */
public record AudioClip(float[][] channels, int sampleRate) {

  /** Checks that all channels are of one length. */
  public AudioClip {
    if (channels.length == 0) {
      throw new IllegalArgumentException("no channels");
    }
    for (float[] channel : channels) {
      if (channel.length != channels[0].length) {
        throw new IllegalArgumentException(
            "channels of " + channels[0].length + " and " + channel.length + " samples");
      }
    }
    if (sampleRate < 1) {
      throw new IllegalArgumentException("sampleRate is " + sampleRate);
    }
  }

  /** A clip of one channel. */
  public static AudioClip mono(float[] samples, int sampleRate) {
    return new AudioClip(new float[][] {samples}, sampleRate);
  }

  /** Samples of each channel. */
  public int length() {
    return channels[0].length;
  }

  /** Duration in seconds. */
  public double seconds() {
    return (double) length() / sampleRate;
  }

  /** The mean of the channels. */
  public float[] toMono() {
    if (channels.length == 1) {
      return channels[0].clone();
    }
    float[] mean = new float[length()];
    for (int i = 0; i < mean.length; i++) {
      float sum = 0;
      for (float[] channel : channels) {
        sum += channel[i];
      }
      mean[i] = sum / channels.length;
    }
    return mean;
  }

  /** Samples from {@code start} up to {@code end}; silence where the clip has none. */
  public AudioClip slice(int start, int end) {
    float[][] parts = new float[channels.length][];
    for (int c = 0; c < parts.length; c++) {
      parts[c] = new float[end - start];
      int from = Math.max(0, start);
      int to = Math.min(length(), end);
      if (from < to) {
        System.arraycopy(channels[c], from, parts[c], from - start, to - from);
      }
    }
    return new AudioClip(parts, sampleRate);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof AudioClip clip
        && sampleRate == clip.sampleRate
        && Arrays.deepEquals(channels, clip.channels);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.deepHashCode(channels) + sampleRate;
  }

  @Override
  public String toString() {
    return "AudioClip["
        + channels.length
        + " channels, "
        + length()
        + " samples at "
        + sampleRate
        + " Hz]";
  }
}
