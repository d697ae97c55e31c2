package io.im2wav4j.benchmarks;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.jni.JniUtils;
import io.im2wav4j.core.progress.Progress;
import io.im2wav4j.engine.decode.PackedDecoder;
import io.im2wav4j.engine.decode.PackedModel;
import io.im2wav4j.generation.LogitFilter;
import io.im2wav4j.generation.Sampler;
import io.im2wav4j.generation.decode.Precision;
import io.im2wav4j.models.ModelKind;
import io.im2wav4j.models.conditioning.Conditions;
import io.im2wav4j.models.lm.LanguageModel;
import io.im2wav4j.models.lm.LanguageModelConfig;
import io.im2wav4j.models.lm.SamplingConfig;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** What fewer bits of the weights change, along codes that Low itself has sampled. */
final class PrecisionBenchmark implements Benchmark {
  private static final int TOP_K = 100;

  /** Rows for which weights are laid out as for a batch. */
  private static final int MANY = 32;

  private final List<Map<String, Object>> rows = new ArrayList<>();

  @Override
  public String name() {
    return "precision";
  }

  @Override
  public String purpose() {
    return "logits of Low at the published size with weights of 32 and 16 bits, against one pass"
        + " in single precision";
  }

  @Override
  public BenchmarkReport run(boolean quick) {
    int length = quick ? 256 : 2048;
    double[] factors = {1, 4};
    // Single precision; 16 bits, laid out for one row and, if that is another way, many.
    long cases = 1L + layouts().length;
    try (Progress progress =
        Progress.start("precision benchmark", factors.length * cases * length)) {
      for (double factor : factors) {
        measure(factor, length, progress);
      }
    }
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("codes", length + ", sampled from the model itself and followed by all");
    facts.put(
        "factor", "of all matrices and embeddings of a new model: 1 leaves the logits flat, 4 not");
    facts.put("relative", "L2 distance of a code's logits over their L2 norm");
    facts.put("variation", "half the L1 distance of the distributions after top-k " + TOP_K);
    return new BenchmarkReport(name(), facts, rows);
  }

  private void measure(double factor, int length, Progress progress) {
    LanguageModelConfig config = PublishedModels.languageModel(ModelKind.LOW);
    try (NDManager manager = NDManager.newBaseManager()) {
      LanguageModel model = LanguageModel.create(config, manager, 1);
      for (NDArray parameter : model.transformer().parameters().values()) {
        if (parameter.getShape().dimension() == 2) {
          parameter.muli((float) factor);
        }
      }
      Conditions conditions =
          new Conditions(
              manager.randomNormal(new Shape(1, 1, config.width())).mul(0.1f),
              manager.randomNormal(new Shape(1, config.contextLength(), config.width())).mul(0.1f));
      int[] codes = new int[length];
      float[][] own = new float[length][config.codebookSize()];
      Sampler sampler = new Sampler(new SamplingConfig(1, 1, TOP_K, 0));
      SplittableRandom random = new SplittableRandom(1);
      decode(
          new PackedModel(model, Precision.FP32, 1),
          conditions,
          length,
          (at, logits) -> {
            own[at] = logits.clone();
            codes[at] = sampler.sample(logits, random);
            progress.step(1, "fp32");
            return codes[at];
          });
      float[][] reference = onePass(model, conditions, codes);
      row(factor, "fp32", reference, own, codes);
      String weights = "int16";
      float[][] few = new float[length][];
      for (int rows : layouts()) {
        PackedModel packed = new PackedModel(model, Precision.INT16, rows);
        String name = weights + ", " + packed.layout();
        decode(
            packed,
            conditions,
            length,
            (at, logits) -> {
              own[at] = logits.clone();
              progress.step(1, name);
              return codes[at];
            });
        row(factor, name, reference, own, codes);
        if (rows == 1) {
          System.arraycopy(own, 0, few, 0, length);
        } else {
          row(factor, name + " against panels", few, own, codes);
        }
      }
    }
  }

  /** Numbers of rows for which weights are laid out in different ways here. */
  private static int[] layouts() {
    return PackedModel.splits(Precision.INT16, MANY) ? new int[] {1, MANY} : new int[] {1};
  }

  /** Takes a code's logits and says which code it is. */
  private interface Chooser {
    int choose(int at, float[] logits);
  }

  private static void decode(
      PackedModel packed, Conditions conditions, int length, Chooser chooser) {
    try (NDManager manager = NDManager.newBaseManager();
        PackedDecoder decoder = new PackedDecoder(packed, manager, 1)) {
      float[][] logits = new float[1][packed.config().codebookSize()];
      int[] previous = new int[1];
      decoder.open(0, conditions, new int[0]);
      for (int at = 0; at < length; at++) {
        decoder.next(new int[] {0}, previous, logits);
        previous[0] = chooser.choose(at, logits[0]);
      }
    }
  }

  private static float[][] onePass(LanguageModel model, Conditions conditions, int[] codes) {
    int v = model.config().codebookSize();
    boolean before = JniUtils.isGradMode();
    JniUtils.setGradMode(false);
    try (NDScope scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      long[] z = Arrays.stream(codes).asLongStream().toArray();
      NDArray row = conditions.start().getManager().create(z, new Shape(1, z.length));
      float[] all = model.logits(row, conditions).toFloatArray();
      float[][] logits = new float[codes.length][];
      for (int at = 0; at < codes.length; at++) {
        logits[at] = Arrays.copyOfRange(all, at * v, (at + 1) * v);
      }
      return logits;
    } finally {
      JniUtils.setGradMode(before);
    }
  }

  private void row(double factor, String name, float[][] want, float[][] got, int[] codes) {
    double worst = 0;
    double mean = 0;
    double agreed = 0;
    double variation = 0;
    double widest = 0;
    double bits = 0;
    double wantedBits = 0;
    int n = codes.length;
    for (int at = 0; at < n; at++) {
      double difference = relative(want[at], got[at]);
      worst = Math.max(worst, difference);
      mean += difference / n;
      agreed += most(want[at]) == most(got[at]) ? 1.0 / n : 0;
      double[] p = distribution(LogitFilter.topK(want[at], TOP_K));
      double[] q = distribution(LogitFilter.topK(got[at], TOP_K));
      double distance = 0;
      for (int i = 0; i < p.length; i++) {
        distance += 0.5 * Math.abs(p[i] - q[i]);
      }
      variation += distance / n;
      widest = Math.max(widest, distance);
      bits -= Math.log(distribution(got[at])[codes[at]]) / Math.log(2) / n;
      wantedBits -= Math.log(distribution(want[at])[codes[at]]) / Math.log(2) / n;
    }
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("factor", factor);
    row.put("weights", name);
    row.put("relativeMax", worst);
    row.put("relativeMean", mean);
    row.put("sameMostProbable", agreed);
    row.put("variationMean", variation);
    row.put("variationMax", widest);
    row.put("bitsPerCode", bits);
    row.put("bitsAboveSinglePrecision", bits - wantedBits);
    rows.add(row);
  }

  private static double relative(float[] want, float[] got) {
    double difference = 0;
    double square = 0;
    for (int i = 0; i < want.length; i++) {
      difference += Math.pow(want[i] - (double) got[i], 2);
      square += (double) want[i] * want[i];
    }
    return Math.sqrt(difference / square);
  }

  private static int most(float[] logits) {
    int best = 0;
    for (int i = 1; i < logits.length; i++) {
      best = logits[i] > logits[best] ? i : best;
    }
    return best;
  }

  private static double[] distribution(float[] logits) {
    double largest = logits[most(logits)];
    double[] p = new double[logits.length];
    double sum = 0;
    for (int i = 0; i < p.length; i++) {
      p[i] = Math.exp(logits[i] - largest);
      sum += p[i];
    }
    for (int i = 0; i < p.length; i++) {
      p[i] /= sum;
    }
    return p;
  }
}
