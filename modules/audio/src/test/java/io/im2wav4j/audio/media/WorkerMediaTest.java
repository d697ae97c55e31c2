package io.im2wav4j.audio.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.im2wav4j.audio.SampleStream;
import io.im2wav4j.core.error.UserError;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import java.awt.image.SampleModel;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.bytedeco.ffmpeg.global.avcodec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files decoded in another process against the same decoded in this one. */
class WorkerMediaTest {
  private static final MediaReader HERE = new LocalMediaReader();
  private static final MediaReader THERE = new RemoteMediaReader();

  @TempDir Path folder;

  @Test
  void soundFramesAndFactsAreTheSameFromAWorker() throws Exception {
    Path video = TestMedia.video(folder.resolve("video.mp4"), 25, 30);
    Path sound =
        TestMedia.sound(
            folder.resolve("sound.m4a"),
            avcodec.AV_CODEC_ID_AAC,
            TestMedia.tone(44_100, 100_000, 2));
    for (Path file : List.of(video, sound, folder.resolve("gone.mp4"), folder)) {
      assertSame(file);
    }
    List<VideoFrame> frames = new ArrayList<>();
    THERE.frames(video, 0, 2, 50, frames::add);
    assertThat(frames.get(0)).as("one frame that comes twice is one").isSameAs(frames.get(1));
  }

  @Test
  void picturesAreOfTheSameKindFromAWorker() throws IOException {
    List<BufferedImage> images = new ArrayList<>();
    for (int type = BufferedImage.TYPE_INT_RGB; type <= BufferedImage.TYPE_BYTE_INDEXED; type++) {
      images.add(new BufferedImage(37, 21, type));
    }
    ColorSpace linear = ColorSpace.getInstance(ColorSpace.CS_LINEAR_RGB);
    ColorSpace grey = ColorSpace.getInstance(ColorSpace.CS_GRAY);
    images.add(custom(linear, false, DataBuffer.TYPE_BYTE));
    images.add(custom(ColorSpace.getInstance(ColorSpace.CS_sRGB), true, DataBuffer.TYPE_USHORT));
    images.add(custom(grey, true, DataBuffer.TYPE_BYTE));
    images.add(custom(grey, false, DataBuffer.TYPE_FLOAT));
    int written = 0;
    for (int i = 0; i < images.size(); i++) {
      paint(images.get(i));
      for (String format : List.of("png", "tif", "bmp", "gif", "jpg")) {
        Path file = folder.resolve(i + "." + format);
        if (ImageIO.write(images.get(i), format, file.toFile())) {
          written++;
          assertSamePicture(HERE.picture(file), THERE.picture(file), file);
        }
      }
    }
    assertThat(written).isGreaterThan(35);
  }

  @Test
  void aPartOfALargerPictureComesAlone() throws IOException {
    BufferedImage whole = new BufferedImage(50, 40, BufferedImage.TYPE_3BYTE_BGR);
    paint(whole);
    BufferedImage part = whole.getSubimage(5, 6, 20, 10);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PictureTransfer.write(new DataOutputStream(bytes), part);
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes.toByteArray()));
    assertThat(PictureTransfer.read(in).getRGB(0, 0, 20, 10, null, 0, 20))
        .isEqualTo(part.getRGB(0, 0, 20, 10, null, 0, 20));
  }

  @Test
  void aStreamMayBeClosedEarly_andTheWorkerIsUsedAgain() throws Exception {
    Path file =
        TestMedia.sound(
            folder.resolve("long.wav"),
            avcodec.AV_CODEC_ID_PCM_S16LE,
            TestMedia.tone(48_000, 3_000_000, 1));
    THERE.probe(file);
    List<Long> before = children();
    for (int i = 0; i < 20; i++) {
      try (SampleStream stream = THERE.stream(file, 0, Double.POSITIVE_INFINITY)) {
        assertThat(stream.read(new float[100], 0, 100)).isEqualTo(100);
      }
    }
    assertThatThrownBy(() -> THERE.frames(file, 0, 1, 1, frame -> {}))
        .isInstanceOf(UserError.class);
    assertThat(children()).isEqualTo(before);
  }

  /** For a look at many files: {@code -Dworker.sweep=FOLDER}. */
  @Test
  void allFilesOfAFolderAreTheSameFromAWorker() throws IOException {
    String sweep = System.getProperty("worker.sweep");
    assumeTrue(sweep != null, "no -Dworker.sweep");
    List<Path> files;
    try (Stream<Path> all = Files.walk(Path.of(sweep))) {
      files = all.filter(Files::isRegularFile).sorted().toList();
    }
    for (Path file : files) {
      assertSame(file);
    }
    assertThat(files).isNotEmpty();
  }

  private static List<Long> children() {
    return ProcessHandle.current().children().map(ProcessHandle::pid).sorted().toList();
  }

  private static void paint(BufferedImage image) {
    Graphics2D g = image.createGraphics();
    for (int x = 0; x < image.getWidth(); x++) {
      g.setColor(new Color(7 * x % 256, 255 - 5 * x % 256, 3 * x % 256, 128 + x));
      g.drawLine(x, 0, x, image.getHeight() - x % 3);
    }
    g.dispose();
  }

  private static BufferedImage custom(ColorSpace colours, boolean alpha, int type) {
    ComponentColorModel model = new ComponentColorModel(colours, alpha, false, alpha ? 3 : 1, type);
    SampleModel samples = model.createCompatibleSampleModel(37, 21);
    return new BufferedImage(model, Raster.createWritableRaster(samples, null), false, null);
  }

  private static void assertSame(Path file) {
    assertThat(of(() -> THERE.probe(file)))
        .as(file.toString())
        .isEqualTo(of(() -> HERE.probe(file)));
    assertThat(of(() -> facts(THERE.examine(file))))
        .as(file.toString())
        .isEqualTo(of(() -> facts(HERE.examine(file))));
    for (double start : new double[] {0, 0.3}) {
      double seconds = start == 0 ? Double.POSITIVE_INFINITY : 0.4;
      assertThat(of(() -> THERE.audio(file, start, seconds)))
          .as(file.toString())
          .isEqualTo(of(() -> HERE.audio(file, start, seconds)));
    }
    assertThat(of(() -> samples(THERE, file)))
        .as(file.toString())
        .isEqualTo(of(() -> samples(HERE, file)));
    assertSamePicture(of(() -> THERE.picture(file)), of(() -> HERE.picture(file)), file);
    Function<MediaReader, Object> frames =
        reader -> {
          List<VideoFrame> all = new ArrayList<>();
          reader.frames(file, 0, 2, 4, all::add);
          return all;
        };
    Object here = of(() -> frames.apply(HERE));
    Object there = of(() -> frames.apply(THERE));
    if (here instanceof List<?> some && there instanceof List<?> others) {
      assertThat(others).as(file.toString()).hasSameSizeAs(some);
      for (int i = 0; i < some.size(); i++) {
        VideoFrame one = (VideoFrame) some.get(i);
        VideoFrame other = (VideoFrame) others.get(i);
        assertThat(other.seconds()).isEqualTo(one.seconds());
        assertSamePicture(other.image(), one.image(), file);
      }
    } else {
      assertThat(there).as(file.toString()).isEqualTo(here);
    }
  }

  private static String facts(MediaCheck check) {
    return check.extent() + " " + check.info() + " " + check.levels();
  }

  private static String samples(MediaReader reader, Path file) {
    try (SampleStream stream = reader.stream(file, 0, Double.POSITIVE_INFINITY)) {
      float[] some = new float[10_000];
      int hash = stream.sampleRate();
      long total = 0;
      for (int n = stream.read(some, 0, 777); n >= 0; n = stream.read(some, 0, 777)) {
        total += n;
        for (int i = 0; i < n; i++) {
          hash = 31 * hash + Float.floatToRawIntBits(some[i]);
        }
      }
      return total + " samples " + hash;
    }
  }

  /** What is given, or the message of the error. */
  private static Object of(Supplier<Object> reading) {
    try {
      return reading.get();
    } catch (UserError e) {
      return e.getMessage();
    }
  }

  private static void assertSamePicture(Object there, Object here, Path file) {
    if (!(there instanceof BufferedImage a) || !(here instanceof BufferedImage b)) {
      assertThat(there).as(file.toString()).isEqualTo(here);
      return;
    }
    String name = file + ": " + a + " and " + b;
    assertThat(a.getType()).as(name).isEqualTo(b.getType());
    assertThat(a.getRaster().getNumBands()).as(name).isEqualTo(b.getRaster().getNumBands());
    assertThat(a.getColorModel().getClass()).as(name).isEqualTo(b.getColorModel().getClass());
    assertThat(a.getColorModel().getComponentSize())
        .as(name)
        .isEqualTo(b.getColorModel().getComponentSize());
    assertThat(a.getSampleModel()).as(name).isEqualTo(b.getSampleModel());
    int w = b.getWidth();
    int h = b.getHeight();
    double[] one = a.getRaster().getPixels(0, 0, w, h, (double[]) null);
    double[] other = b.getRaster().getPixels(0, 0, w, h, (double[]) null);
    assertThat(Arrays.equals(one, other)).as(name).isTrue();
    assertThat(Arrays.equals(a.getRGB(0, 0, w, h, null, 0, w), b.getRGB(0, 0, w, h, null, 0, w)))
        .as(name)
        .isTrue();
  }
}
