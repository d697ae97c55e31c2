package io.im2wav4j.audio.media;

import io.im2wav4j.core.error.UserError;
import java.awt.Graphics2D;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.stream.ImageInputStream;
import org.w3c.dom.Element;

/**
 * Still pictures as a person is shown them: turned and mirrored as the file says, of an animation
 * the first frame. Grey, palette, alpha and RGB stay as they are; other kinds become RGB.
 */
public final class PictureFile {
  private static final Set<String> EXTENSIONS =
      Set.of(
          "jpg", "jpeg", "jpe", "jfif", "pjpeg", "pjp", "png", "apng", "gif", "bmp", "dib", "webp",
          "tif", "tiff", "avif", "heic", "heif");

  private PictureFile() {}

  /** Whether a name is that of a picture. Of which kind it is, only the content tells. */
  public static boolean isPicture(Path file) {
    String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
    int dot = name.lastIndexOf('.');
    return dot > 0 && EXTENSIONS.contains(name.substring(dot + 1));
  }

  /**
   * Reads a picture with ImageIO, or with FFmpeg where ImageIO has no reader for it (WebP, AVIF).
   *
   * @throws UserError where the file is missing, is no picture, was cut short, or takes more than
   *     {@link MediaLimits} allow
   */
  public static BufferedImage read(Path file) {
    return MediaFile.reader().picture(file);
  }

  /** The same in this process. */
  static BufferedImage decode(Path file) {
    if (!Files.isRegularFile(file)) {
      throw new UserError(file.toString(), "no such file", "a picture", "Check the path");
    }
    MediaLimits limits = MediaLimits.current();
    boolean[] cut = new boolean[1];
    BufferedImage image = null;
    PictureStructure structure = null;
    try {
      limits.checkPictureBytes(file, Files.size(file));
      byte[] content = Files.readAllBytes(file);
      structure = PictureStructure.of(file, content);
      cut[0] = !structure.whole();
      if (structure.whole()) {
        image =
            structure.kind() == PictureStructure.Kind.WEBP
                ? WebpPicture.read(file, content)
                : withImageIo(file, structure, cut);
      }
    } catch (LimitExceeded e) {
      throw e;
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
    return image != null ? structure.orientation().apply(image) : withFfmpeg(file);
  }

  private static BufferedImage withImageIo(Path file, PictureStructure structure, boolean[] cut)
      throws IOException {
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
        boolean gif = structure.kind() == PictureStructure.Kind.GIF;
        reader.setInput(in, true, !gif);
        checkSize(file, reader);
        if (gif) {
          return firstFrame(file, reader);
        }
        BufferedImage image = reader.read(0);
        ColorSpace colours = image.getColorModel().getColorSpace();
        return colours.getType() == ColorSpace.TYPE_CMYK ? fromCmyk(image) : image;
      } finally {
        reader.dispose();
      }
    }
  }

  /** By the header, before its pixels are read; a tile of a TIFF may be larger than the whole. */
  private static void checkSize(Path file, ImageReader reader) throws IOException {
    MediaLimits limits = MediaLimits.current();
    limits.checkPicture(file, reader.getWidth(0), reader.getHeight(0));
    limits.checkPicture(file, reader.getTileWidth(0), reader.getTileHeight(0));
  }

  private static BufferedImage firstFrame(Path file, ImageReader reader) throws IOException {
    Element size = element(reader.getStreamMetadata(), "LogicalScreenDescriptor");
    Element place = element(reader.getImageMetadata(0), "ImageDescriptor");
    int width = Integer.parseInt(size.getAttribute("logicalScreenWidth"));
    int height = Integer.parseInt(size.getAttribute("logicalScreenHeight"));
    MediaLimits.current().checkPicture(file, width, height);
    return onCanvas(
        reader.read(0),
        width,
        height,
        Integer.parseInt(place.getAttribute("imageLeftPosition")),
        Integer.parseInt(place.getAttribute("imageTopPosition")));
  }

  private static Element element(IIOMetadata data, String name) {
    IIOMetadataNode tree = (IIOMetadataNode) data.getAsTree(data.getNativeMetadataFormatName());
    return (Element) tree.getElementsByTagName(name).item(0);
  }

  /** An animation's frame at its place; where it does not reach, nothing is. */
  static BufferedImage onCanvas(BufferedImage frame, int width, int height, int x, int y) {
    int right = Math.max(width, x + frame.getWidth());
    int bottom = Math.max(height, y + frame.getHeight());
    if (frame.getWidth() == right && frame.getHeight() == bottom) {
      return frame;
    }
    if ((long) right * bottom > MediaLimits.current().picturePixels()) {
      throw new IllegalArgumentException("a canvas of " + right + " x " + bottom + " pixels");
    }
    BufferedImage canvas = new BufferedImage(right, bottom, BufferedImage.TYPE_INT_ARGB);
    Graphics2D g = canvas.createGraphics();
    g.drawImage(frame, x, y, null);
    g.dispose();
    return canvas;
  }

  /**
   * Each colour is (1 - its ink) (1 - black), as Pillow has it; Java's own conversion takes that
   * for linear light and gives 187 where half is black.
   */
  private static BufferedImage fromCmyk(BufferedImage image) {
    Raster inks = image.getRaster();
    double full = (1L << image.getColorModel().getComponentSize(0)) - 1;
    BufferedImage out =
        new BufferedImage(inks.getWidth(), inks.getHeight(), BufferedImage.TYPE_INT_RGB);
    int[] pixel = new int[inks.getNumBands()];
    for (int y = 0; y < inks.getHeight(); y++) {
      for (int x = 0; x < inks.getWidth(); x++) {
        inks.getPixel(inks.getMinX() + x, inks.getMinY() + y, pixel);
        int rgb = 0;
        for (int c = 0; c < 3; c++) {
          double light = (full - pixel[c]) / full * ((full - pixel[3]) / full);
          rgb = rgb << 8 | (int) Math.round(255 * light);
        }
        out.setRGB(x, y, rgb);
      }
    }
    return out;
  }

  private static boolean causedByEnd(Throwable e) {
    return e != null && (e instanceof EOFException || causedByEnd(e.getCause()));
  }

  private static BufferedImage withFfmpeg(Path file) {
    try {
      List<VideoFrame> first = new ArrayList<>(1);
      new LocalMediaReader().frames(file, 0, 1, 1, first::add);
      return first.get(0).image();
    } catch (UserError e) {
      if (e instanceof LimitExceeded || e.getMessage().contains("cut short")) {
        throw e;
      }
      throw new UserError(
          file.toString(),
          "cannot be read as a picture",
          "a JPEG, PNG or other common picture",
          "Check that the file is whole and really of the type that its name says",
          e);
    }
  }
}
