package io.im2wav4j.audio.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.im2wav4j.core.error.UserError;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PictureFileTest {
  @TempDir Path folder;

  private Path write(String name, int type) throws IOException {
    BufferedImage image = new BufferedImage(40, 30, type);
    var g = image.createGraphics();
    g.setColor(Color.WHITE);
    g.fillRect(20, 0, 20, 30);
    g.dispose();
    Path file = folder.resolve(name);
    ImageIO.write(image, name.substring(name.lastIndexOf('.') + 1), file.toFile());
    return file;
  }

  @Test
  void greyPaletteAlphaAndColourAreRead() throws IOException {
    for (int type :
        new int[] {
          BufferedImage.TYPE_BYTE_GRAY,
          BufferedImage.TYPE_USHORT_GRAY,
          BufferedImage.TYPE_BYTE_INDEXED,
          BufferedImage.TYPE_BYTE_BINARY,
          BufferedImage.TYPE_INT_ARGB,
          BufferedImage.TYPE_3BYTE_BGR
        }) {
      BufferedImage image = PictureFile.read(write("type" + type + ".png", type));
      assertThat(image.getWidth()).isEqualTo(40);
      assertThat(image.getRGB(30, 10)).isEqualTo(0xFFFFFFFF);
      assertThat(image.getRGB(10, 10) & 0xFFFFFF).isZero();
    }
  }

  @Test
  void theContentCountsNotTheName() throws IOException {
    Path png = write("a.png", BufferedImage.TYPE_INT_RGB);
    Path misnamed = Files.copy(png, folder.resolve("a.jpg"));
    assertThat(PictureFile.read(misnamed).getWidth()).isEqualTo(40);
  }

  @Test
  void aTextFileAndACutPictureAreRefusedByName() throws IOException {
    Path text = Files.writeString(folder.resolve("notes.jpg"), "not a picture");
    assertThatThrownBy(() -> PictureFile.read(text))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("notes.jpg: cannot be read as a picture");
    for (String name : new String[] {"b.jpg", "b.png"}) {
      Path whole = write(name, BufferedImage.TYPE_3BYTE_BGR);
      byte[] bytes = Files.readAllBytes(whole);
      Path cut = Files.write(folder.resolve("cut-" + name), Arrays.copyOf(bytes, bytes.length / 2));
      assertThatThrownBy(() -> PictureFile.read(cut))
          .as(name)
          .isInstanceOf(UserError.class)
          .hasMessageContaining("cut-" + name);
    }
    assertThatThrownBy(() -> PictureFile.read(folder.resolve("gone.png")))
        .hasMessageContaining("no such file");
  }

  @Test
  void picturesAreKnownByTheirNames() {
    assertThat(PictureFile.isPicture(Path.of("A.JPEG"))).isTrue();
    assertThat(PictureFile.isPicture(Path.of("a.wav"))).isFalse();
    assertThat(PictureFile.isPicture(Path.of("jpg"))).isFalse();
  }
}
