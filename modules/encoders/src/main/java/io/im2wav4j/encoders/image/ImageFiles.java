package io.im2wav4j.encoders.image;

import io.im2wav4j.core.error.UserError;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;

/** Picture files: JPEG, PNG, GIF, BMP. */
public final class ImageFiles {
  private ImageFiles() {}

  /** Reads one picture; a missing, broken or foreign file gives a {@link UserError}. */
  public static BufferedImage read(Path file) {
    if (!Files.isRegularFile(file)) {
      throw new UserError(
          file.toString(), "no such file", "a picture (JPEG, PNG, GIF or BMP)", "Check the path");
    }
    try {
      BufferedImage image = ImageIO.read(file.toFile());
      if (image != null) {
        return image;
      }
    } catch (IOException | IllegalArgumentException | IndexOutOfBoundsException e) {
      throw unreadable(file, "cannot be decoded (" + e.getMessage() + ")", e);
    }
    throw unreadable(file, "is in no known picture format", null);
  }

  private static UserError unreadable(Path file, String given, Exception cause) {
    return new UserError(
        file.toString(),
        given,
        "a picture (JPEG in RGB or grey, PNG, GIF or BMP)",
        "Open it in a picture program and save it as PNG",
        cause);
  }
}
