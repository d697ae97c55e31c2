package io.im2wav4j.benchmarks;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.Shape;
import io.im2wav4j.core.config.Configs;
import io.im2wav4j.core.run.Provenance;
import io.im2wav4j.models.codec.CodeLevel;
import io.im2wav4j.models.codec.EncodedSound;
import io.im2wav4j.models.codec.SampleSource;
import io.im2wav4j.models.codec.SoundCodec;
import io.im2wav4j.models.vqvae.VqVae;
import io.im2wav4j.models.vqvae.VqVaeCodec;
import io.im2wav4j.models.vqvae.VqVaeConfig;
import io.im2wav4j.nn.layer.ParameterFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;

/** Sounds of some length to the codes of both levels, and the fine codes to sound. */
final class CodecBenchmark implements Benchmark {
  private static final int RATE = 16_000;

  /** The longest sound that the baseline gets: it holds every activation of the whole. */
  private static final double LONGEST_WHOLE = 17;

  private final List<Map<String, Object>> rows = new ArrayList<>();

  @Override
  public String name() {
    return "codec";
  }

  @Override
  public String purpose() {
    return "the VQ-VAE at the published size: both levels' codes and the up level's sound, in chunks, against the whole in"
        + " one piece as the first version did it";
  }

  @Override
  public BenchmarkReport run(boolean quick) {
    VqVaeConfig config =
        Configs.section(
            Path.of(System.getProperty(Provenance.HOME, ".")).resolve("configs/vqvae/paper.yaml"),
            "model",
            VqVaeConfig.class,
            List.of());
    double[] seconds =
        quick ? new double[] {4.096, 16.384, 60} : new double[] {4.096, 16.384, 60, 600, 3600};
    int chunk;
    try (NDManager manager = NDManager.newBaseManager()) {
      VqVae model = new VqVae(new ParameterFactory(manager, 1), config);
      try (NDScope scope = new NDScope()) {
        scope.suppressNotUsedWarning();
        float[] noise = new float[1 << 16];
        source(noise.length).read(noise, 0, noise.length);
        model.initialiseCodebooks(manager.create(noise, new Shape(1, noise.length)), new Random(1));
      }
      VqVaeCodec codec = new VqVaeCodec(model);
      chunk = codec.chunkSamples();
      for (double length : seconds) {
        measure(model, codec, manager, length, quick ? 2 : 3);
      }
    }
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("model", "configs/vqvae/paper.yaml, random weights: speed does not depend on them");
    facts.put("sound", "noise at 16 kHz, made as it is read");
    facts.put("chunks", chunk + " samples, and what the networks see beside them");
    facts.put(
        "baseline",
        "the whole sound in one piece with gradient bookkeeping on, one level after the other; up to "
            + LONGEST_WHOLE
            + " s");
    return new BenchmarkReport(name(), facts, rows);
  }

  private void measure(VqVae model, SoundCodec codec, NDManager manager, double seconds, int runs) {
    int samples = (int) Math.round(seconds * RATE);
    EncodedSound[] encoded = new EncodedSound[1];
    long[] decoded = new long[1];
    boolean once = seconds > LONGEST_WHOLE;
    ProcessMemory.resetPeak();
    Runnable encode = () -> encoded[0] = codec.encode(source(samples));
    double encodeSeconds = once ? Stopwatch.once(encode) : Stopwatch.seconds(runs, encode);
    Runnable decode =
        () ->
            codec.decode(
                encoded[0].codes(CodeLevel.UP), CodeLevel.UP, part -> decoded[0] += part.length);
    double decodeSeconds = once ? Stopwatch.once(decode) : Stopwatch.seconds(runs, decode);
    long peak = ProcessMemory.peakBytes();
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("seconds", seconds);
    row.put("encodePerSecond", seconds / encodeSeconds);
    row.put("decodePerSecond", seconds / decodeSeconds);
    row.put("peakBytes", peak);
    Map<String, Object> whole = once ? Map.of() : whole(model, manager, samples, runs);
    for (String key : List.of("wholeEncodePerSecond", "wholeDecodePerSecond", "wholePeakBytes")) {
      row.put(key, whole.get(key));
    }
    row.put("timesEncode", ratio(row, "encodePerSecond", "wholeEncodePerSecond"));
    row.put("timesDecode", ratio(row, "decodePerSecond", "wholeDecodePerSecond"));
    rows.add(row);
  }

  private static Object ratio(Map<String, Object> row, String above, String below) {
    return row.get(below) == null ? null : (Double) row.get(above) / (Double) row.get(below);
  }

  /**
   * As the first version: one tensor of the whole, each level from it, all arrays kept to the end.
   */
  private static Map<String, Object> whole(VqVae model, NDManager manager, int samples, int runs) {
    int hop = model.config().largestHop();
    float[] padded = new float[(samples + hop - 1) / hop * hop];
    source(samples).read(padded, 0, samples);
    Map<CodeLevel, long[]> codes = new EnumMap<>(CodeLevel.class);
    ProcessMemory.resetPeak();
    double encode =
        Stopwatch.seconds(
            runs,
            () -> {
              try (NDScope scope = new NDScope()) {
                scope.suppressNotUsedWarning();
                NDArray audio = manager.create(padded, new Shape(1, padded.length));
                for (CodeLevel level : model.config().levels()) {
                  codes.put(level, model.encode(audio, level).toLongArray());
                }
              }
            });
    double decode =
        Stopwatch.seconds(
            runs,
            () -> {
              try (NDScope scope = new NDScope()) {
                scope.suppressNotUsedWarning();
                long[] up = codes.get(CodeLevel.UP);
                model
                    .decode(manager.create(up, new Shape(1, up.length)), CodeLevel.UP)
                    .toFloatArray();
              }
            });
    double seconds = (double) samples / RATE;
    return Map.of(
        "wholeEncodePerSecond", seconds / encode,
        "wholeDecodePerSecond", seconds / decode,
        "wholePeakBytes", ProcessMemory.peakBytes());
  }

  private static SampleSource source(int samples) {
    SplittableRandom random = new SplittableRandom(3);
    int[] left = {samples};
    return (into, offset, length) -> {
      int n = Math.min(length, left[0]);
      for (int i = 0; i < n; i++) {
        into[offset + i] = (float) random.nextDouble(-0.3, 0.3);
      }
      left[0] -= n;
      return n == 0 && length > 0 ? -1 : n;
    };
  }
}
