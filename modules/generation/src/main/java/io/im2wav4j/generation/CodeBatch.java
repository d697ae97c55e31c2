package io.im2wav4j.generation;

import ai.djl.ndarray.NDManager;
import io.im2wav4j.generation.decode.CodeDecoder;
import io.im2wav4j.models.conditioning.Conditions;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/**
 * Jobs of one level that are decoded together. Each has a slot: a row of the decoder with the
 * picture and, where guidance needs it, one without. A slot goes through its job's windows on its
 * own and is free as soon as the job is done. Rows that a step does not need are left out of it;
 * when they are needed again, they take the codes since then in one pass.
 */
final class CodeBatch implements AutoCloseable {
  private final CodeGenerator generator;
  private final Sampler sampler;
  private final int context;
  private final CodeDecoder decoder;
  private final float[][] logits;
  private final Slot[] slots;

  private final class Slot {
    private final int[] rows; // with the picture, without; -1: never needed
    private final boolean[] open = new boolean[2];
    private final Conditions[] conditions = new Conditions[2];
    private CodeJob job;
    private Consumer<int[]> whenDone;
    private int[] codes;
    private int done;
    private List<Integer> windows;
    private int window;
    private NDManager manager;

    Slot(int[] rows) {
      this.rows = rows;
    }

    void begin(CodeJob next, Consumer<int[]> then) {
      job = next;
      whenDone = then;
      codes = Arrays.copyOf(next.prime(), next.total());
      done = next.prime().length;
      windows = generator.windows(next.total());
      window = 0;
      while (windows.get(window) + context <= done) {
        window++;
      }
      manager = generator.manager();
    }

    int start() {
      return windows.get(window);
    }

    double scale() {
      return generator.sampling().scale(done - start(), context);
    }

    boolean needs(boolean picture) {
      return picture ? Guidance.needsConditional(scale()) : Guidance.needsNull(scale());
    }

    /** The row with or without the picture, which has taken all codes of the window so far. */
    int row(boolean picture) {
      int i = picture ? 0 : 1;
      if (!open[i]) {
        if (conditions[i] == null) {
          conditions[i] = generator.conditions(manager, job, start(), picture);
        }
        decoder.open(rows[i], conditions[i], Arrays.copyOfRange(codes, start(), done));
        open[i] = true;
      }
      return rows[i];
    }

    void leave(boolean picture) {
      int i = picture ? 0 : 1;
      if (open[i]) {
        decoder.release(rows[i]);
        open[i] = false;
      }
    }

    void accept(int code) {
      codes[done++] = code;
      if (done < start() + context) {
        return;
      }
      leave(true);
      leave(false);
      Arrays.fill(conditions, null);
      manager.close();
      window++;
      if (window < windows.size()) {
        manager = generator.manager();
        return;
      }
      job = null;
      whenDone.accept(codes);
    }
  }

  CodeBatch(CodeGenerator generator, int count) {
    this.generator = generator;
    this.sampler = new Sampler(generator.sampling());
    this.context = generator.config().contextLength();
    this.decoder = generator.decoder(generator.rows(count));
    this.logits = new float[decoder.rows()][generator.config().codebookSize()];
    this.slots = new Slot[count];
    int without = generator.needs(true) ? count : 0;
    for (int s = 0; s < count; s++) {
      slots[s] =
          new Slot(
              new int[] {
                generator.needs(true) ? s : -1, generator.needs(false) ? without + s : -1
              });
    }
  }

  int free() {
    return (int) Arrays.stream(slots).filter(s -> s.job == null).count();
  }

  boolean isEmpty() {
    return free() == slots.length;
  }

  /**
   * Takes a job into a free slot.
   *
   * @param whenDone gets all codes, the prime before the sampled
   */
  void add(CodeJob job, Consumer<int[]> whenDone) {
    for (Slot slot : slots) {
      if (slot.job == null) {
        slot.begin(job, whenDone);
        return;
      }
    }
    throw new IllegalStateException("no slot is free");
  }

  /** Samples the next code of every job; says how many there were. */
  int step() {
    int[] rows = new int[decoder.rows()];
    int[] previous = new int[rows.length];
    int count = 0;
    for (boolean picture : new boolean[] {true, false}) {
      for (Slot slot : slots) {
        if (slot.job == null) {
          continue;
        }
        if (slot.needs(picture)) {
          rows[count] = slot.row(picture);
          previous[count++] = slot.done == 0 ? 0 : slot.codes[slot.done - 1];
        } else {
          slot.leave(picture);
        }
      }
    }
    rows = Arrays.copyOf(rows, count);
    decoder.next(rows, previous, logits);
    return sample(rows);
  }

  private int sample(int[] rows) {
    int[] at = new int[decoder.rows()];
    for (int i = 0; i < rows.length; i++) {
      at[rows[i]] = i;
    }
    int sampled = 0;
    for (Slot slot : slots) {
      if (slot.job == null) {
        continue;
      }
      boolean with = slot.needs(true);
      float[] row = logits[at[slot.rows[with ? 0 : 1]]];
      generator.requireNumbers(row, slot.done, slot.codes.length);
      if (with && slot.needs(false)) {
        float[] without = logits[at[slot.rows[1]]];
        generator.requireNumbers(without, slot.done, slot.codes.length);
        Guidance.apply(row, without, slot.scale());
      }
      slot.accept(sampler.sample(row, slot.job.random()));
      sampled++;
    }
    return sampled;
  }

  @Override
  public void close() {
    decoder.close();
    for (Slot slot : slots) {
      if (slot.job != null) {
        slot.manager.close();
      }
    }
  }
}
