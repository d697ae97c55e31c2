package io.im2wav4j.models.conditioning;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.im2wav4j.core.Seeds;
import io.im2wav4j.nn.layer.Module;
import io.im2wav4j.nn.layer.ParameterFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * The picture and the place in time, the {@code y_emb} of Im2Wav. The mean over the frames becomes
 * the start token; where the configuration says so each code gets its nearest frame and the
 * embeddings of total length, absolute and relative position.
 *
 * <p>{@code null_CLIP}, {@code null_video_CLIP} [width]; {@code clip_map}, {@code video_map}; the
 * three position tables.
 */
public final class ImageConditioner extends Module {
  private final ImageConditionerConfig config;
  private final int codes;
  private final NDArray nullMean;
  private final NDArray nullFrame;
  private final EmbeddingMap meanMap;
  private final EmbeddingMap frameMap;
  private final RangeEmbedding totalLength;
  private final RangeEmbedding absolutePosition;
  private final RangeEmbedding relativePosition;

  /**
   * @param codes codes of a window
   * @param width of the model
   * @param initScale factor of the tables' standard deviations
   */
  public ImageConditioner(
      ParameterFactory make,
      ImageConditionerConfig config,
      int codes,
      int width,
      double initScale) {
    this.config = config;
    this.codes = codes;
    int in = config.embeddingWidth();
    this.nullMean =
        config.hasNull() ? parameter("null_CLIP", make.normal(0.02 * initScale, width)) : null;
    this.nullFrame =
        config.hasNull() && config.perFrame()
            ? parameter("null_video_CLIP", make.normal(0.02 * initScale, width))
            : null;
    this.meanMap = child("clip_map", new EmbeddingMap(make, in, width));
    this.frameMap =
        config.perFrame() ? child("video_map", new EmbeddingMap(make, in, width)) : null;
    TimeConfig time = config.time();
    if (time == null) {
      this.totalLength = null;
      this.absolutePosition = null;
      this.relativePosition = null;
    } else {
      double deviation = 0.01 * initScale;
      this.totalLength =
          child(
              "total_length_emb",
              new RangeEmbedding(
                  make, time.bins(), time.minSamples(), time.maxSamples(), width, deviation));
      this.absolutePosition =
          child(
              "absolute_pos_emb",
              new RangeEmbedding(make, time.bins(), 0, time.maxSamples(), width, deviation));
      this.relativePosition =
          child("relative_pos_emb", new RangeEmbedding(make, time.bins(), 0, 1, width, deviation));
    }
  }

  /** A batch for inference: nothing dropped. The items may have different numbers of frames. */
  public ImageInput input(NDManager manager, List<ClipWindow> windows) {
    int n = windows.size();
    int width = config.embeddingWidth();
    float scale = (float) config.embeddingScale();
    int rows = windows.stream().mapToInt(w -> w.frames().length).sum();
    float[] mean = new float[n * width];
    float[] frames = new float[rows * width];
    long[] frameOfCode = new long[n * codes];
    long[] total = new long[n];
    long[] absolute = new long[n * codes];
    long[] relative = new long[n * codes];
    int row = 0;
    for (int i = 0; i < n; i++) {
      ClipWindow window = windows.get(i);
      int count = window.frames().length;
      for (int f = 0; !config.blind() && f < count; f++) {
        for (int e = 0; e < width; e++) {
          frames[(row + f) * width + e] = scale * window.frames()[f][e];
        }
      }
      for (int e = 0; !config.blind() && e < width; e++) {
        double sum = 0;
        for (float[] frame : window.frames()) {
          sum += frame[e];
        }
        mean[i * width + e] = scale * (float) (sum / count);
      }
      for (int t = 0; t < codes; t++) {
        frameOfCode[i * codes + t] = (long) row + nearestFrame(t, codes, count);
      }
      row += count;
      if (config.time() != null) {
        float start = window.offsetSamples();
        float end = start + window.lengthSamples();
        float length = window.totalSamples();
        total[i] = totalLength.bin(length);
        System.arraycopy(absolutePosition.bins(start, end, codes), 0, absolute, i * codes, codes);
        // The reference clamps the end of the relative range to 1.
        System.arraycopy(
            relativePosition.bins(start / length, Math.min(end / length, 1), codes),
            0,
            relative,
            i * codes,
            codes);
      }
    }
    boolean perFrame = config.perFrame();
    boolean timed = config.time() != null;
    Shape perCode = new Shape(n, codes);
    return new ImageInput(
        manager.create(mean, new Shape(n, width)),
        perFrame ? manager.create(frames, new Shape(rows, width)) : null,
        perFrame ? manager.create(frameOfCode, perCode) : null,
        timed ? manager.create(total, new Shape(n, 1)) : null,
        timed ? manager.create(absolute, perCode) : null,
        timed ? manager.create(relative, perCode) : null,
        null,
        null,
        null);
  }

  /** A batch for training: an input {@link #withDropout}. */
  public ImageInput trainingInput(NDManager manager, List<ClipWindow> windows, long seed) {
    return withDropout(manager, input(manager, windows), seed);
  }

  /**
   * The same input for training. One draw per item drops its mean and its frames together; the time
   * stays.
   *
   * @param seed decides what is dropped
   */
  public ImageInput withDropout(NDManager manager, ImageInput input, long seed) {
    int n = (int) input.mean().getShape().get(0);
    NDArray kept = null;
    if (config.hasNull()) {
      SplittableRandom random = new SplittableRandom(Seeds.derive(seed, "condition dropout"));
      float[] keep = new float[n];
      for (int i = 0; i < n; i++) {
        keep[i] = random.nextDouble() < config.conditionDropout() ? 0 : 1;
      }
      kept = manager.create(keep, new Shape(n, 1));
    }
    SplittableRandom random = new SplittableRandom(Seeds.derive(seed, "map dropout"));
    return input.with(
        kept,
        mapDropout(manager, input.mean(), random),
        mapDropout(manager, input.frames(), random));
  }

  private NDArray mapDropout(NDManager manager, NDArray of, SplittableRandom random) {
    if (of == null || config.mapDropout() == 0) {
      return null;
    }
    float[] factors = new float[(int) of.getShape().size()];
    float scale = (float) (1 / (1 - config.mapDropout()));
    for (int i = 0; i < factors.length; i++) {
      factors[i] = random.nextDouble() < config.mapDropout() ? 0 : scale;
    }
    return manager.create(factors, of.getShape());
  }

  /**
   * The frame nearest in time to a code: round(linspace(0, 1, codes) (frames - 1)), half to even.
   */
  static int nearestFrame(int code, int codes, int frames) {
    double place = codes == 1 ? 0 : code == codes - 1 ? 1 : code * (1.0 / (codes - 1));
    return (int) Math.rint(place * (frames - 1));
  }

  /** The start token [N, 1, width] and what is added to each code [N, T, width] (null: nothing). */
  public Conditions forward(ImageInput input) {
    NDArray perCode = null;
    for (Lookup lookup : lookups(input)) {
      NDArray vectors = lookup.vectors();
      perCode = perCode == null ? vectors : perCode.add(vectors);
    }
    return new Conditions(start(input), perCode);
  }

  /** The start token [N, 1, width]. */
  public NDArray start(ImageInput input) {
    NDArray mapped = meanMap.forward(input.mean(), input.meanDropout());
    NDArray kept = input.kept();
    if (kept != null) {
      mapped = mapped.mul(kept).add(kept.mul(-1f).add(1f).mul(known(nullMean)));
    }
    return mapped.expandDims(1);
  }

  /** What is added to each code: the sum of these, in this order. */
  public List<Lookup> lookups(ImageInput input) {
    List<Lookup> all = new ArrayList<>();
    if (config.time() != null) {
      all.add(absolutePosition.lookup(input.absolutePosition()));
      all.add(relativePosition.lookup(input.relativePosition()));
      all.add(totalLength.lookup(input.totalLength()));
    }
    if (frameMap != null) {
      NDArray mapped = frameMap.forward(input.frames(), input.frameDropout());
      all.add(
          input.kept() == null ? new Lookup(mapped, input.frameOfCode()) : orNull(mapped, input));
    }
    return all;
  }

  /** The frames and, after them, the null vector, which takes the place of those not kept. */
  private Lookup orNull(NDArray mapped, ImageInput input) {
    long frames = mapped.getShape().get(0);
    NDArray table = mapped.concat(known(nullFrame).expandDims(0), 0);
    NDArray kept = input.kept().toType(DataType.INT64, false); // [N, 1]
    NDArray dropped = kept.mul(-1).add(1).mul(frames);
    return new Lookup(table, input.frameOfCode().mul(kept).add(dropped));
  }

  private static NDArray known(NDArray nullVector) {
    if (nullVector == null) {
      throw new IllegalStateException("a model without condition dropout has no null vectors");
    }
    return nullVector;
  }
}
