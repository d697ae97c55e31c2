package io.im2wav4j.worker;

import io.im2wav4j.core.error.UserError;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import sun.misc.Unsafe;

/** Does what a test tells it to, good and bad. */
final class OddService implements WorkerService {
  private static final int MEBI = 1 << 20;

  OddService() {}

  @Override
  public void serve(DataInputStream request, DataOutputStream reply) throws IOException {
    String[] words = WorkerData.readText(request).split(" ");
    switch (words[0]) {
      case "count" -> count(reply, 0, Integer.parseInt(words[1]));
      case "forever" -> count(reply, 0, Integer.MAX_VALUE);
      case "pid" -> reply.writeLong(ProcessHandle.current().pid());
      case "halt" -> Runtime.getRuntime().halt(3);
      case "segv" -> signal("SEGV");
      case "hang" -> sleep(600);
      case "heap" -> fillHeap();
      case "native" -> fillMemory(Long.parseLong(words[1]));
      case "print" -> print(reply);
      case "error" -> throw new UserError("a.wav", "bad", "good", "Mend it");
      case "illegal" -> throw new IllegalArgumentException("start is -1");
      case "dieOnce" -> dieOnce(reply, Path.of(words[1]));
      default -> throw new IllegalStateException(words[0]);
    }
  }

  private static void count(DataOutputStream reply, int from, int to) throws IOException {
    for (int i = from; i < to; i++) {
      reply.writeInt(i);
    }
  }

  /** Dies in the middle of its reply, unless it did so before. */
  private static void dieOnce(DataOutputStream reply, Path mark) throws IOException {
    count(reply, 0, 50_000);
    if (!Files.exists(mark)) {
      reply.flush();
      Files.createFile(mark);
      Runtime.getRuntime().halt(7);
    }
    count(reply, 50_000, 100_000);
  }

  private static void print(DataOutputStream reply) throws IOException {
    System.out.println("a stray line");
    try (FileOutputStream out = new FileOutputStream(FileDescriptor.out)) {
      out.write("one of native code\n".getBytes(StandardCharsets.UTF_8));
    }
    reply.writeInt(1);
  }

  private static void signal(String name) throws IOException {
    new ProcessBuilder("kill", "-" + name, String.valueOf(ProcessHandle.current().pid())).start();
    sleep(600);
  }

  private static void sleep(int seconds) {
    try {
      Thread.sleep(1000L * seconds);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void fillHeap() {
    List<byte[]> all = new ArrayList<>();
    while (true) {
      all.add(new byte[MEBI]);
    }
  }

  /** Takes memory as native code takes it, and gives it back where that works. */
  private static void fillMemory(long mebibytes) {
    try {
      var field = Unsafe.class.getDeclaredField("theUnsafe");
      field.setAccessible(true);
      Unsafe memory = (Unsafe) field.get(null);
      List<Long> all = new ArrayList<>();
      for (int i = 0; i < mebibytes; i++) {
        all.add(memory.allocateMemory(MEBI));
        memory.setMemory(all.get(i), MEBI, (byte) 1);
      }
      all.forEach(memory::freeMemory);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }
}
