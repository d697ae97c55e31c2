package io.im2wav4j.audio.media;

import io.im2wav4j.audio.WavFile;
import io.im2wav4j.core.error.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVIndexEntry;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avformat;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacv.FFmpegFrameGrabber;
import org.bytedeco.javacv.FrameGrabber;

/** One open media file: FFmpeg's view of it, what its header says, and the errors that name it. */
final class OpenMedia implements AutoCloseable {
  /** A sound may end this much before what its header says: encoders round, editors cut. */
  private static final double SLACK_SECONDS = 0.25;

  private static final double SLACK_SHARE = 0.05;

  static {
    // Our errors say what is wrong; FFmpeg's own lines would only come between a progress bar.
    avutil.av_log_set_level(avutil.AV_LOG_QUIET);
  }

  private final Path file;
  private final FFmpegFrameGrabber grabber;

  private OpenMedia(Path file, FFmpegFrameGrabber grabber) {
    this.file = file;
    this.grabber = grabber;
  }

  /** Opens a file and reads its header. */
  static OpenMedia open(Path file) {
    if (!Files.isRegularFile(file)) {
      throw new UserError(
          file.toString(),
          Files.isDirectory(file) ? "a folder" : "no such file",
          "an audio or video file",
          "Check the path");
    }
    FFmpegFrameGrabber grabber = new FFmpegFrameGrabber(file.toFile());
    grabber.setSampleMode(FrameGrabber.SampleMode.FLOAT);
    grabber.setImageMode(FrameGrabber.ImageMode.RAW);
    OpenMedia media = new OpenMedia(file, grabber);
    try {
      grabber.start();
      media.checkSize();
    } catch (FrameGrabber.Exception e) {
      media.close();
      throw media.undecodable(e);
    } catch (RuntimeException e) {
      media.close();
      throw e;
    }
    return media;
  }

  FFmpegFrameGrabber grabber() {
    return grabber;
  }

  /** What the header says. */
  MediaInfo info() {
    boolean video = hasVideo();
    boolean audio = hasAudio();
    return new MediaInfo(
        declaredSeconds(),
        audio ? grabber.getSampleRate() : 0,
        audio ? grabber.getAudioChannels() : 0,
        video ? grabber.getVideoFrameRate() : 0,
        video ? grabber.getImageWidth() : 0,
        video ? grabber.getImageHeight() : 0);
  }

  boolean hasVideo() {
    return grabber.getVideoStream() >= 0
        && grabber.getImageWidth() > 0
        && grabber.getImageHeight() > 0;
  }

  boolean hasAudio() {
    return grabber.getAudioStream() >= 0
        && grabber.getAudioChannels() > 0
        && grabber.getSampleRate() > 0;
  }

  /** Where the file's clock starts, in seconds; time stamps count from there. */
  double origin() {
    long start = grabber.getFormatContext().start_time();
    return start == avutil.AV_NOPTS_VALUE ? 0 : start / 1e6;
  }

  /** The duration of the sound by the header; 0 where it does not say. */
  double declaredSoundSeconds() {
    AVStream stream = grabber.getFormatContext().streams(grabber.getAudioStream());
    if (guessed()) {
      return 0;
    }
    if (stream.duration() != avutil.AV_NOPTS_VALUE && stream.duration() > 0) {
      return stream.duration() * avutil.av_q2d(stream.time_base());
    }
    return hasVideo() ? 0 : declaredSeconds();
  }

  /** Whether something that ends at {@code seconds} ends too far before {@code declared}. */
  static boolean endsEarly(double seconds, double declared) {
    return seconds < declared - Math.max(SLACK_SECONDS, SLACK_SHARE * declared);
  }

  /**
   * Demuxes the whole file: fails if its last packet ends well before the header's duration.
   *
   * @return when the last packet ends, in seconds
   */
  double checkPackets() {
    AVFormatContext context = grabber.getFormatContext();
    double end = 0;
    try (AVPacket packet = new AVPacket()) {
      while (avformat.av_read_frame(context, packet) >= 0) {
        long time = packet.pts() == avutil.AV_NOPTS_VALUE ? packet.dts() : packet.pts();
        if (time != avutil.AV_NOPTS_VALUE) {
          double unit = avutil.av_q2d(context.streams(packet.stream_index()).time_base());
          end = Math.max(end, (time + packet.duration()) * unit - origin());
        }
        avcodec.av_packet_unref(packet);
      }
    }
    if (!guessed() && end > 0 && endsEarly(end, declaredSeconds())) {
      throw truncated(end, declaredSeconds());
    }
    return end;
  }

  /** MP4 lists where each sample lies, WAV says how many bytes follow: was the file cut? */
  private void checkSize() {
    AVFormatContext context = grabber.getFormatContext();
    long size = size();
    long needed = size + WavFile.missingBytes(file);
    for (int i = 0; i < context.nb_streams(); i++) {
      AVStream stream = context.streams(i);
      int entries = avformat.avformat_index_get_entries_count(stream);
      if (entries > 0) {
        AVIndexEntry last = avformat.avformat_index_get_entry(stream, entries - 1);
        needed = Math.max(needed, last.pos() + last.size());
      }
    }
    if (needed > size) {
      throw new UserError(
          file.toString(),
          "cut short: " + size + " bytes",
          "at least " + needed + " bytes by its own header",
          "Fetch or copy the file again, or leave it out");
    }
  }

  private long size() {
    try {
      return Files.size(file);
    } catch (IOException e) {
      throw undecodable(e);
    }
  }

  private double declaredSeconds() {
    return Math.max(0, grabber.getLengthInTime() / 1e6);
  }

  /** Whether the duration is only the file's size over its bit rate. */
  private boolean guessed() {
    return grabber.getFormatContext().duration_estimation_method()
        == avformat.AVFMT_DURATION_FROM_BITRATE;
  }

  UserError truncated(double seconds, double declared) {
    return new UserError(
        file.toString(),
        String.format(Locale.ROOT, "ends after %.2f s", seconds),
        String.format(Locale.ROOT, "%.2f s by its header", declared),
        "The file was cut short: fetch or copy it again, or leave it out");
  }

  UserError without(String what, String expected, String fix) {
    return new UserError(file.toString(), what, expected, fix);
  }

  UserError undecodable(Exception cause) {
    return new UserError(
        file.toString(),
        "cannot be decoded",
        "an audio or video file that FFmpeg reads",
        "Check that the file is whole and really of the type that its name says",
        cause);
  }

  @Override
  public void close() {
    try {
      grabber.close();
    } catch (FrameGrabber.Exception e) {
      // Nothing was written; what was read is right or was reported.
    }
  }
}
