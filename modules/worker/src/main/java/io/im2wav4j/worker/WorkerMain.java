package io.im2wav4j.worker;

import io.im2wav4j.core.error.UserError;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.Constructor;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * The program of a worker. It ends when its standard input ends, hence also when its parent is
 * killed, whatever it is doing then.
 */
public final class WorkerMain {
  private record Call(int number, byte[] content) {}

  private final FrameWriter out;
  private final BlockingQueue<Call> calls = new LinkedBlockingQueue<>();
  private final Map<String, WorkerService> services = new HashMap<>();

  private WorkerMain(FrameWriter out) {
    this.out = out;
  }

  /**
   * Serves calls.
   *
   * @param args where replies go, a file's name, without one standard output; then the file of the
   *     ring, if there is one
   */
  public static void main(String[] args) throws Exception {
    FileOutputStream replies =
        args.length == 0 ? new FileOutputStream(FileDescriptor.out) : new FileOutputStream(args[0]);
    // Whatever prints must not print into a reply.
    System.setOut(System.err);
    InputStream requests = new FileInputStream(FileDescriptor.in);
    System.setIn(InputStream.nullInputStream());
    FrameWriter out =
        new FrameWriter(
            replies.getChannel(), args.length < 2 ? null : SharedRing.open(Path.of(args[1])));
    WorkerLogging.to(out);
    WorkerMain worker = new WorkerMain(out);
    Thread listener = new Thread(() -> worker.listen(new DataInputStream(requests)), "requests");
    listener.setDaemon(true);
    listener.start();
    out.send(Frames.READY);
    while (true) {
      worker.serve(worker.calls.take());
    }
  }

  private void listen(DataInputStream in) {
    try {
      while (true) {
        byte kind = in.readByte();
        int number = in.readInt();
        byte[] content = in.readNBytes(in.readInt());
        if (kind == Frames.CANCEL) {
          out.cancel(number);
        } else {
          calls.add(new Call(number, content));
        }
      }
    } catch (IOException e) {
      end(0); // the parent is gone
    } catch (OutOfMemoryError e) {
      end(1);
    }
  }

  private void serve(Call call) {
    try {
      out.begin(call.number());
      try {
        DataInputStream request = new DataInputStream(new ByteArrayInputStream(call.content()));
        DataOutputStream reply = new WorkerOutput(out);
        service(WorkerData.readText(request)).serve(request, reply);
        out.end(Frames.END);
      } catch (Throwable e) {
        report(e);
      }
    } catch (IOException e) {
      end(1);
    }
  }

  private WorkerService service(String name) throws ReflectiveOperationException {
    WorkerService service = services.get(name);
    if (service == null) {
      Constructor<? extends WorkerService> constructor =
          Class.forName(name).asSubclass(WorkerService.class).getDeclaredConstructor();
      constructor.setAccessible(true);
      service = constructor.newInstance();
      services.put(name, service);
    }
    return service;
  }

  private void report(Throwable e) throws IOException {
    if (e instanceof OutOfMemoryError) {
      out.end(Frames.MEMORY);
    } else if (out.isCancelled()) {
      out.end(Frames.END);
    } else if (e instanceof UserError) {
      out.end(Frames.USER_ERROR, e.getMessage(), e.getCause() == null ? "" : trace(e.getCause()));
    } else {
      out.end(Frames.FAILURE, e.getClass().getName(), String.valueOf(e.getMessage()), trace(e));
    }
  }

  private static String trace(Throwable e) {
    StringWriter text = new StringWriter();
    e.printStackTrace(new PrintWriter(text));
    return text.toString();
  }

  /** Ends the process in good order, or after a while without. */
  private static void end(int code) {
    Thread hard =
        new Thread(
            () -> {
              try {
                Thread.sleep(2000);
              } catch (InterruptedException e) {
                // Then at once.
              }
              Runtime.getRuntime().halt(code);
            });
    hard.setDaemon(true);
    hard.start();
    System.exit(code);
  }
}
