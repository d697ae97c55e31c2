package io.im2wav4j.audio.media;

import io.im2wav4j.audio.SampleStream;
import io.im2wav4j.worker.WorkerData;
import io.im2wav4j.worker.WorkerService;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Path;

/** Decodes in a worker, for {@link RemoteMediaReader}. */
final class MediaService implements WorkerService {
  /** What is asked for. */
  enum Task {
    PROBE,
    EXAMINE,
    AUDIO,
    STREAM,
    FRAMES,
    DUB,
    PICTURE
  }

  /** Before a frame: it is a new one, the one before it again, or there is none. */
  static final int NEW = 1;

  static final int SAME = 2;
  static final int NONE = 0;

  private static final int PIECE = 1 << 14;

  private final MediaReader reader = new LocalMediaReader();

  MediaService() {}

  @Override
  public void serve(DataInputStream request, DataOutputStream reply) throws IOException {
    System.setProperty(MediaLimits.PROPERTY, WorkerData.readText(request));
    Task task = Task.values()[request.readByte()];
    Path file = Path.of(WorkerData.readText(request));
    double start = request.readDouble();
    double seconds = request.readDouble();
    double rate = request.readDouble();
    switch (task) {
      case PROBE -> MediaTransfer.write(reply, reader.probe(file));
      case EXAMINE -> MediaTransfer.write(reply, reader.examine(file));
      case AUDIO -> audio(reply, file, start, seconds);
      case STREAM -> stream(reply, file, start, seconds);
      case FRAMES -> frames(reply, file, start, seconds, rate);
      case DUB -> dub(request, reply, file, start, seconds);
      case PICTURE -> PictureTransfer.write(reply, reader.picture(file));
    }
  }

  private static void audio(DataOutputStream reply, Path file, double start, double seconds)
      throws IOException {
    try (OpenMedia media = OpenMedia.open(file)) {
      SoundReader sound = new SoundReader(media, start, seconds);
      reply.writeInt(sound.rate());
      reply.writeInt(media.channels());
      for (float[][] part = sound.next(); part != null; part = sound.next()) {
        media.deadline().pause();
        reply.writeInt(part[0].length);
        for (float[] channel : part) {
          WorkerData.write(reply, channel, 0, channel.length);
        }
        media.deadline().resume();
      }
      reply.writeInt(0);
    }
  }

  private void stream(DataOutputStream reply, Path file, double start, double seconds)
      throws IOException {
    try (SampleStream stream = reader.stream(file, start, seconds)) {
      reply.writeInt(stream.sampleRate());
      reply.flush();
      float[] piece = new float[PIECE];
      for (int n = stream.read(piece, 0, PIECE); n >= 0; n = stream.read(piece, 0, PIECE)) {
        WorkerData.write(reply, piece, 0, n);
      }
    }
  }

  private static void dub(
      DataInputStream request, DataOutputStream reply, Path file, double start, double seconds)
      throws IOException {
    Path sound = Path.of(WorkerData.readText(request));
    Path target = Path.of(WorkerData.readText(request));
    DubbedVideo made = VideoDub.write(file, start, seconds, sound, target);
    reply.writeBoolean(made.copied());
    WorkerData.writeText(reply, made.reason());
  }

  private static void frames(
      DataOutputStream reply, Path file, double start, double seconds, double rate)
      throws IOException {
    FrameSink sink =
        (time, picture) -> {
          reply.writeByte(picture == null ? SAME : NEW);
          if (picture != null) {
            reply.writeDouble(time);
            picture.write(reply);
          }
        };
    try (OpenMedia media = OpenMedia.open(file)) {
      FrameReader.read(media, start, seconds, rate, sink);
    }
    reply.writeByte(NONE);
  }
}
