package io.im2wav4j.benchmarks;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.im2wav4j.core.io.AtomicFiles;
import io.im2wav4j.encoders.clip.ClipConfig;
import io.im2wav4j.encoders.clip.ClipImageTower;
import io.im2wav4j.encoders.passt.PasstConfig;
import io.im2wav4j.encoders.passt.PasstNetwork;
import io.im2wav4j.encoders.vggish.VggishConfig;
import io.im2wav4j.encoders.vggish.VggishNetwork;
import io.im2wav4j.encoders.wav2clip.Wav2ClipNetwork;
import io.im2wav4j.nn.layer.Module;
import io.im2wav4j.nn.layer.ParameterFactory;
import io.im2wav4j.nn.weights.Weights;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * Weight files of networks whose published weights need not be at hand: speed does not depend on
 * the values. Deleted when closed.
 */
final class RandomWeights implements AutoCloseable {
  private final Path folder;

  RandomWeights() {
    try {
      folder = Files.createTempDirectory("im2wav-benchmark");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** CLIP ViT-B/32's image half. */
  Path clip() {
    return of("clip", "visual.", make -> new ClipImageTower(make, ClipConfig.vitB32()));
  }

  /** Wav2CLIP. */
  Path wav2clip() {
    return of("wav2clip", "", Wav2ClipNetwork::new);
  }

  /** VGGish. */
  Path vggish() {
    return of("vggish", "", make -> new VggishNetwork(make, VggishConfig.published()));
  }

  /** PaSST-S. */
  Path passt() {
    return of("passt", "", make -> new PasstNetwork(make, PasstConfig.published()));
  }

  private Path of(String name, String prefix, Function<ParameterFactory, Module> network) {
    Path file = folder.resolve(name + ".safetensors");
    try (NDManager manager = NDManager.newBaseManager()) {
      Map<String, NDArray> state = new LinkedHashMap<>();
      network
          .apply(new ParameterFactory(manager, 0))
          .state()
          .forEach((key, array) -> state.put(prefix + key, array));
      Weights.save(file, state, Map.of());
    }
    return file;
  }

  @Override
  public void close() {
    try {
      AtomicFiles.deleteTree(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
