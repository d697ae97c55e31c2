package io.im2wav4j.audio.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import org.junit.jupiter.api.Test;

class MotionDetectorTest {
  private static final int RATE = 25;

  @Test
  void jumpsOfABall_areThePeaks() {
    MotionDetector detector = new MotionDetector(RATE);
    for (int t = 0; t < 100; t++) {
      // It creeps, and jumps at 1 s and 2.4 s.
      int x = t / 10 + (t >= 25 ? 60 : 0) + (t >= 60 ? 60 : 0);
      detector.add(ball(x));
    }
    assertThat(detector.peaks()).containsExactly(1.0, 2.4);
  }

  @Test
  void stillVideo_hasNoPeak() {
    MotionDetector detector = new MotionDetector(RATE);
    assertThat(detector.peaks()).isEmpty();
    for (int t = 0; t < 50; t++) {
      detector.add(ball(20));
    }
    assertThat(detector.peaks()).isEmpty();
  }

  private static BufferedImage ball(int x) {
    BufferedImage image = new BufferedImage(320, 180, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    graphics.setColor(Color.WHITE);
    graphics.fillOval(x, 60, 60, 60);
    graphics.dispose();
    return image;
  }
}
