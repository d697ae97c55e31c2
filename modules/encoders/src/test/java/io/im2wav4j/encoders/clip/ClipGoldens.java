package io.im2wav4j.encoders.clip;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import com.fasterxml.jackson.databind.JsonNode;
import io.im2wav4j.audio.media.PictureFile;
import io.im2wav4j.core.golden.GoldenFolder;
import io.im2wav4j.core.tensor.Tensor;
import io.im2wav4j.encoders.image.Pixels;
import io.im2wav4j.nn.golden.Golden;
import java.awt.image.BufferedImage;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What the CLIP golden tests share: finding pictures, filled weights, comparing grey levels. */
final class ClipGoldens {
  private ClipGoldens() {}

  /** The strings of a JSON array. */
  static List<String> strings(JsonNode array) {
    List<String> all = new ArrayList<>();
    array.forEach(node -> all.add(node.asText()));
    return all;
  }

  /** The named pictures, of the golden set's folder or, where it has not got one, of another. */
  static List<BufferedImage> pictures(List<String> names, String folder, Path... others) {
    List<BufferedImage> all = new ArrayList<>();
    for (String name : names) {
      Optional<Path> other =
          Arrays.stream(others).map(f -> f.resolve(name)).filter(Files::exists).findFirst();
      Path own = GoldenFolder.path().resolve(folder).resolve(name);
      all.add(
          PictureFile.read(
              Files.exists(own) || other.isEmpty()
                  ? GoldenFolder.file(folder + "/" + name)
                  : other.get()));
    }
    return all;
  }

  /** Squares of pictures as one normalised batch. */
  static NDArray batch(NDManager manager, List<Pixels> squares) {
    int size = squares.get(0).width();
    FloatBuffer planes = FloatBuffer.wrap(ClipPreprocessing.of(size).values(squares));
    return manager.create(planes, new Shape(squares.size(), 3, size, size));
  }

  /** Expected bytes [size, size, 3] as a picture. */
  static Pixels pixels(byte[] rgb) {
    int size = (int) Math.round(Math.sqrt(rgb.length / 3.0));
    return Pixels.of(size, size, Pixels.Form.RGB, rgb);
  }

  /** A tensor's bytes. */
  static byte[] bytes(Tensor tensor) {
    ByteBuffer data = tensor.data().duplicate();
    byte[] out = new byte[data.remaining()];
    data.get(out);
    return out;
  }

  /** No byte off by more than {@code worst}, on average by less than {@code mean}. */
  static void assertLevels(byte[] got, byte[] expected, int worst, double mean, String what) {
    assertThat(got).as(what).hasSameSizeAs(expected);
    int largest = 0;
    double sum = 0;
    for (int i = 0; i < got.length; i++) {
      int d = Math.abs((got[i] & 0xFF) - (expected[i] & 0xFF));
      largest = Math.max(largest, d);
      sum += d;
    }
    assertThat(largest).as(what + ": largest difference").isLessThanOrEqualTo(worst);
    assertThat(sum / got.length).as(what + ": mean difference").isLessThanOrEqualTo(mean);
  }

  /** CLIP's merges: of the golden set, which may hold those that its texts need, or all. */
  static Path merges() {
    String name = "bpe_simple_vocab_16e6.txt.gz";
    Path all = Path.of(System.getProperty("realWeights", "../shared/weights"), name);
    return Files.exists(GoldenFolder.path().resolve(name)) || !Files.exists(all)
        ? GoldenFolder.file(name)
        : all;
  }

  /** Within the tolerance, and each row in the same direction. */
  static void assertEmbeddings(Golden golden, NDArray got, String name) {
    golden.assertRelative(got, name, golden.stated("and # relative", 1e-3));
    double[] a = Golden.doubles(got);
    double[] b = golden.tensor(name).toDoubles();
    int width = (int) got.getShape().get(1);
    for (int from = 0; from < a.length; from += width) {
      assertThat(cosine(a, b, from, from + width)).as(name).isGreaterThan(0.99999);
    }
  }

  /** Two vectors' cosine. */
  private static double cosine(double[] a, double[] b, int from, int to) {
    double dot = 0;
    double aa = 0;
    double bb = 0;
    for (int i = from; i < to; i++) {
      dot += a[i] * b[i];
      aa += a[i] * a[i];
      bb += b[i] * b[i];
    }
    return dot / Math.sqrt(aa * bb);
  }
}
