package io.im2wav4j.audio.event;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;

/**
 * Peaks of motion in a video: frames that differ most from the frame before them, by the mean
 * absolute difference of small grey pictures. For videos without a sound to take events from. A cut
 * is a peak too.
 *
 * <p>Frames are given one after the other; none is kept.
 */
public final class MotionDetector {
  private static final int WIDTH = 64;
  private static final int HEIGHT = 36;

  /** In grey levels of 255. */
  private static final double RISE = 1;

  private static final double REACH_SECONDS = 0.1;
  private static final double SURROUNDINGS_SECONDS = 0.5;
  private static final double GAP_SECONDS = 0.15;

  /** Changes with all that changes an event. */
  public static final String VERSION = "frame differences 1";

  private final double frameRate;
  private final List<Double> differences = new ArrayList<>();
  private int[] before;

  /**
   * A detector for one video.
   *
   * @param frameRate frames a second that it will be given
   */
  public MotionDetector(double frameRate) {
    if (!(frameRate > 0)) {
      throw new IllegalArgumentException("frameRate is " + frameRate + "; must be above 0");
    }
    this.frameRate = frameRate;
  }

  /** Takes the next frame. */
  public void add(BufferedImage frame) {
    int[] now = small(frame);
    double sum = 0;
    for (int i = 0; before != null && i < now.length; i++) {
      sum += Math.abs(now[i] - before[i]);
    }
    differences.add(sum / now.length);
    before = now;
  }

  /** Times of the peaks in seconds from the first frame, ascending. */
  public double[] peaks() {
    double[] curve = differences.stream().mapToDouble(Double::doubleValue).toArray();
    PeakPicker picker =
        new PeakPicker(
            frames(REACH_SECONDS), frames(SURROUNDINGS_SECONDS), RISE, frames(GAP_SECONDS));
    int[] peaks = picker.peaks(curve);
    double[] times = new double[peaks.length];
    for (int i = 0; i < times.length; i++) {
      times[i] = peaks[i] / frameRate;
    }
    return times;
  }

  private int frames(double seconds) {
    return Math.max(1, (int) Math.round(seconds * frameRate));
  }

  private static int[] small(BufferedImage frame) {
    BufferedImage grey = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_BYTE_GRAY);
    Graphics2D graphics = grey.createGraphics();
    graphics.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
    graphics.drawImage(frame, 0, 0, WIDTH, HEIGHT, null);
    graphics.dispose();
    return grey.getRaster().getSamples(0, 0, WIDTH, HEIGHT, 0, (int[]) null);
  }
}
