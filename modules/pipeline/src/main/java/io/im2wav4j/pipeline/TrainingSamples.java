package io.im2wav4j.pipeline;

import ai.djl.ndarray.NDManager;
import io.im2wav4j.audio.AudioClip;
import io.im2wav4j.audio.WavFile;
import io.im2wav4j.core.Seeds;
import io.im2wav4j.core.progress.Progress;
import io.im2wav4j.features.FeatureStore;
import io.im2wav4j.generation.CodeGenerator;
import io.im2wav4j.generation.CodeJob;
import io.im2wav4j.generation.decode.Precision;
import io.im2wav4j.models.TrainedModels;
import io.im2wav4j.models.codec.CodeLevel;
import io.im2wav4j.models.codec.SoundCodec;
import io.im2wav4j.models.lm.LanguageModel;
import io.im2wav4j.models.lm.LanguageModelConfig;
import io.im2wav4j.models.lm.SamplingConfig;
import io.im2wav4j.training.lm.SampleWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * Sounds that a language model makes for a few held-out items while it trains: what Low or Up alone
 * has learned.
 */
final class TrainingSamples implements SampleWriter, AutoCloseable {
  private static final int COUNT = 4;
  private static final double GUIDANCE = 3;

  private final FeatureStore store;
  private final NDManager manager = NDManager.newBaseManager();
  private final SoundCodec codec;

  TrainingSamples(FeatureStore store, Path codecRun) {
    this.store = store;
    this.codec = TrainedModels.codec(codecRun, manager);
  }

  @Override
  public void write(LanguageModel model, Path folder, long step) {
    LanguageModelConfig config = model.config();
    boolean up = config.level() == CodeLevel.UP;
    int upper = config.upperContextLength();
    List<FeatureStore.FeatureItem> items =
        store.items("validation").stream()
            .filter(item -> !up || store.codes(item.id(), CodeLevel.LOW).length >= upper)
            .limit(COUNT)
            .toList();
    if (items.isEmpty()) {
      return;
    }
    List<CodeJob> jobs = new ArrayList<>();
    for (FeatureStore.FeatureItem item : items) {
      jobs.add(
          new CodeJob(
              ModelTraining.frames(store, item.id()),
              codec.format().sampleRate(),
              config.windowSamples(),
              config.contextLength(),
              up ? Arrays.copyOf(store.codes(item.id(), CodeLevel.LOW), upper) : null,
              new int[0],
              new SplittableRandom(Seeds.derive(step, "training sample", jobs.size()))));
    }
    int[][] codes;
    try (CodeGenerator generator =
        new CodeGenerator(
            model, new SamplingConfig(GUIDANCE, 1, 0, 0), 0, Precision.FP32, jobs.size())) {
      codes = generator.generate(jobs, jobs.size(), Progress.silent());
    }
    for (int i = 0; i < codes.length; i++) {
      String name = String.format(Locale.ROOT, "step-%08d-%s.wav", step, items.get(i).id());
      AudioClip clip =
          AudioClip.mono(codec.decode(codes[i], config.level()), codec.format().sampleRate());
      WavFile.write(folder.resolve(name), clip, WavFile.Encoding.PCM_16);
    }
  }

  @Override
  public void close() {
    manager.close();
  }
}
