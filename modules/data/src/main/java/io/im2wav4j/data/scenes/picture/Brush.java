package io.im2wav4j.data.scenes.picture;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.Shape;
import java.awt.geom.Arc2D;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;

/** Shapes in fractional coordinates, and coordinate systems within others. */
final class Brush {
  private final Graphics2D graphics;

  Brush(Graphics2D graphics) {
    this.graphics = graphics;
  }

  /** A brush whose origin is at (x, y) of this one, its units {@code scale} times as large. */
  Brush at(double x, double y, double scale) {
    return at(x, y, scale, scale, 0);
  }

  /** As the other, with a scale for each axis and a turn in radians, clockwise. */
  Brush at(double x, double y, double scaleX, double scaleY, double turn) {
    Graphics2D inner = (Graphics2D) graphics.create();
    inner.translate(x, y);
    inner.rotate(turn);
    inner.scale(scaleX, scaleY);
    return new Brush(inner);
  }

  void fill(Color colour, Shape shape) {
    graphics.setColor(colour);
    graphics.fill(shape);
  }

  /** Fills with a gradient from the colour at y = top to the other at y = bottom. */
  void shade(Color above, Color below, double top, double bottom, Shape shape) {
    graphics.setPaint(new GradientPaint(0, (float) top, above, 0, (float) bottom, below));
    graphics.fill(shape);
  }

  void stroke(Color colour, double width, Shape shape) {
    graphics.setColor(colour);
    graphics.setStroke(
        new BasicStroke((float) width, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
    graphics.draw(shape);
  }

  void oval(Color colour, double centreX, double centreY, double radiusX, double radiusY) {
    fill(colour, ellipse(centreX, centreY, radiusX, radiusY));
  }

  void disc(Color colour, double centreX, double centreY, double radius) {
    oval(colour, centreX, centreY, radius, radius);
  }

  void ring(Color colour, double width, double centreX, double centreY, double rx, double ry) {
    stroke(colour, width, ellipse(centreX, centreY, rx, ry));
  }

  void box(Color colour, double x, double y, double width, double height) {
    fill(colour, new Rectangle2D.Double(x, y, width, height));
  }

  void line(Color colour, double width, double x1, double y1, double x2, double y2) {
    stroke(colour, width, new Line2D.Double(x1, y1, x2, y2));
  }

  /** A stretch of an ellipse's outline; degrees anticlockwise from the right. */
  void arc(Color colour, double width, double x, double y, double radius, int start, int extent) {
    stroke(
        colour,
        width,
        new Arc2D.Double(
            x - radius, y - radius, 2 * radius, 2 * radius, start, extent, Arc2D.OPEN));
  }

  /** Fills the polygon with corners (xy[0], xy[1]), (xy[2], xy[3]) ... */
  void polygon(Color colour, double... xy) {
    fill(colour, outline(xy));
  }

  static Shape ellipse(double centreX, double centreY, double radiusX, double radiusY) {
    return new Ellipse2D.Double(centreX - radiusX, centreY - radiusY, 2 * radiusX, 2 * radiusY);
  }

  static Path2D outline(double... xy) {
    Path2D path = new Path2D.Double();
    path.moveTo(xy[0], xy[1]);
    for (int i = 2; i < xy.length; i += 2) {
      path.lineTo(xy[i], xy[i + 1]);
    }
    path.closePath();
    return path;
  }
}
