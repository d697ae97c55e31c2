package io.im2wav4j.evaluation.metrics;

/**
 * CLIP-score (Hessel et al., 2021; for sound in Sheffer and Adi, 2023): 100 x the cosine of a
 * sound's and a picture's vector in one space, from -100 to 100. For a video, the mean over frames.
 */
public final class ClipScore {
  private ClipScore() {}

  /** The score of one sound, [D], and the frames it belongs to, [frames][D]; one for a picture. */
  public static double of(double[] audio, double[][] frames) {
    if (frames.length == 0) {
      throw new IllegalArgumentException("no frames to compare the sound with");
    }
    double sum = 0;
    for (double[] frame : frames) {
      sum += cosine(audio, frame);
    }
    return 100 * sum / frames.length;
  }

  /** The score of each clip, [N]; audio is [N][D], frames [N][frames][D]. */
  public static double[] perClip(double[][] audio, double[][][] frames) {
    if (audio.length != frames.length) {
      throw new IllegalArgumentException(
          audio.length + " sounds and " + frames.length + " pictures: not paired");
    }
    double[] out = new double[audio.length];
    for (int i = 0; i < out.length; i++) {
      out[i] = of(audio[i], frames[i]);
    }
    return out;
  }

  /** Cosine of the angle, 0 where a vector has no length. */
  private static double cosine(double[] a, double[] b) {
    if (a.length != b.length) {
      throw new IllegalArgumentException(
          "vectors of widths " + a.length + " and " + b.length + " are not of one space");
    }
    double dot = 0;
    double squareA = 0;
    double squareB = 0;
    for (int i = 0; i < a.length; i++) {
      dot += a[i] * b[i];
      squareA += a[i] * a[i];
      squareB += b[i] * b[i];
    }
    double length = Math.sqrt(squareA) * Math.sqrt(squareB);
    return length == 0 ? 0 : dot / length;
  }
}
