package io.im2wav4j.report.page;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Locale;
import javax.imageio.ImageIO;

/**
 * A file that the page carries inside itself.
 *
 * @param mediaType as "image/png"
 * @param bytes the file's content
 */
public record EmbeddedFile(String mediaType, byte[] bytes) {

  /** A WAV, JPEG or PNG file as it is. */
  public static EmbeddedFile of(Path file) {
    String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
    String type =
        name.endsWith(".wav") ? "audio/wav" : name.endsWith(".png") ? "image/png" : "image/jpeg";
    try {
      return new EmbeddedFile(type, Files.readAllBytes(file));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }

  /** A picture as PNG, dot for dot: for spectrograms. */
  public static EmbeddedFile png(BufferedImage image) {
    return encode(image, "png");
  }

  /** A picture as JPEG, scaled down until its longer side is at most {@code largestSide}. */
  public static EmbeddedFile picture(BufferedImage image, int largestSide) {
    double scale =
        Math.min(1, (double) largestSide / Math.max(image.getWidth(), image.getHeight()));
    int width = Math.max(1, (int) Math.round(image.getWidth() * scale));
    int height = Math.max(1, (int) Math.round(image.getHeight() * scale));
    BufferedImage out = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D g = out.createGraphics();
    g.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
    g.drawImage(image, 0, 0, width, height, null);
    g.dispose();
    return encode(out, "jpeg");
  }

  /** The content as a data: address. */
  public String dataUri() {
    return "data:" + mediaType + ";base64," + Base64.getEncoder().encodeToString(bytes);
  }

  private static EmbeddedFile encode(BufferedImage image, String format) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      if (!ImageIO.write(image, format, out)) {
        throw new IllegalStateException("this JDK writes no " + format);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new EmbeddedFile("image/" + format, out.toByteArray());
  }
}
