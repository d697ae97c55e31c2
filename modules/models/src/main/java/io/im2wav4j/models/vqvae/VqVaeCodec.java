package io.im2wav4j.models.vqvae;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.jni.JniUtils;
import io.im2wav4j.core.error.UserError;
import io.im2wav4j.models.codec.CodeLevel;
import io.im2wav4j.models.codec.CodecFormat;
import io.im2wav4j.models.codec.EncodedSound;
import io.im2wav4j.models.codec.SampleSink;
import io.im2wav4j.models.codec.SampleSource;
import io.im2wav4j.models.codec.SoundCodec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * A trained VQ-VAE at work on sounds of any length. A long sound goes through in windows that
 * overlap by as much as the networks see; the part that lacks its neighbours is dropped, so codes
 * and samples are those of the whole sound. At the sound's own ends the networks see zeros, as they
 * do for the whole.
 *
 * <p>All windows of a sound are of one length, and not too short: the engine computes small
 * convolutions in another way, whose last bits differ, and a vector half-way between two codes
 * would then change its code.
 *
 * <p>No gradients are kept. One thread at a time.
 */
public final class VqVaeCodec implements SoundCodec {
  /** Samples of a chunk, 8 s at 16 kHz: the overlap costs a twentieth of the time. */
  private static final int CHUNK = 1 << 17;

  /** Values of a convolution's input from which on PyTorch hands it to oneDNN. */
  private static final int SMALL = 20_480;

  /** Samples that go through as one batch: short sounds gain by company, memory stays flat. */
  private static final int BATCH = 1 << 18;

  private final VqVae model;
  private final VqVaeConfig config;
  private final NDManager manager;
  private final int chunk;
  private final int before;
  private final int after;
  private final int window;

  /** A codec over the model's weights as they are at each call. */
  public VqVaeCodec(VqVae model) {
    this(model, CHUNK);
  }

  /**
   * A codec with chunks of another length.
   *
   * @param chunkSamples rounded up to a multiple of the largest hop, and to where windows are not
   *     small
   */
  public VqVaeCodec(VqVae model, int chunkSamples) {
    if (chunkSamples < 1) {
      throw new IllegalArgumentException("chunkSamples is " + chunkSamples + "; at least 1");
    }
    this.model = model;
    this.config = model.config();
    this.manager = model.codebook(CodeLevel.UP).vectors().getManager();
    int left = 0;
    int right = 0;
    for (CodeLevel level : config.levels()) {
      ReceptiveField field = ReceptiveField.ofEncoder(config, level);
      left = Math.max(left, field.before());
      right = Math.max(right, field.after());
    }
    this.before = padded(left);
    this.after = padded(right);
    this.window = Math.max(before + padded(chunkSamples) + after, notSmall());
    this.chunk = window - before - after;
  }

  /** The shortest sound of which no convolution's input is small. */
  private int notSmall() {
    double least = Math.min(1, (double) config.width() / config.largestHop());
    if (config.levels().contains(CodeLevel.LOW)) {
      least = Math.min(least, (double) config.embeddingWidth() / config.hop(CodeLevel.UP));
    }
    return padded((int) (SMALL / least) + 1);
  }

  @Override
  public String name() {
    return "VQ-VAE";
  }

  @Override
  public CodecFormat format() {
    return config;
  }

  /** Samples of a chunk. */
  public int chunkSamples() {
    return chunk;
  }

  @Override
  public EncodedSound encode(SampleSource source) {
    Map<CodeLevel, CodeList> codes = new EnumMap<>(CodeLevel.class);
    config.levels().forEach(level -> codes.put(level, new CodeList()));
    float[] buffer = new float[window + Math.max(chunk, before)];
    long start = 0; // of the buffer in the sound
    int filled = 0;
    long done = 0; // samples whose codes are there
    while (true) {
      long first = Math.max(0, done - before); // of the window in the sound
      int target = (int) (first - start) + window;
      boolean ended = false;
      while (!ended && filled < target) {
        int n = source.read(buffer, filled, target - filled);
        ended = n < 0;
        filled += Math.max(0, n);
      }
      long end = start + filled;
      if (ended) {
        Arrays.fill(buffer, filled, Math.max(filled, padded(filled)), 0);
        end = start + padded(filled);
        first = Math.max(start, end - window);
      }
      long last = ended ? end : end - after;
      if (done < last) {
        float[] seen = Arrays.copyOfRange(buffer, (int) (first - start), (int) (end - start));
        EncodedSound part = encodeTogether(List.of(seen)).get(0);
        for (CodeLevel level : config.levels()) {
          int hop = config.hop(level);
          codes
              .get(level)
              .add(part.codes(level), (int) (done - first) / hop, (int) (last - first) / hop);
        }
        done = last;
      }
      if (ended) {
        Map<CodeLevel, int[]> all = new EnumMap<>(CodeLevel.class);
        codes.forEach((level, list) -> all.put(level, list.toArray()));
        return new EncodedSound(all, start + filled);
      }
      // Should the sound end in the next window, that one is moved back to its full length.
      int drop = (int) (Math.min(Math.max(0, done - before), end - window) - start);
      System.arraycopy(buffer, drop, buffer, 0, filled - drop);
      filled -= drop;
      start += drop;
    }
  }

  /** Neighbours of one length go through together where they are short. */
  @Override
  public List<EncodedSound> encodeAll(List<float[]> sounds) {
    List<EncodedSound> out = new ArrayList<>();
    int from = 0;
    while (from < sounds.size()) {
      int length = padded(sounds.get(from).length);
      int to = from + 1;
      boolean together = length >= notSmall() && length <= window;
      while (together
          && to < sounds.size()
          && padded(sounds.get(to).length) == length
          && (to + 1 - from) * (long) length <= BATCH) {
        to++;
      }
      out.addAll(
          to - from > 1
              ? encodeTogether(sounds.subList(from, to))
              : List.of(encode(sounds.get(from))));
      from = to;
    }
    return out;
  }

  /** Codes of sounds of one padded length in one pass. */
  private List<EncodedSound> encodeTogether(List<float[]> sounds) {
    int length = padded(sounds.get(0).length);
    float[] rows = new float[sounds.size() * length];
    List<EncodedSound> out = new ArrayList<>();
    for (int i = 0; i < sounds.size(); i++) {
      System.arraycopy(sounds.get(i), 0, rows, i * length, sounds.get(i).length);
      out.add(new EncodedSound(new EnumMap<>(CodeLevel.class), sounds.get(i).length));
    }
    return withoutGradients(
        () -> {
          NDArray audio = manager.create(rows, new Shape(sounds.size(), length));
          for (CodeLevel level : config.levels()) {
            NDArray encoded = model.encoded(audio, level);
            requireNumbers(encoded.sum().getFloat(), "vectors");
            int[] codes = ints(model.codes(encoded, level).toLongArray());
            int each = length / config.hop(level);
            for (int i = 0; i < sounds.size(); i++) {
              out.get(i).codes().put(level, Arrays.copyOfRange(codes, i * each, (i + 1) * each));
            }
          }
          return out;
        });
  }

  @Override
  public void decode(int[] codes, CodeLevel level, SampleSink sink) {
    ReceptiveField field = ReceptiveField.ofDecoder(config, level);
    int hop = config.hop(level);
    int step = chunk / hop;
    for (int from = 0; from < codes.length; from += step) {
      int to = Math.min(codes.length, from + step);
      int first = Math.max(0, from - field.before());
      int last = Math.min(codes.length, to + field.after());
      long[] seen = Arrays.stream(codes, first, last).asLongStream().toArray();
      int begin = (from - first) * hop;
      int end = (to - first) * hop;
      float[] samples =
          withoutGradients(
              () ->
                  model
                      .decode(manager.create(seen, new Shape(1, seen.length)), level)
                      .get(new NDIndex(":, {}:{}", begin, end))
                      .toFloatArray());
      for (float sample : samples) {
        requireNumbers(sample, "samples");
      }
      sink.write(samples);
    }
  }

  /** What is not a number would become the first code, or silence. */
  private void requireNumbers(float value, String what) {
    if (!Float.isFinite(value)) {
      throw new UserError(
          model.source(),
          "made " + what + " that are not numbers",
          "finite " + what,
          "Its weights are too large to compute with: the training diverged. Take an earlier"
              + " checkpoint, or train again with a lower learning rate");
    }
  }

  private int padded(int samples) {
    int hop = config.largestHop();
    return Math.multiplyExact((samples + hop - 1) / hop, hop);
  }

  private static <T> T withoutGradients(Supplier<T> work) {
    boolean before = JniUtils.isGradMode();
    JniUtils.setGradMode(false);
    try (NDScope scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      return work.get();
    } finally {
      JniUtils.setGradMode(before);
    }
  }

  private static int[] ints(long[] codes) {
    return Arrays.stream(codes).mapToInt(Math::toIntExact).toArray();
  }

  /** Codes that arrive in pieces. */
  private static final class CodeList {
    private int[] codes = new int[1024];
    private int size;

    void add(int[] more, int from, int to) {
      int n = to - from;
      if (size + n > codes.length) {
        codes = Arrays.copyOf(codes, Math.max(size + n, 2 * codes.length));
      }
      System.arraycopy(more, from, codes, size, n);
      size += n;
    }

    int[] toArray() {
      return Arrays.copyOf(codes, size);
    }
  }
}
