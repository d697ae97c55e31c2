package io.im2wav4j.data.scenes.picture;

import io.im2wav4j.data.scenes.world.Distractor;
import io.im2wav4j.data.scenes.world.Scene;
import io.im2wav4j.data.scenes.world.SceneKind;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;

/** Draws the frames of one scene. For one thread. */
public final class SceneRenderer {
  private static final double HIGH = 100;
  private static final double THICKEST_HAZE = 0.5;

  private final Scene scene;
  private final Painter painter;
  private final int width;
  private final int height;
  private final BufferedImage backdrop;

  /**
   * @param scene what to draw
   * @param width of a frame in pixels
   * @param height of a frame in pixels; all is drawn in proportion to it
   */
  public SceneRenderer(Scene scene, int width, int height) {
    this.scene = scene;
    this.painter = painter(scene.kind());
    this.width = width;
    this.height = height;
    this.backdrop = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = graphics(backdrop);
    new BackdropPainter(scene.look(), wide(), horizonY()).paint(new Brush(graphics));
    graphics.dispose();
  }

  /** The frame at {@code time} seconds: RGB, a new image each time. */
  public BufferedImage frame(double time) {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D plain = image.createGraphics();
    plain.drawImage(backdrop, 0, 0, null);
    plain.dispose();
    Graphics2D graphics = graphics(image);
    Brush brush = new Brush(graphics);
    double scale = scene.distanceScale();
    double mirror = scene.look().mirrored() ? -1 : 1;
    double groundY = 91 - 19 * scene.distance();
    painter.paint(
        brush.at(scene.look().x() * wide(), groundY, mirror * scale, scale, 0), scene, time);
    for (Distractor distractor : scene.look().distractors()) {
      DistractorPainter.paint(brush, wide(), distractor);
    }
    Color haze = Color.decode(scene.look().horizon());
    brush.box(Tint.opacity(haze, THICKEST_HAZE * scene.distance()), 0, 0, wide(), HIGH);
    graphics.dispose();
    return image;
  }

  /** The frame that shows best what sounds: at the first hit, or at the start if there is none. */
  public BufferedImage still() {
    return frame(scene.hitTimes().isEmpty() ? 0 : scene.hitTimes().get(0));
  }

  private double wide() {
    return HIGH * width / height;
  }

  private double horizonY() {
    return 66 - 8 * scene.distance();
  }

  private Graphics2D graphics(BufferedImage image) {
    Graphics2D graphics = image.createGraphics();
    graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
    graphics.scale(height / HIGH, height / HIGH);
    return graphics;
  }

  private static Painter painter(SceneKind kind) {
    return switch (kind) {
      case BELL -> new BellPainter();
      case DRUM -> new DrumPainter();
      case RAIN -> new RainPainter();
      case SIREN -> new SirenPainter();
      case BIRD -> new BirdPainter();
      case ENGINE -> new EnginePainter();
      case WAVE -> new WavePainter();
      case FOOTSTEPS -> new FootstepsPainter();
    };
  }
}
