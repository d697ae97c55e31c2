package io.im2wav4j.report.chart;

import java.util.List;
import org.jfree.chart.JFreeChart;

/** Something that can be drawn, and the numbers behind it. */
public interface Chart {
  /** Its heading. */
  String name();

  /** What it shows, in a sentence, for those who do not see it. */
  String description();

  /** Width in dots at scale 1. */
  int width();

  /** Height in dots at scale 1. */
  int height();

  /** The drawing, in the colours of {@code palette}. */
  JFreeChart plot(Palette palette, Lettering letters);

  /** Column names of the numbers behind it. */
  List<String> header();

  /** The numbers behind it. */
  List<List<String>> rows();
}
