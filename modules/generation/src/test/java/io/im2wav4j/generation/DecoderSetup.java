package io.im2wav4j.generation;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import io.im2wav4j.generation.decode.CodeDecoder;
import io.im2wav4j.models.conditioning.Conditions;
import io.im2wav4j.models.lm.LanguageModel;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * A tiny model, random conditions and codes of some rows, and the logits of all codes in one pass.
 *
 * @param uncached logits [R][T][V]
 */
public record DecoderSetup(
    LanguageModel model, Conditions conditions, int[][] codes, float[][][] uncached) {

  public static DecoderSetup of(NDManager manager, String level, int rows) {
    LanguageModel model = level.equals("low") ? TinyModels.low(manager) : TinyModels.up(manager);
    Random random = new Random(1);
    int t = model.config().contextLength();
    int width = model.config().width();
    Conditions conditions =
        new Conditions(
            manager.randomNormal(new Shape(rows, 1, width)),
            manager.randomNormal(new Shape(rows, t, width)));
    int[][] codes = new int[rows][];
    for (int r = 0; r < rows; r++) {
      codes[r] = random.ints(t, 0, TinyModels.CODES).toArray();
    }
    long[] flat = Arrays.stream(codes).flatMapToInt(Arrays::stream).asLongStream().toArray();
    NDArray z = manager.create(flat, new Shape(rows, t));
    float[] all = model.logits(z, conditions).toFloatArray();
    float[][][] uncached = new float[rows][t][];
    for (int r = 0; r < rows; r++) {
      for (int at = 0; at < t; at++) {
        int from = (r * t + at) * TinyModels.CODES;
        uncached[r][at] = Arrays.copyOfRange(all, from, from + TinyModels.CODES);
      }
    }
    return new DecoderSetup(model, conditions, codes, uncached);
  }

  public int length() {
    return codes[0].length;
  }

  /** Begins a row's window with its first codes given. */
  public void open(CodeDecoder decoder, int into, int row, int given) {
    NDIndex own = new NDIndex("{}:{}", row, row + 1);
    decoder.open(
        into,
        new Conditions(conditions.start().get(own), conditions.perCode().get(own)),
        Arrays.copyOf(codes[row], given));
  }

  /**
   * Logits of some rows' next codes, [rows][V].
   *
   * @param from the decoder's rows, ascending
   * @param rows whose codes they follow
   */
  public float[][] next(CodeDecoder decoder, int[] from, int[] rows) {
    float[][] logits = new float[from.length][TinyModels.CODES];
    int[] previous = new int[from.length];
    for (int i = 0; i < from.length; i++) {
      int position = decoder.position(from[i]);
      previous[i] = position == 0 ? -1 : codes[rows[i]][position - 1];
    }
    decoder.next(from, previous, logits);
    return logits;
  }

  /** Logits of all rows together, [T][R][V], the first codes given. */
  public float[][][] follow(CodeDecoder decoder, int given) {
    int[] all = IntStream.range(0, codes.length).toArray();
    for (int r : all) {
      open(decoder, r, r, given);
    }
    float[][][] logits = new float[length()][][];
    for (int at = given; at < logits.length; at++) {
      logits[at] = next(decoder, all, all);
    }
    return logits;
  }
}
