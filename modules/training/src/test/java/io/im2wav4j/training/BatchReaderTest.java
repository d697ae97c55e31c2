package io.im2wav4j.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.training.dataset.Batch;
import ai.djl.training.dataset.Record;
import ai.djl.translate.Batchifier;
import io.im2wav4j.core.error.UserError;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class BatchReaderTest {
  /** Items that give their number and a random one, the later ones of a batch sooner. */
  private static final class Numbers extends TrainingDataset {
    private final int broken;

    Numbers(int broken) {
      super(new BatchOrder(10, 4, 3), "number", Batchifier.STACK);
      this.broken = broken;
    }

    @Override
    protected Record example(NDManager manager, int item, SplittableRandom random) {
      if (item == broken) {
        throw new UserError("item " + item, "broken", "whole", "Mend it");
      }
      try {
        TimeUnit.MILLISECONDS.sleep(random.nextInt(5));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      float[] values = {item, (float) random.nextDouble()};
      return new Record(new NDList(manager.create(values)), new NDList());
    }
  }

  private static List<float[]> read(long first, long end) {
    List<float[]> all = new ArrayList<>();
    try (BatchReader reader = new BatchReader(new Numbers(-1), first, end)) {
      for (long b = first; b < end; b++) {
        try (Batch batch = reader.next()) {
          all.add(batch.getData().head().toFloatArray());
        }
      }
    }
    return all;
  }

  @Test
  void batchesReadAhead_areThoseOfTheOrder_whereverReadingBegins() {
    List<float[]> all = read(0, 12);
    BatchOrder order = new BatchOrder(10, 4, 3);
    for (int b = 0; b < 12; b++) {
      for (int i = 0; i < 4; i++) {
        assertThat(all.get(b)[2 * i]).isEqualTo(order.batch(b)[i]);
      }
    }
    List<float[]> later = read(5, 12);
    for (int b = 0; b < 7; b++) {
      assertThat(later.get(b)).containsExactly(all.get(5 + b));
    }
  }

  @Test
  void interrupt_doesNotEndTheWaitForABatch_andIsHandedOn() {
    try (BatchReader reader = new BatchReader(new Numbers(-1), 0, 3)) {
      Thread.currentThread().interrupt();
      Batch batch = reader.next();
      assertThat(Thread.interrupted()).isTrue();
      assertThat(batch.getSize()).isEqualTo(4);
    }
  }

  @Test
  void errorOfAnItem_isThrownAsItWas() {
    try (BatchReader reader = new BatchReader(new Numbers(6), 0, 3)) {
      assertThatThrownBy(
              () -> {
                for (int b = 0; b < 3; b++) {
                  reader.next().close();
                }
              })
          .isInstanceOf(UserError.class)
          .hasMessageContaining("item 6");
    }
  }
}
