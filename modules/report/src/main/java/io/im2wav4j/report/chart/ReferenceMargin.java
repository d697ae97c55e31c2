package io.im2wav4j.report.chart;

import io.im2wav4j.report.text.Numbers;
import java.awt.BasicStroke;
import java.awt.Graphics2D;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jfree.chart.axis.AxisSpace;
import org.jfree.chart.axis.AxisState;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.plot.Plot;
import org.jfree.chart.plot.PlotRenderingInfo;
import org.jfree.chart.ui.RectangleEdge;

/**
 * The margin at the right of a plot, where the names of its reference lines stand: one below the
 * other, each as near to its line as the others leave room for, joined to it by a thin stroke.
 */
final class ReferenceMargin extends NumberAxis {
  private static final long serialVersionUID = 1L;
  private static final int LINE = 15;
  private static final int GAP = 5;
  private static final int JOINT = 14;

  /** The part of a chart's width that the names may take. */
  private static final double MOST = 0.34;

  private final transient List<Label> labels;
  private final transient Palette palette;
  private final double width;

  private record Label(double value, List<String> lines) {
    int height() {
      return lines.size() * LINE;
    }
  }

  private ReferenceMargin(List<Label> labels, Palette palette) {
    this.labels = labels;
    this.palette = palette;
    this.width =
        JOINT
            + 2
            + labels.stream()
                .flatMap(l -> l.lines().stream())
                .mapToDouble(ChartStyle::width)
                .max()
                .orElse(0);
    setAxisLineVisible(false);
    setTickMarksVisible(false);
    setTickLabelsVisible(false);
  }

  /** The margin of a chart's lines, or null where it has none. */
  static ReferenceMargin of(
      List<ReferenceLine> lines, String unit, Palette palette, Lettering letters) {
    List<Label> labels = labels(lines, unit, letters);
    return labels.isEmpty() ? null : new ReferenceMargin(labels, palette);
  }

  /** Dots from top to bottom that the names need. */
  static int height(List<ReferenceLine> lines, String unit) {
    return labels(lines, unit, Lettering.browser()).stream().mapToInt(l -> l.height() + GAP).sum();
  }

  /** Lines that read the same have one label with all their names. */
  private static List<Label> labels(List<ReferenceLine> lines, String unit, Lettering letters) {
    Map<String, List<ReferenceLine>> byText = new LinkedHashMap<>();
    lines.stream()
        .sorted(Comparator.comparingDouble(ReferenceLine::value).reversed())
        .forEach(
            l ->
                byText
                    .computeIfAbsent(Numbers.withUnit(l.value(), unit), t -> new ArrayList<>())
                    .add(l));
    List<Label> labels = new ArrayList<>();
    byText.forEach(
        (value, same) -> {
          List<String> text = new ArrayList<>();
          for (int i = 0; i < same.size(); i++) {
            String end = i == same.size() - 1 ? "" : ",";
            text.addAll(
                ChartStyle.wrapped(letters.text(same.get(i).name()) + end, MOST * LinePlot.WIDTH));
          }
          text.add(letters.text(value));
          labels.add(new Label(same.get(0).value(), List.copyOf(text)));
        });
    return labels;
  }

  @Override
  public AxisSpace reserveSpace(
      Graphics2D g, Plot plot, Rectangle2D area, RectangleEdge edge, AxisSpace space) {
    AxisSpace own = space == null ? new AxisSpace() : space;
    own.add(width, edge);
    return own;
  }

  @Override
  public AxisState draw(
      Graphics2D g,
      double cursor,
      Rectangle2D plotArea,
      Rectangle2D dataArea,
      RectangleEdge edge,
      PlotRenderingInfo info) {
    double[] tops = tops(dataArea, edge);
    g.setPaint(palette.muted());
    g.setStroke(new BasicStroke(0.8f));
    for (int i = 0; i < labels.size(); i++) {
      Label label = labels.get(i);
      double y = valueToJava2D(label.value(), dataArea, edge);
      double middle = tops[i] + label.height() / 2.0;
      double x = dataArea.getMaxX();
      g.draw(new Line2D.Double(x, y, x + JOINT - 3, middle));
      for (int line = 0; line < label.lines().size(); line++) {
        String text = label.lines().get(line);
        g.setFont(Lettering.font(text));
        g.drawString(text, (float) x + JOINT, (float) (tops[i] + (line + 0.8) * LINE));
      }
    }
    return new AxisState(cursor);
  }

  /** Where each label begins: at its line's height, moved down, then up, to be clear of others. */
  private double[] tops(Rectangle2D area, RectangleEdge edge) {
    double[] tops = new double[labels.size()];
    double free = area.getMinY() - LINE;
    for (int i = 0; i < tops.length; i++) {
      double wanted =
          valueToJava2D(labels.get(i).value(), area, edge) - labels.get(i).height() / 2.0;
      tops[i] = Math.max(wanted, free);
      free = tops[i] + labels.get(i).height() + GAP;
    }
    double end = area.getMaxY() + LINE;
    for (int i = tops.length - 1; i >= 0; i--) {
      tops[i] = Math.min(tops[i], end - labels.get(i).height());
      end = tops[i] - GAP;
    }
    return tops;
  }
}
