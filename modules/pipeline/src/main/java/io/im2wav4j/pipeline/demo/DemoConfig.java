package io.im2wav4j.pipeline.demo;

import io.im2wav4j.core.config.Configs;
import io.im2wav4j.core.config.Default;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Which configurations the demo's stages run with: the same files that the commands take.
 *
 * @param scenes the data set
 * @param encoder the image and sound pair
 * @param classifier the judge
 * @param vqvae the VQ-VAE
 * @param low the language model over low codes
 * @param up the language model over up codes
 * @param generation how sounds are made
 * @param frameRate frames a second that are taken of videos
 * @param guidance scales to compare; the last one is the demo's result
 * @param overrides for each stage, as {@code vqvae: [training.steps=10]}
 */
public record DemoConfig(
    String scenes,
    String encoder,
    String classifier,
    String vqvae,
    String low,
    String up,
    String generation,
    double frameRate,
    List<Double> guidance,
    @Default("{}") Map<String, List<String>> overrides) {

  /** Checks the values. */
  public DemoConfig {
    if (guidance.isEmpty()) {
      throw new IllegalArgumentException("guidance is empty; must have at least one scale");
    }
    if (!(frameRate > 0)) {
      throw new IllegalArgumentException("frameRate is " + frameRate + "; must be above 0");
    }
  }

  /** A stage's configuration. */
  <T extends Record> T load(Path folder, String stage, String file, Class<T> type, String seed) {
    List<String> all = new ArrayList<>(overrides.getOrDefault(stage, List.of()));
    all.add(seed);
    return Configs.load(folder.resolve(file).normalize(), type, all);
  }
}
