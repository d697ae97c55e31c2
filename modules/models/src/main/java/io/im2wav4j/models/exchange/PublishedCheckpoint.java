package io.im2wav4j.models.exchange;

import ai.djl.ndarray.NDManager;
import io.im2wav4j.core.archive.TensorRef;
import io.im2wav4j.core.archive.TorchCheckpoint;
import io.im2wav4j.core.error.UserError;
import io.im2wav4j.core.tensor.Tensor;
import io.im2wav4j.core.tensor.WrappedNames;
import io.im2wav4j.models.lm.LanguageModel;
import io.im2wav4j.models.lm.LanguageModelConfig;
import io.im2wav4j.models.vqvae.Bandwidth;
import io.im2wav4j.models.vqvae.VqVae;
import io.im2wav4j.models.vqvae.VqVaeConfig;
import io.im2wav4j.nn.layer.ParameterFactory;
import io.im2wav4j.nn.weights.Weights;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A checkpoint that the reference saved: {@code hps}, {@code model} (the averaged weights), {@code
 * opt} and {@code step}. The sizes of the model come from its hps; weights in half precision are
 * widened; a load is strict.
 */
public final class PublishedCheckpoint implements AutoCloseable {
  private static final String MODEL = "model";

  private final Path file;
  private final TorchCheckpoint checkpoint;
  private final HyperParameters hps;
  private final Map<String, TensorRef> tensors = new LinkedHashMap<>();
  private final long step;

  private PublishedCheckpoint(Path file, TorchCheckpoint checkpoint) {
    this.file = file;
    this.checkpoint = checkpoint;
    if (!(checkpoint.root() instanceof Map<?, ?> root)
        || !(root.get("hps") instanceof Map<?, ?> values)
        || !(root.get(MODEL) instanceof Map<?, ?> model)) {
      throw new UserError(
          file.toString(),
          "no checkpoint of Im2Wav",
          "a file with the keys hps, model, opt and step",
          "Give the vqvae.tar, low.tar or up.tar that the reference's training wrote");
    }
    this.hps = new HyperParameters(file.toString(), values);
    this.step = root.get("step") instanceof Long n && n >= 0 ? n : 0;
    Map<String, TensorRef> given = new LinkedHashMap<>();
    model.forEach(
        (name, value) -> {
          if (!(name instanceof String text) || !(value instanceof TensorRef tensor)) {
            throw new UserError(
                file.toString(),
                "model has an entry " + UserError.printable(String.valueOf(name)),
                "tensors only",
                "Is it a checkpoint of Im2Wav?");
          }
          given.put(text, tensor);
        });
    WrappedNames.unwrapped(given.keySet()).forEach((n, from) -> tensors.put(n, given.get(from)));
  }

  /**
   * Opens a file.
   *
   * @throws UserError if it is no readable checkpoint of this form
   */
  public static PublishedCheckpoint open(Path file) {
    TorchCheckpoint checkpoint = TorchCheckpoint.open(file);
    try {
      return new PublishedCheckpoint(file, checkpoint);
    } catch (RuntimeException e) {
      checkpoint.close();
      throw e;
    }
  }

  /** The hyperparameters. */
  public HyperParameters hps() {
    return hps;
  }

  /** Optimiser steps that it was trained. */
  public long step() {
    return step;
  }

  /** The weights by the reference's names, in its order. */
  public Map<String, TensorRef> tensors() {
    return Collections.unmodifiableMap(tensors);
  }

  /** Reads a weight. */
  public Tensor get(String name) {
    return checkpoint.get(tensors.get(name));
  }

  /** The statistics that scale the VQ-VAE's losses, where the file has them. */
  public Optional<Bandwidth> bandwidth() {
    Map<?, ?> values = hps.dictionary("bandwidth");
    if (values == null
        || !(values.get("l2") instanceof Number l2)
        || !(values.get("l1") instanceof Number l1)
        || !(values.get("spec") instanceof Number spec)) {
      return Optional.empty();
    }
    return l2.doubleValue() > 0 && l1.doubleValue() > 0 && spec.doubleValue() > 0
        ? Optional.of(new Bandwidth(l2.doubleValue(), l1.doubleValue(), spec.doubleValue()))
        : Optional.empty();
  }

  /**
   * The VQ-VAE, owned by {@code manager}.
   *
   * @throws UserError if the file holds another model, or tensors that do not fit
   */
  public VqVae vqVae(NDManager manager) {
    VqVaeConfig config = PublishedConfigs.vqVae(hps);
    VqVae model = PublishedConfigs.checked(hps, () -> new VqVae(limited(manager), config));
    Weights.load(model, file.toString(), tensors.keySet(), this::get);
    return model;
  }

  /**
   * Low or Up, owned by {@code manager}.
   *
   * @throws UserError if the file holds another model, or tensors that do not fit
   */
  public LanguageModel languageModel(NDManager manager) {
    LanguageModelConfig config = PublishedConfigs.languageModel(hps, tensors);
    LanguageModel model =
        PublishedConfigs.checked(hps, () -> new LanguageModel(config, limited(manager)));
    model.load(file.toString(), tensors.keySet(), this::get);
    return model;
  }

  /**
   * The hps of a file are believed only as far as its weights reach, or a few bytes could ask for
   * all memory: a value has at least two bytes, and codebooks keep moving sums beside it.
   */
  private ParameterFactory limited(NDManager manager) {
    return new ParameterFactory(manager, 0, 2 * checkpoint.fileBytes() + (1 << 16));
  }

  @Override
  public void close() {
    checkpoint.close();
  }
}
