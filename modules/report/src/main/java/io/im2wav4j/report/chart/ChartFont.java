package io.im2wav4j.report.chart;

import com.formdev.flatlaf.fonts.roboto.FlatRobotoFont;
import java.awt.Font;
import java.awt.FontFormatException;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** The font of charts and of paper. It comes with the program: a chart is the same everywhere. */
public final class ChartFont {
  private static final Optional<Font> REGULAR = load();

  private ChartFont() {}

  /** Whether text can be measured and drawn on this machine. */
  public static boolean available() {
    return REGULAR.isPresent();
  }

  /** The font's file, for documents that carry their fonts. */
  public static InputStream file(boolean bold) {
    return FlatRobotoFont.class.getResourceAsStream(
        bold ? FlatRobotoFont.STYLE_BOLD : FlatRobotoFont.STYLE_REGULAR);
  }

  /** Whether {@code font} is this one, in any size. */
  public static boolean is(Font font) {
    return REGULAR.filter(own -> own.getFontName().equals(font.getFontName())).isPresent();
  }

  static Font regular() {
    return REGULAR.orElseThrow();
  }

  private static Optional<Font> load() {
    try (InputStream in = file(false)) {
      Font font = Font.createFont(Font.TRUETYPE_FONT, in).deriveFont(13f);
      boolean measures =
          new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB)
                  .createGraphics()
                  .getFontMetrics(font)
                  .stringWidth("x")
              > 0;
      return measures ? Optional.of(font) : Optional.empty();
    } catch (IOException
        | FontFormatException
        | RuntimeException
        | LinkageError
        | InternalError e) {
      // What a JDK throws without fontconfig or freetype depends on its version.
      return Optional.empty();
    }
  }
}
