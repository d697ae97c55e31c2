package io.im2wav4j.evaluation.protocol;

import io.im2wav4j.core.error.UserError;
import io.im2wav4j.core.io.ContentHash;
import io.im2wav4j.core.io.Hashes;
import io.im2wav4j.core.tensor.SafetensorsReader;
import io.im2wav4j.core.tensor.SafetensorsWriter;
import io.im2wav4j.core.tensor.Tensor;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What networks gave for files, kept in a folder so that no file goes through the same network
 * twice: one small file for each pair of network and input. The key is a hash of the network's
 * weights, its name, the input's content and how it was prepared; a file of another version or a
 * broken one is made anew.
 */
public final class VectorCache {
  private static final String VERSION = "2";
  private static final String TENSOR = "vectors";
  private static final String SUM = "sha256";

  private final Path folder;

  private VectorCache(Path folder) {
    this.folder = folder;
  }

  /** Keeps vectors in {@code folder}, which is made when the first ones come. */
  public static VectorCache in(Path folder) {
    return new VectorCache(folder);
  }

  /** Keeps nothing. */
  public static VectorCache none() {
    return new VectorCache(null);
  }

  /** The key of an input; empty where the input has no identity. */
  Optional<String> key(
      String network, String sha256, Optional<String> identity, String preparation) {
    return folder == null
        ? Optional.empty()
        : identity.map(
            input ->
                Hashes.sha256(String.join("\n", VERSION, network, sha256, input, preparation)));
  }

  /** The vectors of a key, [vectors][width], if they are there. */
  Optional<float[][]> get(String key) {
    Path file = file(key);
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    try (SafetensorsReader reader = SafetensorsReader.open(file)) {
      long[] shape = reader.shape(TENSOR);
      if (shape.length != 2) {
        return Optional.empty();
      }
      FloatBuffer values = FloatBuffer.wrap(reader.get(TENSOR).toFloats());
      float[][] rows = new float[Math.toIntExact(shape[0])][Math.toIntExact(shape[1])];
      for (float[] row : rows) {
        values.get(row);
      }
      return sum(rows).equals(reader.metadata().get(SUM)) ? Optional.of(rows) : Optional.empty();
    } catch (UserError e) {
      return Optional.empty();
    }
  }

  /** The vectors of a key, made and kept where they are not there; always made without a key. */
  float[][] get(Optional<String> key, Supplier<float[][]> maker) {
    Optional<float[][]> known = key.flatMap(this::get);
    if (known.isPresent()) {
      return known.get();
    }
    float[][] made = maker.get();
    key.ifPresent(k -> put(k, made));
    return made;
  }

  /** Keeps vectors of equal width, at least one. */
  void put(String key, float[][] vectors) {
    FloatBuffer values = FloatBuffer.allocate(vectors.length * vectors[0].length);
    for (float[] vector : vectors) {
      values.put(vector);
    }
    Tensor tensor = Tensor.of(values.array(), vectors.length, vectors[0].length);
    SafetensorsWriter.write(file(key), Map.of(TENSOR, tensor), Map.of(SUM, sum(vectors)));
  }

  private static String sum(float[][] vectors) {
    return new ContentHash().add(vectors).hex();
  }

  private Path file(String key) {
    return folder.resolve(key.substring(0, 2)).resolve(key + ".safetensors");
  }
}
