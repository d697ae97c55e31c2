package io.im2wav4j.audio.media;

import io.im2wav4j.worker.WorkerData;
import java.awt.Point;
import java.awt.Transparency;
import java.awt.color.ColorSpace;
import java.awt.color.ICC_ColorSpace;
import java.awt.color.ICC_Profile;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.DirectColorModel;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.awt.image.SampleModel;
import java.awt.image.WritableRaster;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;

/**
 * A picture from process to process as it is: the same pixels, the same kind. Colours that Java
 * describes by a class and not by a profile come as RGB.
 */
final class PictureTransfer {
  private static final int[] KNOWN_SPACES = {
    ColorSpace.CS_sRGB,
    ColorSpace.CS_GRAY,
    ColorSpace.CS_LINEAR_RGB,
    ColorSpace.CS_CIEXYZ,
    ColorSpace.CS_PYCC
  };
  private static final int PROFILE = -1;

  private PictureTransfer() {}

  static void write(DataOutputStream out, BufferedImage picture) throws IOException {
    BufferedImage image = plain(picture);
    out.writeInt(image.getWidth());
    out.writeInt(image.getHeight());
    boolean standard = isStandard(image);
    out.writeInt(standard ? image.getType() : BufferedImage.TYPE_CUSTOM);
    if (!standard) {
      out.writeBoolean(image.isAlphaPremultiplied());
      writeColours(out, image.getColorModel());
      SampleLayout.write(out, image.getSampleModel());
    }
    RasterData.write(out, image.getRaster().getDataBuffer());
  }

  static BufferedImage read(DataInputStream in) throws IOException {
    int width = in.readInt();
    int height = in.readInt();
    int type = in.readInt();
    if (type == PackedPicture.TYPE) {
      return PackedPicture.read(in, width, height);
    }
    if (type != BufferedImage.TYPE_CUSTOM) {
      BufferedImage image = new BufferedImage(width, height, type);
      RasterData.read(in, image.getRaster().getDataBuffer());
      return image;
    }
    boolean premultiplied = in.readBoolean();
    ColorModel colours = readColours(in);
    SampleModel samples = SampleLayout.read(in, width, height);
    WritableRaster raster = Raster.createWritableRaster(samples, new Point());
    RasterData.read(in, raster.getDataBuffer());
    return new BufferedImage(colours, raster, premultiplied, null);
  }

  /** Whether its type and size say all of it. */
  private static boolean isStandard(BufferedImage image) {
    int type = image.getType();
    if (type == BufferedImage.TYPE_CUSTOM
        || type == BufferedImage.TYPE_BYTE_BINARY
        || type == BufferedImage.TYPE_BYTE_INDEXED) {
      return false;
    }
    BufferedImage small = new BufferedImage(1, 1, type);
    SampleModel samples =
        small.getSampleModel().createCompatibleSampleModel(image.getWidth(), image.getHeight());
    return small.getColorModel().equals(image.getColorModel())
        && samples.equals(image.getSampleModel());
  }

  /** The picture with pixels that begin where its buffer begins, and colours that can be told. */
  private static BufferedImage plain(BufferedImage image) {
    WritableRaster raster = image.getRaster();
    SampleModel samples = raster.getSampleModel();
    if (!canBeTold(image.getColorModel()) || !SampleLayout.canBeTold(samples)) {
      return rgb(image);
    }
    DataBuffer data = raster.getDataBuffer();
    boolean whole = raster.getParent() == null && raster.getMinX() == 0 && raster.getMinY() == 0;
    for (int offset : data.getOffsets()) {
      whole &= offset == 0;
    }
    DataBuffer needed = samples.createDataBuffer();
    if (whole && needed.getSize() == data.getSize() && needed.getNumBanks() == data.getNumBanks()) {
      return image;
    }
    WritableRaster copy =
        raster.createCompatibleWritableRaster(image.getWidth(), image.getHeight());
    copy.setDataElements(0, 0, raster.createTranslatedChild(0, 0));
    return new BufferedImage(image.getColorModel(), copy, image.isAlphaPremultiplied(), null);
  }

  private static BufferedImage rgb(BufferedImage image) {
    boolean alpha = image.getColorModel().hasAlpha();
    int width = image.getWidth();
    BufferedImage out =
        new BufferedImage(
            width,
            image.getHeight(),
            alpha ? BufferedImage.TYPE_INT_ARGB : BufferedImage.TYPE_INT_RGB);
    int[] row = new int[width];
    for (int y = 0; y < image.getHeight(); y++) {
      out.setRGB(0, y, width, 1, image.getRGB(0, y, width, 1, row, 0, width), 0, width);
    }
    return out;
  }

  private static boolean canBeTold(ColorModel colours) {
    Class<?> kind = colours.getClass();
    return kind == IndexColorModel.class
        || (kind == ComponentColorModel.class || kind == DirectColorModel.class)
            && colours.getColorSpace() instanceof ICC_ColorSpace;
  }

  private static void writeColours(DataOutputStream out, ColorModel colours) throws IOException {
    out.writeInt(colours.getTransferType());
    if (colours instanceof IndexColorModel palette) {
      out.writeByte('i');
      int[] entries = new int[palette.getMapSize()];
      palette.getRGBs(entries);
      out.writeInt(palette.getPixelSize());
      out.writeBoolean(palette.hasAlpha());
      out.writeInt(palette.getTransparentPixel());
      out.writeInt(entries.length);
      WorkerData.write(out, entries);
      return;
    }
    boolean direct = colours instanceof DirectColorModel;
    out.writeByte(direct ? 'd' : 'c');
    writeSpace(out, (ICC_ColorSpace) colours.getColorSpace());
    out.writeBoolean(colours.isAlphaPremultiplied());
    if (colours instanceof DirectColorModel packed) {
      out.writeInt(packed.getPixelSize());
      for (int mask : masks(packed)) {
        out.writeInt(mask);
      }
    } else {
      int[] bits = colours.getComponentSize();
      out.writeInt(bits.length);
      WorkerData.write(out, bits);
      out.writeBoolean(colours.hasAlpha());
      out.writeInt(colours.getTransparency());
    }
  }

  private static int[] masks(DirectColorModel packed) {
    return new int[] {
      packed.getRedMask(), packed.getGreenMask(), packed.getBlueMask(), packed.getAlphaMask()
    };
  }

  private static ColorModel readColours(DataInputStream in) throws IOException {
    int transfer = in.readInt();
    byte kind = in.readByte();
    if (kind == 'i') {
      int bits = in.readInt();
      boolean alpha = in.readBoolean();
      int transparent = in.readInt();
      int[] entries = new int[in.readInt()];
      WorkerData.read(in, entries);
      return new IndexColorModel(bits, entries.length, entries, 0, alpha, transparent, transfer);
    }
    ColorSpace space = readSpace(in);
    boolean premultiplied = in.readBoolean();
    int number = in.readInt();
    if (kind == 'd') {
      return new DirectColorModel(
          space,
          number,
          in.readInt(),
          in.readInt(),
          in.readInt(),
          in.readInt(),
          premultiplied,
          transfer);
    }
    int[] bits = new int[number];
    WorkerData.read(in, bits);
    boolean alpha = in.readBoolean();
    int transparency = in.readInt();
    return new ComponentColorModel(
        space, bits, alpha, premultiplied, alpha ? transparency : Transparency.OPAQUE, transfer);
  }

  private static void writeSpace(DataOutputStream out, ICC_ColorSpace space) throws IOException {
    for (int known : KNOWN_SPACES) {
      if (space == ColorSpace.getInstance(known)) {
        out.writeInt(known);
        return;
      }
    }
    byte[] profile = space.getProfile().getData();
    out.writeInt(PROFILE);
    out.writeInt(profile.length);
    out.write(profile);
  }

  private static ColorSpace readSpace(DataInputStream in) throws IOException {
    int known = in.readInt();
    return known == PROFILE
        ? new ICC_ColorSpace(ICC_Profile.getInstance(in.readNBytes(in.readInt())))
        : ColorSpace.getInstance(known);
  }
}
