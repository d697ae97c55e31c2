package io.im2wav4j.worker;

import java.nio.file.Path;

/** A program with a worker that hangs; it prints the worker's number and waits. */
final class WorkerParent {
  private WorkerParent() {}

  /** Is to be killed. */
  public static void main(String[] args) {
    try (WorkerLease lease = new WorkerLease(new WorkerBounds(128, 600, ""))) {
      System.out.println(WorkerTest.pid(lease));
      System.out.flush();
      WorkerTest.call(lease, Path.of("any"), "hang").read();
    }
  }
}
