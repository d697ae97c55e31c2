package io.im2wav4j.models.exchange;

import io.im2wav4j.core.archive.TorchCheckpointWriter;
import io.im2wav4j.core.tensor.SafetensorsReader;
import io.im2wav4j.core.tensor.Tensor;
import io.im2wav4j.models.lm.LanguageModelConfig;
import io.im2wav4j.models.vqvae.Bandwidth;
import io.im2wav4j.models.vqvae.VqVaeConfig;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Writes our models as checkpoints that the reference loads: {@code hps}, {@code model}, {@code
 * opt} (None: our optimiser's state is not the reference's) and {@code step}. Weights are written
 * in single precision from where they are mapped.
 */
public final class PublishedWriter {
  private static final String EMBEDDINGS = "prior.x_emb.weight";
  private static final String POSITIONS = "prior.pos_emb.pos_emb";

  private PublishedWriter() {}

  /**
   * Writes a VQ-VAE.
   *
   * @param weights its safetensors file
   * @param settings hyperparameters besides the model's, such as lr, by the reference's keys
   * @param bandwidth of its data; null where it is not known
   */
  public static void writeVqVae(
      Path file,
      VqVaeConfig config,
      Path weights,
      long step,
      Map<String, Object> settings,
      Bandwidth bandwidth) {
    Map<String, Object> hps = PublishedHps.vqVae(config, bandwidth);
    hps.putAll(settings);
    write(file, hps, weights, step, false);
  }

  /**
   * Writes Low or Up.
   *
   * @param sound configuration of the VQ-VAE whose codes they are
   */
  public static void writeLanguageModel(
      Path file,
      LanguageModelConfig config,
      Path weights,
      long step,
      Map<String, Object> settings,
      VqVaeConfig sound,
      Bandwidth bandwidth) {
    Map<String, Object> hps = PublishedHps.languageModel(config, sound, bandwidth);
    hps.putAll(settings);
    write(file, hps, weights, step, true);
  }

  private static void write(
      Path file, Map<String, Object> hps, Path weights, long step, boolean tied) {
    try (SafetensorsReader reader = SafetensorsReader.open(weights)) {
      Map<String, Tensor> model = new LinkedHashMap<>();
      for (String name : reader.names()) {
        if (name.equals(POSITIONS)) {
          // The reference has the codes' embeddings before those of the positions.
          model.put(EMBEDDINGS, reader.get(EMBEDDINGS));
        }
        model.computeIfAbsent(name, reader::get);
      }
      if (tied) {
        // One tensor under two names, as in the reference.
        model.put("prior.x_out.weight", model.get(EMBEDDINGS));
      }
      Map<String, Object> root = new LinkedHashMap<>();
      root.put("hps", hps);
      root.put("model", model);
      root.put("opt", null);
      root.put("step", step);
      TorchCheckpointWriter.write(file, root);
    }
  }
}
