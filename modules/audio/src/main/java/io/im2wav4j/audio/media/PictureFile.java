package io.im2wav4j.audio.media;

import io.im2wav4j.core.error.UserError;
import java.awt.image.BufferedImage;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Locale;
import java.util.Set;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;

/** Still pictures: grey, palette, alpha and RGB as they are; other kinds as RGB. */
public final class PictureFile {
  private static final Set<String> EXTENSIONS =
      Set.of("jpg", "jpeg", "png", "gif", "bmp", "webp", "tif", "tiff");

  private PictureFile() {}

  /** Whether a name is that of a picture. */
  public static boolean isPicture(Path file) {
    String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
    int dot = name.lastIndexOf('.');
    return dot > 0 && EXTENSIONS.contains(name.substring(dot + 1));
  }

  /**
   * Reads a picture with ImageIO, or with FFmpeg where ImageIO has no reader for it (WebP, CMYK).
   *
   * @throws UserError where the file is missing, is no picture, or was cut short
   */
  public static BufferedImage read(Path file) {
    if (!Files.isRegularFile(file)) {
      throw new UserError(file.toString(), "no such file", "a picture", "Check the path");
    }
    boolean[] cut = new boolean[1];
    BufferedImage image = null;
    try {
      image = withImageIo(file, cut);
    } catch (IOException | RuntimeException e) {
      // FFmpeg may still read it; but of a file without an end it would give the part there is.
      cut[0] |= causedByEnd(e);
    }
    if (cut[0]) {
      throw new UserError(
          file.toString(),
          "ends before its last row",
          "a whole picture",
          "The file was cut short: fetch or copy it again, or leave it out");
    }
    return image != null ? image : withFfmpeg(file);
  }

  private static BufferedImage withImageIo(Path file, boolean[] cut) throws IOException {
    try (ImageInputStream in = ImageIO.createImageInputStream(file.toFile())) {
      Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
      if (!readers.hasNext()) {
        return null;
      }
      ImageReader reader = readers.next();
      try {
        // The JPEG reader fills a missing end with grey, and only warns.
        reader.addIIOReadWarningListener(
            (source, warning) -> cut[0] |= warning.toLowerCase(Locale.ROOT).contains("premature"));
        reader.setInput(in, true, true);
        return reader.read(0);
      } finally {
        reader.dispose();
      }
    }
  }

  private static boolean causedByEnd(Throwable e) {
    return e != null && (e instanceof EOFException || causedByEnd(e.getCause()));
  }

  private static BufferedImage withFfmpeg(Path file) {
    try {
      return MediaFile.frames(file, 0, 1, 1).get(0).image();
    } catch (UserError e) {
      throw new UserError(
          file.toString(),
          "cannot be read as a picture",
          "a JPEG, PNG or other common picture",
          "Check that the file is whole and really of the type that its name says",
          e);
    }
  }
}
