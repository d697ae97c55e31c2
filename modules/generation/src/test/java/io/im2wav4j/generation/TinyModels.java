package io.im2wav4j.generation;

import ai.djl.ndarray.NDManager;
import io.im2wav4j.models.codec.SoundCodec;
import io.im2wav4j.models.conditioning.CodeConditionerConfig;
import io.im2wav4j.models.conditioning.FrameSequence;
import io.im2wav4j.models.conditioning.ImageConditionerConfig;
import io.im2wav4j.models.conditioning.TimeConfig;
import io.im2wav4j.models.lm.LanguageModel;
import io.im2wav4j.models.lm.LanguageModelConfig;
import io.im2wav4j.models.vqvae.SpectralResolution;
import io.im2wav4j.models.vqvae.VqVae;
import io.im2wav4j.models.vqvae.VqVaeCodec;
import io.im2wav4j.models.vqvae.VqVaeConfig;
import io.im2wav4j.models.vqvae.VqVaeLossConfig;
import io.im2wav4j.nn.layer.ParameterFactory;
import java.util.List;
import java.util.Random;

/** Random models that fit each other: hops 2 and 8, windows of 24 low and 96 up codes. */
public final class TinyModels {
  public static final int CODES = 16;
  public static final int EMBEDDING = 5;
  public static final int SAMPLE_RATE = 100;

  private TinyModels() {}

  public static LanguageModel low(NDManager manager) {
    return LanguageModel.create(
        new LanguageModelConfig(
            CODES,
            24,
            8,
            16,
            6,
            2,
            4,
            0.5,
            1,
            8,
            new ImageConditionerConfig(EMBEDDING, true, 0.5, 0.1, new TimeConfig(8, 0, 1000)),
            null),
        manager,
        1);
  }

  public static LanguageModel up(NDManager manager) {
    return LanguageModel.create(
        new LanguageModelConfig(
            CODES,
            96,
            2,
            16,
            6,
            1,
            8,
            0.5,
            1,
            8,
            new ImageConditionerConfig(EMBEDDING, false, 0, 0.1, null),
            new CodeConditionerConfig(CODES, 8, 2, 3, 2, 2)),
        manager,
        2);
  }

  public static SoundCodec codec(NDManager manager) {
    return codec(manager, List.of(1, 2));
  }

  static SoundCodec codec(NDManager manager, List<Integer> downsamplingLayers) {
    VqVae model =
        new VqVae(
            new ParameterFactory(manager, 3),
            new VqVaeConfig(
                SAMPLE_RATE,
                192,
                downsamplingLayers,
                4,
                1,
                3,
                4,
                CODES,
                0.99,
                0.02,
                1,
                new VqVaeLossConfig(
                    0, 1, 0, 1, 0, 0, new SpectralResolution(16, 4, 16), List.of())));
    model.initialiseCodebooks(new ParameterFactory(manager, 4).normal(1, 2, 192), new Random(5));
    return new VqVaeCodec(model);
  }

  public static FrameSequence still(Random random) {
    return FrameSequence.still(row(random));
  }

  public static FrameSequence video(Random random, int frames, double seconds) {
    float[][] rows = new float[frames][];
    double[] times = new double[frames];
    for (int i = 0; i < frames; i++) {
      rows[i] = row(random);
      times[i] = seconds * i / frames;
    }
    return new FrameSequence(rows, times);
  }

  private static float[] row(Random random) {
    float[] row = new float[EMBEDDING];
    for (int i = 0; i < row.length; i++) {
      row[i] = (float) random.nextGaussian();
    }
    return row;
  }
}
