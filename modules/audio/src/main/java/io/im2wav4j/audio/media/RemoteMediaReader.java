package io.im2wav4j.audio.media;

import io.im2wav4j.audio.AudioClip;
import io.im2wav4j.audio.SampleStream;
import io.im2wav4j.audio.media.MediaService.Task;
import io.im2wav4j.worker.WorkerBounds;
import io.im2wav4j.worker.WorkerData;
import io.im2wav4j.worker.WorkerJob;
import io.im2wav4j.worker.WorkerLease;
import io.im2wav4j.worker.WorkerReply;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.Consumer;

/** Has files decoded in worker processes: what kills one of them costs a file. */
final class RemoteMediaReader implements MediaReader {
  /** Within the limit, decoding ends itself and says why. */
  private static final int GRACE_SECONDS = 10;

  /** What a reply is made to. */
  private interface Reading<T> {
    T from(DataInputStream in) throws IOException;
  }

  @Override
  public MediaInfo probe(Path file) {
    return ask(Task.PROBE, file, 0, 0, 0, MediaTransfer::readInfo);
  }

  @Override
  public MediaCheck examine(Path file) {
    return ask(Task.EXAMINE, file, 0, 0, 0, MediaTransfer::readCheck);
  }

  @Override
  public AudioClip audio(Path file, double start, double seconds) {
    return ask(Task.AUDIO, file, start, seconds, 0, in -> clip(file, in));
  }

  @Override
  public SampleStream stream(Path file, double start, double seconds) {
    WorkerLease lease = lease();
    try {
      return new RemoteSampleStream(lease, call(lease, Task.STREAM, file, start, seconds, 0));
    } catch (RuntimeException | Error e) {
      lease.close();
      throw e;
    }
  }

  @Override
  public void frames(
      Path file, double start, double seconds, double rate, Consumer<VideoFrame> next) {
    ask(
        Task.FRAMES,
        file,
        start,
        seconds,
        rate,
        in -> {
          VideoFrame frame = null;
          for (int kind = in.readByte(); kind != MediaService.NONE; kind = in.readByte()) {
            if (kind == MediaService.NEW) {
              frame = new VideoFrame(in.readDouble(), PictureTransfer.read(in));
            }
            next.accept(frame);
          }
          return null;
        });
  }

  @Override
  public DubbedVideo dub(Path video, double start, double seconds, Path sound, Path target) {
    return ask(
        Task.DUB,
        video,
        start,
        seconds,
        0,
        in -> new DubbedVideo(in.readBoolean(), WorkerData.readText(in)),
        sound.toString(),
        target.toString());
  }

  @Override
  public BufferedImage picture(Path file) {
    return ask(Task.PICTURE, file, 0, 0, 0, PictureTransfer::read);
  }

  private static <T> T ask(
      Task task,
      Path file,
      double start,
      double seconds,
      double rate,
      Reading<T> reading,
      String... more) {
    try (WorkerLease lease = lease();
        WorkerReply reply = call(lease, task, file, start, seconds, rate, more)) {
      return reading.from(reply.data());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read what is read of " + file, e);
    }
  }

  private static WorkerLease lease() {
    MediaLimits limits = MediaLimits.current();
    return new WorkerLease(
        new WorkerBounds(
            limits.workerMegabytes(),
            limits.itemSeconds() + GRACE_SECONDS,
            "raise itemSeconds or workerMegabytes in a copy of configs/limits.yaml, given with"
                + " --limits FILE"));
  }

  private static WorkerReply call(
      WorkerLease lease,
      Task task,
      Path file,
      double start,
      double seconds,
      double rate,
      String... more) {
    ByteArrayOutputStream request = new ByteArrayOutputStream();
    try {
      DataOutputStream out = new DataOutputStream(request);
      WorkerData.writeText(out, System.getProperty(MediaLimits.PROPERTY, ""));
      out.writeByte(task.ordinal());
      WorkerData.writeText(out, file.toString());
      out.writeDouble(start);
      out.writeDouble(seconds);
      out.writeDouble(rate);
      for (String text : more) {
        WorkerData.writeText(out, text);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return lease.call(new WorkerJob(MediaService.class, file, request.toByteArray()));
  }

  private static AudioClip clip(Path file, DataInputStream in) throws IOException {
    MediaLimits limits = MediaLimits.current();
    int rate = in.readInt();
    float[][] data = new float[in.readInt()][1 << 16];
    int length = 0;
    for (int more = in.readInt(); more > 0; more = in.readInt()) {
      limits.checkHeld(file, (long) (length + more) * data.length);
      for (int c = 0; c < data.length; c++) {
        if (length + more > data[c].length) {
          data[c] = Arrays.copyOf(data[c], Math.max(length + more, 2 * data[c].length));
        }
        WorkerData.read(in, data[c], length, more);
      }
      length += more;
    }
    for (int c = 0; c < data.length; c++) {
      data[c] = Arrays.copyOf(data[c], length);
    }
    return new AudioClip(data, rate);
  }
}
