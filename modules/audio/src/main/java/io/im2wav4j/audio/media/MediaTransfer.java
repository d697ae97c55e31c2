package io.im2wav4j.audio.media;

import io.im2wav4j.worker.WorkerData;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Path;

/** A file's facts from process to process. */
final class MediaTransfer {
  private MediaTransfer() {}

  static void write(DataOutputStream out, MediaInfo info) throws IOException {
    out.writeDouble(info.seconds());
    out.writeInt(info.sampleRate());
    out.writeInt(info.channels());
    out.writeDouble(info.frameRate());
    out.writeInt(info.width());
    out.writeInt(info.height());
  }

  static MediaInfo readInfo(DataInputStream in) throws IOException {
    return new MediaInfo(
        in.readDouble(), in.readInt(), in.readInt(), in.readDouble(), in.readInt(), in.readInt());
  }

  static void write(DataOutputStream out, MediaCheck check) throws IOException {
    Extent extent = check.extent();
    WorkerData.writeText(out, extent.file().toString());
    for (double number :
        new double[] {
          extent.sound(),
          extent.promisedSound(),
          extent.both(),
          extent.all(),
          extent.promised(),
          extent.late()
        }) {
      out.writeDouble(number);
    }
    write(out, check.info());
    SoundLevels levels = check.levels();
    out.writeBoolean(levels != null);
    if (levels != null) {
      out.writeDouble(levels.seconds());
      out.writeDouble(levels.peak());
      out.writeDouble(levels.rms());
      out.writeDouble(levels.monoRms());
      out.writeDouble(levels.notANumber());
    }
  }

  static MediaCheck readCheck(DataInputStream in) throws IOException {
    Extent extent =
        new Extent(
            Path.of(WorkerData.readText(in)),
            in.readDouble(),
            in.readDouble(),
            in.readDouble(),
            in.readDouble(),
            in.readDouble(),
            in.readDouble());
    MediaInfo info = readInfo(in);
    SoundLevels levels =
        in.readBoolean()
            ? new SoundLevels(
                in.readDouble(), in.readDouble(), in.readDouble(), in.readDouble(), in.readDouble())
            : null;
    return new MediaCheck(extent, info, levels);
  }
}
