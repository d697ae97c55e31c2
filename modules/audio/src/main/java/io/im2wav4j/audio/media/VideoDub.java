package io.im2wav4j.audio.media;

import io.im2wav4j.audio.AudioClip;
import java.io.IOException;
import java.nio.file.Path;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.avutil.AVRational;
import org.bytedeco.ffmpeg.global.avutil;

/** Writes a {@link DubbedVideo}. Times are seconds from the start of the stretch. */
final class VideoDub {
  private final OpenMedia media;
  private final double start;
  private final double end;
  private final AacTrack sound;
  private final Mp4Output out;

  private VideoDub(OpenMedia media, double start, double end, AacTrack sound, Mp4Output out) {
    this.media = media;
    this.start = start;
    this.end = end;
    this.out = out;
    this.sound = sound;
  }

  static DubbedVideo write(Path video, double start, double seconds, Path sound, Path target)
      throws IOException {
    AudioClip clip;
    try (OpenMedia media = OpenMedia.open(sound)) {
      clip = SoundReader.read(media, 0, Double.POSITIVE_INFINITY);
    }
    try (OpenMedia media = OpenMedia.open(video);
        Mp4Output out = new Mp4Output(video, target)) {
      if (!media.hasVideo()) {
        throw media.without("no pictures in it", "a video", "Leave the MP4 out");
      }
      double end = Math.min(seconds, clip.seconds());
      PacketCopy copy = PacketCopy.of(media, start, end, clip.seconds());
      try (AacTrack track = new AacTrack(out, sound, clip)) {
        VideoDub dub = new VideoDub(media, start, end, track, out);
        if (copy.isPossible()) {
          dub.copy(copy);
        } else {
          dub.encode();
        }
        track.writeUntil(Double.POSITIVE_INFINITY);
        out.finish();
      }
      return new DubbedVideo(copy.isPossible(), copy.reason());
    }
  }

  private void copy(PacketCopy copy) throws IOException {
    AVRational unit = copy.unit();
    int track = out.addCopy(media);
    begin();
    for (AVPacket packet = copy.next(); packet != null; packet = copy.next()) {
      sound.writeUntil(packet.dts() * avutil.av_q2d(unit));
      out.write(track, packet, unit);
    }
  }

  /** Each picture is encoded when the next one, and so how long it is shown, is known. */
  private void encode() throws IOException {
    FramePicture shown = null;
    try (PictureDecoder pictures = PictureDecoder.near(media, start);
        H264Track track = new H264Track(out, media)) {
      double time = Double.NEGATIVE_INFINITY;
      double from = 0;
      for (AVFrame frame = pictures.current(); frame != null; frame = pictures.next()) {
        double next = time(pictures, time);
        if (next <= time) {
          continue; // a clock that goes back
        }
        time = next;
        if (shown != null && time >= end) {
          break;
        }
        if (shown != null && time > H264Track.TICK) {
          write(track, shown, from, time);
          from = time;
        }
        FramePicture before = shown;
        shown = FramePicture.of(frame);
        if (before != null) {
          before.close();
        }
      }
      if (shown == null) {
        throw media.without(
            "no frame that can be decoded", "pictures to be shown", "Check the file");
      }
      write(track, shown, from, sound.seconds());
    } finally {
      if (shown != null) {
        shown.close();
      }
    }
  }

  /** When a frame begins to show; without a time stamp, after the one before. */
  private double time(PictureDecoder pictures, double before) {
    if (!pictures.unstamped()) {
      return pictures.time() / 1e6 - media.zero() - start;
    }
    return before == Double.NEGATIVE_INFINITY ? -start : before + pictures.gap();
  }

  private void begin() throws IOException {
    sound.begin();
    out.begin();
  }

  private void write(H264Track track, FramePicture picture, double from, double to)
      throws IOException {
    if (!track.isBegun()) {
      track.begin(picture.frame());
      begin();
    }
    track.write(picture.frame(), from, to);
    sound.writeUntil(from);
  }
}
