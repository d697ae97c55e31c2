package io.im2wav4j.benchmarks;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import io.im2wav4j.core.config.Configs;
import io.im2wav4j.core.progress.Progress;
import io.im2wav4j.core.run.Provenance;
import io.im2wav4j.models.conditioning.ClipWindow;
import io.im2wav4j.models.lm.LanguageModel;
import io.im2wav4j.models.lm.LanguageModelBatch;
import io.im2wav4j.models.lm.LanguageModelConfig;
import io.im2wav4j.models.vqvae.Bandwidth;
import io.im2wav4j.models.vqvae.VqVae;
import io.im2wav4j.models.vqvae.VqVaeConfig;
import io.im2wav4j.models.vqvae.VqVaeLoss;
import io.im2wav4j.models.vqvae.VqVaeOutput;
import io.im2wav4j.nn.layer.ParameterFactory;
import io.im2wav4j.training.lm.GradientEngine;
import io.im2wav4j.training.lm.LanguageModelGradient;
import io.im2wav4j.training.lm.TensorGradientEngine;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Milliseconds of a training step of each model: forward, backward, clipping, AdamW and the average
 * of the weights; of the language models with the engine on the processor and with the tensor
 * engine's gradients in turn.
 */
final class TrainingBenchmark implements Benchmark {
  private static final Bandwidth BANDWIDTH = new Bandwidth(0.01, 0.08, 40);
  private static final int FRAMES = 16;

  private final List<Map<String, Object>> rows = new ArrayList<>();
  private String engine;

  @Override
  public String name() {
    return "training";
  }

  @Override
  public String purpose() {
    return "an optimiser step of Low and Up, against the tensor engine's gradients; one of the VQ-VAE";
  }

  @Override
  public BenchmarkReport run(boolean quick) {
    List<String> half = List.of("model.width=512", "model.depth=6");
    try (Progress progress = Progress.start("training benchmark", quick ? 6 : 7)) {
      vqVae("VQ-VAE", "vqvae/paper.yaml", 2, quick ? 3 : 9);
      progress.step(1, "VQ-VAE");
      vqVae("VQ-VAE, tiny", "vqvae/tiny.yaml", 4, quick ? 5 : 21);
      progress.step(1, "VQ-VAE, tiny");
      languageModel("low, 6 x 512", "lm/low-paper.yaml", half, 2, false, quick ? 3 : 9);
      progress.step(1, "low, 6 x 512");
      languageModel("low, tiny", "lm/low-tiny.yaml", List.of(), 8, false, quick ? 5 : 21);
      progress.step(1, "low, tiny");
      languageModel("up, 6 x 512", "lm/up-paper.yaml", half, quick ? 1 : 2, false, quick ? 1 : 3);
      progress.step(1, "up, 6 x 512");
      languageModel("up, tiny", "lm/up-tiny.yaml", List.of(), 6, false, quick ? 5 : 21);
      progress.step(1, "up, tiny");
      if (!quick) {
        languageModel("low, 48 x 1,024, recompute", "lm/low-paper.yaml", List.of(), 1, true, 1);
        progress.step(1, "low, 48 x 1,024");
      }
    }
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("baseline", "the tensor engine's gradients, same weights and batch, steps in turn");
    facts.put("engine", engine + " computes the gradients of the language models");
    facts.put(
        "gradients",
        "the largest relative L2 difference of a parameter's gradient; lastBitDifference: that of the"
            + " baseline's own when each of its weights moves by one last bit");
    facts.put(
        "productsMs",
        "a language model's products with its weights by the engine's own library and nothing else,"
            + " in turn with the steps; overProducts: the step over it");
    facts.put("weights and batches", "random: time does not depend on them");
    return new BenchmarkReport(name(), facts, rows);
  }

  private static Path config(String file) {
    return Path.of(System.getProperty(Provenance.HOME, ".")).resolve("configs").resolve(file);
  }

  private void languageModel(
      String name, String file, List<String> overrides, int batch, boolean recompute, int runs) {
    LanguageModelConfig config =
        Configs.section(config(file), "model", LanguageModelConfig.class, overrides);
    long before = ProcessMemory.residentBytes();
    try (NDManager manager = NDManager.newBaseManager()) {
      LanguageModel model = LanguageModel.create(config, manager, 1);
      LanguageModel baseline = LanguageModel.create(config, manager, 1);
      GradientEngine chosen = GradientEngine.of(model);
      engine = chosen.getClass().getSimpleName();
      LanguageModelGradient gradient = chosen.open(model);
      LanguageModelGradient baselines = new TensorGradientEngine().open(baseline);
      Random random = new Random(2);
      List<ClipWindow> windows = new ArrayList<>();
      for (int i = 0; i < batch; i++) {
        float[][] frames = new float[FRAMES][config.image().embeddingWidth()];
        for (float[] frame : frames) {
          for (int e = 0; e < frame.length; e++) {
            frame[e] = (float) random.nextGaussian();
          }
        }
        int length = config.windowSamples();
        windows.add(new ClipWindow(frames, 4L * length, length, length));
      }
      int upperLength = config.upperContextLength();
      LanguageModelBatch given =
          new LanguageModelBatch(
              codes(manager, random, config.codebookSize(), batch, config.contextLength()),
              model.imageConditioner().trainingInput(manager, windows, 3),
              upperLength == 0
                  ? null
                  : codes(
                      manager, random, config.conditioner().codebookSize(), batch, upperLength));
      long codes = (long) batch * config.contextLength();
      try (TrainingRace race =
              new TrainingRace(
                  new TrainingRace.Runner(model, () -> gradient.backward(given, recompute)),
                  new TrainingRace.Runner(baseline, () -> baselines.backward(given, recompute)),
                  before);
          StepProducts products = new StepProducts(model, codes)) {
        rows.add(race.run(name, batch, "codes", codes, runs, recompute, products::run));
      }
    }
  }

  private static NDArray codes(NDManager manager, Random random, int size, int n, int length) {
    return manager.create(random.longs((long) n * length, 0, size).toArray(), new Shape(n, length));
  }

  private void vqVae(String name, String file, int batch, int runs) {
    VqVaeConfig config = Configs.section(config(file), "model", VqVaeConfig.class, List.of());
    long before = ProcessMemory.residentBytes();
    try (NDManager manager = NDManager.newBaseManager()) {
      VqVae model = new VqVae(new ParameterFactory(manager, 1), config);
      VqVaeLoss loss = new VqVaeLoss(manager, config.loss(), BANDWIDTH);
      NDArray audio =
          manager.create(sounds(batch, config), new Shape(batch, config.sampleLength()));
      model.initialiseCodebooks(audio, new Random(4));
      TrainingRace.Runner step =
          new TrainingRace.Runner(
              model,
              () -> {
                VqVaeOutput output;
                try (GradientCollector collector = manager.getEngine().newGradientCollector()) {
                  output = model.forward(audio, loss);
                  collector.backward(output.loss());
                }
                model.updateCodebooks(output, new Random(5));
              });
      try (TrainingRace race = new TrainingRace(step, null, before)) {
        long samples = (long) batch * config.sampleLength();
        rows.add(race.run(name, batch, "samples", samples, runs, false, null));
      }
    }
  }

  /** Chords in noise. */
  private static float[] sounds(int batch, VqVaeConfig config) {
    Random random = new Random(6);
    float[] all = new float[batch * config.sampleLength()];
    for (int i = 0; i < all.length; i++) {
      int item = i / config.sampleLength();
      double t = i / (double) config.sampleRate();
      double tones = 0;
      for (int k = 1; k <= 4; k++) {
        tones += Math.sin(2 * Math.PI * 110 * (item + 1) * k * t) / k;
      }
      all[i] = (float) (0.1 * tones + 0.02 * random.nextGaussian());
    }
    return all;
  }
}
