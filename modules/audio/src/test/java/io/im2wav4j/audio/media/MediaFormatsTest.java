package io.im2wav4j.audio.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.im2wav4j.audio.AudioClip;
import io.im2wav4j.audio.WavFile;
import io.im2wav4j.core.error.UserError;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A file is read by itself: no list of others, whatever it or its name says. */
class MediaFormatsTest {
  private static final AudioClip TONE = TestMedia.tone(16_000, 16_000, 1);

  @TempDir Path folder;

  @BeforeEach
  void anotherFile() {
    WavFile.write(folder.resolve("other.wav"), TONE, WavFile.Encoding.PCM_16);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ffconcat version 1.0\nfile list.mp4\n",
        "ffconcat version 1.0\nfile other.wav\n",
        "#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\nother.wav\n#EXT-X-ENDLIST\n",
        "<?xml version=\"1.0\"?>\n<MPD xmlns=\"urn:mpeg:dash:schema:mpd:2011\" type=\"static\">"
            + "<Period><AdaptationSet><Representation><BaseURL>other.wav</BaseURL>"
            + "</Representation></AdaptationSet></Period></MPD>",
        "# VobSub index file, v7\nid: en, index: 0\ntimestamp: 00:00:01:000, filepos: 000000000\n"
      })
  void aListOfOtherFiles_isRefusedByName(String text) throws IOException {
    Path file = Files.writeString(folder.resolve("list.mp4"), text);
    assertThatThrownBy(() -> MediaFile.audio(file))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("list.mp4: cannot be decoded");
  }

  @ParameterizedTest
  @ValueSource(strings = {"x%03d.png", "a*b.png", "x[1].png"})
  void aNameThatLooksLikeAPattern_isAName(String name) throws IOException {
    BufferedImage image = new BufferedImage(30, 20, BufferedImage.TYPE_INT_RGB);
    ImageIO.write(image, "png", folder.resolve(name).toFile());
    ImageIO.write(
        new BufferedImage(10, 10, BufferedImage.TYPE_INT_RGB),
        "png",
        folder.resolve("x001.png").toFile());
    assertThat(MediaFile.frames(folder.resolve(name), 0, 1, 1).get(0).image().getWidth())
        .isEqualTo(30);
  }

  @ParameterizedTest
  @ValueSource(strings = {"concat:other.wav", "concat:other.wav|other.wav", "50%.wav", "data:x"})
  void aNameThatLooksLikeAnAddress_isAName(String name) throws IOException {
    Path file = folder.resolve(name);
    AudioClip half = TONE.slice(0, 8000);
    WavFile.write(file, half, WavFile.Encoding.FLOAT_32);
    assertThat(MediaFile.audio(file)).isEqualTo(half);
    Files.writeString(file, "no sound");
    assertThatThrownBy(() -> MediaFile.audio(file)).hasMessageContaining("cannot be decoded");
  }
}
