package io.im2wav4j.audio.media;

import io.im2wav4j.core.error.UserError;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import javax.imageio.ImageIO;

/** Still pictures. */
public final class PictureFile {
  private static final Set<String> EXTENSIONS =
      Set.of("jpg", "jpeg", "png", "gif", "bmp", "webp", "tif", "tiff");

  private PictureFile() {}

  /** Whether a name is that of a picture. */
  public static boolean isPicture(Path file) {
    String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
    return EXTENSIONS.contains(name.substring(name.lastIndexOf('.') + 1));
  }

  /**
   * Reads a picture with ImageIO, or with FFmpeg where ImageIO has no reader for it (WebP, CMYK).
   */
  public static BufferedImage read(Path file) {
    if (!Files.isRegularFile(file)) {
      throw new UserError(file.toString(), "no such file", "a picture", "Check the path");
    }
    try {
      BufferedImage image = ImageIO.read(file.toFile());
      if (image != null) {
        return image;
      }
    } catch (IOException | RuntimeException e) {
      // FFmpeg may still read it; if not, its error names the file.
    }
    return MediaFile.frames(file, 0, 1, 1).get(0).image();
  }
}
