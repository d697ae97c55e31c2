package io.im2wav4j.audio.media;

import java.awt.image.BufferedImage;
import java.io.DataOutputStream;
import java.io.IOException;

/** A picture to be used here, or to be sent to who asked for it. */
interface DecodedPicture {
  /** RGB, with opacity where the picture has it. */
  BufferedImage image() throws IOException;

  /** Writes it for {@link PictureTransfer#read}. */
  void write(DataOutputStream out) throws IOException;

  /** A picture in Java's memory. */
  static DecodedPicture of(BufferedImage image) {
    return new DecodedPicture() {
      @Override
      public BufferedImage image() {
        return image;
      }

      @Override
      public void write(DataOutputStream out) throws IOException {
        PictureTransfer.write(out, image);
      }
    };
  }
}
