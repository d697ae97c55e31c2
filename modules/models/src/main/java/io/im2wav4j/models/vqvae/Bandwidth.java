package io.im2wav4j.models.vqvae;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;

/**
 * Statistics of a data set that bring the losses to a common scale.
 *
 * @param l2 variance of the samples
 * @param l1 mean absolute value of the samples
 * @param spec mean over clips of the Frobenius norm of the magnitude spectrum
 */
public record Bandwidth(double l2, double l1, double spec) {

  /** Checks the values. */
  public Bandwidth {
    if (!(l2 > 0 && l1 > 0 && spec > 0)) {
      throw new IllegalArgumentException(
          "bandwidth is l2 " + l2 + ", l1 " + l1 + ", spec " + spec + "; must be above 0");
    }
  }

  /** Gathers the statistics clip by clip, in double precision. */
  public static final class Estimator {
    private final SpectralResolution config;
    private double absolute;
    private double total;
    private double squares;
    private double norms;
    private long samples;
    private long clips;

    /**
     * @param config the loss's single resolution
     */
    public Estimator(SpectralResolution config) {
      this.config = config;
    }

    /** Adds a clip, [channels][T]: samples of all channels count, the spectrum is of their mean. */
    public void add(float[][] channels) {
      double[] mean = new double[channels[0].length];
      for (float[] channel : channels) {
        for (int i = 0; i < channel.length; i++) {
          double x = channel[i];
          absolute += Math.abs(x);
          total += x;
          squares += x * x;
          mean[i] += x / channels.length;
        }
        samples += channel.length;
      }
      try (NDManager manager = NDManager.newBaseManager()) {
        NDArray audio = manager.create(mean, new Shape(1, mean.length));
        norms +=
            new StftMagnitude(manager, config, DataType.FLOAT64)
                .magnitude(audio)
                .square()
                .sum()
                .sqrt()
                .getDouble();
      }
      clips++;
    }

    /** Samples seen so far, all channels. */
    public long samples() {
      return samples;
    }

    /** The statistics of all clips added. */
    public Bandwidth bandwidth() {
      double mean = total / samples;
      return new Bandwidth(squares / samples - mean * mean, absolute / samples, norms / clips);
    }
  }
}
