package io.im2wav4j.audio.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.im2wav4j.audio.AudioClip;
import io.im2wav4j.core.error.UserError;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.bytedeco.ffmpeg.global.avcodec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A WAV file's header is a hint: the samples are those that are there. */
class WavHeaderTest {
  private static final int RATE = 16_000;
  private static final float[] SAMPLES = TestMedia.tone(RATE, RATE, 1).channels()[0];

  @TempDir Path folder;

  private static ByteBuffer buffer(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static byte[] chunk(String id, long size, byte[] content) {
    return buffer(8 + content.length)
        .put(id.getBytes(StandardCharsets.ISO_8859_1))
        .putInt((int) size)
        .put(content)
        .array();
  }

  private static byte[] format(int tag, int bits) {
    return buffer(16)
        .putShort((short) tag)
        .putShort((short) 1)
        .putInt(RATE)
        .putInt(RATE * bits / 8)
        .putShort((short) (bits / 8))
        .putShort((short) bits)
        .array();
  }

  private static byte[] pcm16() {
    ByteBuffer data = buffer(2 * SAMPLES.length);
    for (float sample : SAMPLES) {
      data.putShort((short) Math.round(32768 * sample));
    }
    return data.array();
  }

  private Path write(String kind, byte[]... chunks) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(chunk(kind, 0xFFFFFFFFL, "WAVE".getBytes(StandardCharsets.ISO_8859_1)));
    for (byte[] chunk : chunks) {
      out.write(chunk);
    }
    return Files.write(folder.resolve("sound.wav"), out.toByteArray());
  }

  private static void isTheTone(Path file) {
    AudioClip clip = MediaFile.audio(file);
    assertThat(clip.length()).isEqualTo(SAMPLES.length);
    for (int i = 0; i < SAMPLES.length; i++) {
      assertThat(clip.channels()[0][i]).isCloseTo(SAMPLES[i], within(1f / 65_536));
    }
    assertThat(MediaFile.check(file).seconds()).isCloseTo(1, within(0.002));
  }

  @ParameterizedTest
  @ValueSource(
      longs = {
        0,
        0x7FFFF000L,
        0x7FFFFFFFL,
        0x80000000L,
        0xFFFFFFFFL,
        0xFFFFFFDBL,
        32_000,
        32_016,
        33_000
      })
  void sizesThatAProgramCouldNotKnowOrMiscounted_areNoMatter(long size) throws IOException {
    isTheTone(write("RIFF", chunk("fmt ", 16, format(1, 16)), chunk("data", size, pcm16())));
  }

  @Test
  void aSizeFarBeyondTheEnd_isACutFile() throws IOException {
    Path file = write("RIFF", chunk("fmt ", 16, format(1, 16)), chunk("data", 64_000, pcm16()));
    assertThatThrownBy(() -> MediaFile.audio(file))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("sound.wav: cut short");
  }

  @ParameterizedTest
  @CsvSource({"RF64, 32000", "BW64, 32000", "RF64, 0"})
  void sizesOf64Bits_areReadAndAreHintsToo(String kind, long size) throws IOException {
    byte[] sizes = buffer(28).putLong(32_072).putLong(size).putLong(16_000).putInt(0).array();
    isTheTone(
        write(
            kind,
            chunk("ds64", 28, sizes),
            chunk("fmt ", 16, format(1, 16)),
            chunk("data", 0xFFFFFFFFL, pcm16())));
    Path cut =
        write(
            kind,
            chunk("ds64", 28, buffer(28).putLong(64_072).putLong(64_000).array()),
            chunk("fmt ", 16, format(1, 16)),
            chunk("data", 0xFFFFFFFFL, pcm16()));
    assertThatThrownBy(() -> MediaFile.audio(cut)).hasMessageContaining("cut short");
  }

  @Test
  void otherChunksBeforeAndAfter_areNoSound() throws IOException {
    byte[] list = "INFOISFT\6\0\0\0sox 14".getBytes(StandardCharsets.ISO_8859_1);
    isTheTone(
        write(
            "RIFF",
            chunk("JUNK", 27, new byte[28]),
            chunk("fmt ", 16, format(1, 16)),
            chunk("LIST", list.length, list),
            chunk("fact", 4, buffer(4).putInt(7).array()),
            chunk("data", 32_000, pcm16()),
            chunk("LIST", list.length, list),
            chunk("id3 ", 64, new byte[64])));
  }

  @ParameterizedTest
  @ValueSource(ints = {8, 16, 24, 32, 64, -32, -64})
  void samplesOfAnyWidth_haveTheirFullScale(int bits) throws IOException {
    int width = Math.abs(bits) / 8;
    ByteBuffer data = buffer(width * 4);
    double[] values = {0, 0.5, -0.25, -1};
    for (double value : values) {
      switch (bits) {
        case 8 -> data.put((byte) (128 + 128 * value));
        case 16 -> data.putShort((short) (32768 * value));
        case 24 ->
            data.put(Arrays.copyOfRange(buffer(4).putInt((int) (0x1p31 * value)).array(), 1, 4));
        case 32 -> data.putInt((int) (0x1p31 * value));
        case 64 -> data.putLong((long) (0x1p63 * value));
        case -32 -> data.putFloat((float) value);
        default -> data.putDouble(value);
      }
    }
    byte[] format = format(bits < 0 ? 3 : 1, Math.abs(bits));
    Path file = write("RIFF", chunk("fmt ", 16, format), chunk("data", 4L * width, data.array()));
    assertThat(MediaFile.audio(file).channels()[0]).containsExactly(0, 0.5f, -0.25f, -1);
  }

  @Test
  void aLawIsReadToo() throws Exception {
    Path file =
        TestMedia.sound(
            folder.resolve("alaw.wav"),
            avcodec.AV_CODEC_ID_PCM_ALAW,
            TestMedia.tone(RATE, RATE, 1));
    AudioClip clip = MediaFile.audio(file);
    assertThat(clip.length()).isEqualTo(SAMPLES.length);
    assertThat(clip.channels()[0][1000]).isCloseTo(SAMPLES[1000], within(0.02f));
  }

  @Test
  void aSampleThatIsNotANumber_isRefusedByNameAndPlace() throws IOException {
    ByteBuffer data = buffer(4 * RATE);
    data.putFloat(4 * 8000, Float.NaN);
    Path file =
        write("RIFF", chunk("fmt ", 16, format(3, 32)), chunk("data", 4 * RATE, data.array()));
    assertThatThrownBy(() -> MediaFile.audio(file))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("sound.wav: a sample that is not a number, at 0.500 s");
    assertThatThrownBy(() -> MediaFile.check(file)).hasMessageContaining("not a number");
    assertThat(MediaFile.audio(file, 0, 0.4).length()).isEqualTo(6400);
    MediaFile.examine(file).require(0.4);
    assertThat(MediaFile.examine(file).levels().notANumber()).isEqualTo(0.5);
  }

  @Test
  void levelsAreMeasured() throws IOException {
    ByteBuffer data = buffer(4 * RATE);
    while (data.hasRemaining()) {
      data.putFloat(16_384).putFloat(-16_384);
    }
    Path file =
        write("RIFF", chunk("fmt ", 16, format(3, 32)), chunk("data", 4 * RATE, data.array()));
    SoundLevels levels = MediaFile.examine(file).levels();
    assertThat(levels.peak()).isEqualTo(16_384);
    assertThat(levels.rms()).isCloseTo(16_384, within(1e-6));
    assertThat(levels.isLoud()).isTrue();
    assertThat(MediaFile.audio(file).channels()[0][0]).isEqualTo(16_384);
  }
}
