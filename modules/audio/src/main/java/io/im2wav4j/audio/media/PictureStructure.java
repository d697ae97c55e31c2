package io.im2wav4j.audio.media;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * What a picture's file says of itself beside its pixels, by its content and not its name: JPEG
 * (ITU-T T.81, annex B), PNG, GIF89a, WebP (RIFF), TIFF 6.0, BMP, and the boxes of AVIF and HEIF.
 *
 * @param kind of picture; OTHER where it is none of these
 * @param whole whether all that the structure announces is there; true for another kind
 * @param orientation by EXIF, or TIFF's own tag. AVIF and HEIF turn by properties of their own
 */
record PictureStructure(Kind kind, boolean whole, Orientation orientation) {
  private static final String EXIF = "Exif\0\0";

  /** Kinds of pictures. */
  enum Kind {
    JPEG,
    PNG,
    GIF,
    WEBP,
    TIFF,
    BMP,
    BOXES,
    OTHER
  }

  /**
   * The structure of a picture's content.
   *
   * @throws LimitExceeded that names the file
   */
  static PictureStructure of(Path file, byte[] content) {
    Kind kind = kind(content);
    ByteBuffer in = ByteBuffer.wrap(content);
    try {
      ByteBuffer exif =
          switch (kind) {
            case JPEG -> jpeg(file, in);
            case PNG -> png(in);
            case GIF -> gif(in.order(ByteOrder.LITTLE_ENDIAN));
            case WEBP -> webp(in.order(ByteOrder.LITTLE_ENDIAN));
            case TIFF -> tiff(in);
            case BMP -> bmp(in.order(ByteOrder.LITTLE_ENDIAN));
            case BOXES -> boxes(in);
            case OTHER -> null;
          };
      return new PictureStructure(kind, true, orientation(exif));
    } catch (BufferUnderflowException | IndexOutOfBoundsException e) {
      return new PictureStructure(kind, false, Orientation.STORED);
    }
  }

  private static Kind kind(byte[] file) {
    String start = new String(file, 0, Math.min(12, file.length), StandardCharsets.ISO_8859_1);
    if (start.startsWith("\u00FF\u00D8\u00FF")) {
      return Kind.JPEG;
    } else if (start.startsWith("\u0089PNG\r\n\u001A\n")) {
      return Kind.PNG;
    } else if (start.startsWith("GIF8")) {
      return Kind.GIF;
    } else if (start.startsWith("RIFF") && start.endsWith("WEBP")) {
      return Kind.WEBP;
    } else if (start.startsWith("II*\0") || start.startsWith("MM\0*")) {
      return Kind.TIFF;
    } else if (start.startsWith("BM")) {
      return Kind.BMP;
    }
    return start.startsWith("ftyp", 4) ? Kind.BOXES : Kind.OTHER;
  }

  /** Segments up to the end of the image; coded data have no marker but restarts. */
  private static ByteBuffer jpeg(Path file, ByteBuffer in) {
    MediaLimits limits = MediaLimits.current();
    ByteBuffer exif = null;
    int scans = 0;
    in.position(2);
    while (true) {
      while (in.get() != (byte) 0xFF) {
        // Coded data.
      }
      int marker = in.get() & 0xFF;
      if (marker == 0xFF) {
        in.position(in.position() - 1); // fill bytes
      } else if (marker == 0xD9) {
        return exif;
      } else if (marker > 1 && (marker < 0xD0 || marker > 0xD8)) {
        ByteBuffer segment = take(in, (in.getShort() & 0xFFFF) - 2);
        if (marker == 0xDA) {
          limits.checkScans(file, ++scans);
        }
        if (marker == 0xE1 && exif == null && startsWith(segment, EXIF)) {
          exif = segment;
        }
      }
    }
  }

  private static ByteBuffer png(ByteBuffer in) {
    ByteBuffer exif = null;
    in.position(8);
    while (true) {
      long length = in.getInt() & 0xFFFFFFFFL;
      String type = text(in);
      ByteBuffer data = take(in, length);
      take(in, 4); // CRC
      if (type.equals("eXIf")) {
        exif = data;
      } else if (type.equals("IEND")) {
        return exif;
      }
    }
  }

  private static ByteBuffer gif(ByteBuffer in) {
    in.position(10);
    int flags = in.get();
    take(in, 2);
    takeColours(in, flags);
    while (true) {
      switch (in.get()) {
        case 0x21 -> { // an extension
          take(in, 1);
          takeBlocks(in);
        }
        case 0x2C -> { // an image
          take(in, 8);
          takeColours(in, in.get());
          take(in, 1);
          takeBlocks(in);
        }
        case 0x3B -> {
          return null;
        }
        default -> {
          // Some writers pad with zeros.
        }
      }
    }
  }

  private static void takeColours(ByteBuffer in, int flags) {
    if ((flags & 0x80) != 0) {
      take(in, 3 << (flags & 7) + 1);
    }
  }

  private static void takeBlocks(ByteBuffer in) {
    for (int n = in.get() & 0xFF; n > 0; n = in.get() & 0xFF) {
      take(in, n);
    }
  }

  private static ByteBuffer webp(ByteBuffer in) {
    in.position(4);
    ByteBuffer chunks = take(in, in.getInt() & 0xFFFFFFFFL);
    chunks.position(4);
    return WebpPicture.chunk(chunks, "EXIF");
  }

  /** The strips or tiles of the first picture. */
  private static ByteBuffer tiff(ByteBuffer in) {
    TiffTags tags = TiffTags.read(in);
    long end = tags.end();
    for (int[] pair : new int[][] {{273, 279}, {324, 325}}) {
      long[] offsets = tags.values(pair[0]);
      long[] lengths = tags.values(pair[1]);
      for (int i = 0; i < Math.min(offsets.length, lengths.length); i++) {
        end = Math.max(end, offsets[i] + lengths[i]);
      }
    }
    take(in, end);
    return in.rewind();
  }

  /** Rows that are packed say how long they are; of others the decoder knows. */
  private static ByteBuffer bmp(ByteBuffer in) {
    int compression = in.getInt(14) < 40 ? 0 : in.getInt(30);
    if (compression != 0) {
      take(in, (in.getInt(10) & 0xFFFFFFFFL) + (in.getInt(34) & 0xFFFFFFFFL));
    }
    return null;
  }

  private static ByteBuffer boxes(ByteBuffer in) {
    while (in.remaining() > 0) {
      int start = in.position();
      long length = in.getInt() & 0xFFFFFFFFL;
      in.getInt();
      if (length == 1) {
        length = in.getLong();
      }
      if (length == 0) {
        return null; // to the end of the file
      }
      take(in, Math.max(0, length - (in.position() - start)));
    }
    return null;
  }

  private static Orientation orientation(ByteBuffer exif) {
    if (exif == null) {
      return Orientation.STORED;
    }
    if (startsWith(exif, EXIF)) {
      exif.position(exif.position() + EXIF.length());
    }
    try {
      long[] values = TiffTags.read(exif.slice()).values(274);
      return values.length == 1 ? Orientation.ofExif((int) values[0]) : Orientation.STORED;
    } catch (IndexOutOfBoundsException e) {
      return Orientation.STORED; // what is no EXIF says nothing
    }
  }

  static String text(ByteBuffer in) {
    byte[] four = new byte[4];
    in.get(four);
    return new String(four, StandardCharsets.ISO_8859_1);
  }

  private static boolean startsWith(ByteBuffer in, String text) {
    byte[] start = new byte[Math.min(text.length(), in.remaining())];
    in.duplicate().get(start);
    return text.equals(new String(start, StandardCharsets.ISO_8859_1));
  }

  /** The next bytes, which must be there. */
  static ByteBuffer take(ByteBuffer in, long length) {
    if (length < 0 || length > in.remaining()) {
      throw new BufferUnderflowException();
    }
    ByteBuffer part = in.slice(in.position(), (int) length).order(in.order());
    in.position(in.position() + (int) length);
    return part;
  }
}
