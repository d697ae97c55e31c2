package io.im2wav4j.training;

import ai.djl.ndarray.NDManager;
import ai.djl.training.dataset.Batch;
import ai.djl.translate.TranslateException;
import java.io.IOException;
import java.util.Iterator;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RunnableFuture;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Batches of a dataset in their order, made ahead of their use by threads of its own. */
final class BatchReader implements AutoCloseable {
  private static final int THREADS = Math.min(4, Runtime.getRuntime().availableProcessors());

  private final NDManager manager = NDManager.newBaseManager();
  private final Threads threads = new Threads();
  private final Iterator<Batch> batches;

  /** Batches from {@code first} on, without {@code end}. */
  BatchReader(TrainingDataset dataset, long first, long end) {
    try {
      batches = dataset.getData(manager, dataset.order().between(first, end), threads).iterator();
    } catch (IOException | TranslateException e) {
      throw new IllegalStateException("a training dataset has nothing to prepare", e);
    }
  }

  /** The next one; to be closed. */
  Batch next() {
    return batches.next();
  }

  /** Waits for batches in the making: their arrays must not outlive the manager. */
  @Override
  public void close() {
    threads.shutdownNow();
    try {
      threads.awaitTermination(1, TimeUnit.MINUTES);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    manager.close();
  }

  private static final class Threads extends ThreadPoolExecutor {
    Threads() {
      super(THREADS, THREADS, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), Threads::thread);
    }

    private static Thread thread(Runnable work) {
      Thread thread = new Thread(work, "training batches");
      thread.setDaemon(true);
      return thread;
    }

    @Override
    protected <T> RunnableFuture<T> newTaskFor(Callable<T> callable) {
      return new Reading<>(callable);
    }
  }

  /**
   * An interrupt is a request to stop after the step, so it does not end the wait for a batch; what
   * went wrong is thrown as it was.
   */
  private static final class Reading<T> extends FutureTask<T> {
    Reading(Callable<T> callable) {
      super(callable);
    }

    @Override
    public T get() throws ExecutionException {
      boolean interrupted = false;
      try {
        while (true) {
          try {
            return super.get();
          } catch (InterruptedException e) {
            interrupted = true;
          }
        }
      } catch (ExecutionException e) {
        if (e.getCause() instanceof RuntimeException cause) {
          throw cause;
        }
        throw e;
      } finally {
        if (interrupted) {
          Thread.currentThread().interrupt();
        }
      }
    }
  }
}
