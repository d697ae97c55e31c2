package io.im2wav4j.audio.media;

import io.im2wav4j.core.error.UserError;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVIOContext;
import org.bytedeco.ffmpeg.avformat.AVIOInterruptCB;
import org.bytedeco.ffmpeg.avformat.AVOutputFormat;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVRational;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avformat;
import org.bytedeco.ffmpeg.global.avutil;

/**
 * An MP4 that is written: its index in front, so that it plays while it loads, and nothing in it
 * that names a time or a version.
 */
final class Mp4Output implements AutoCloseable {
  private static final int INVALID = -22; // EINVAL, the same on every system
  private static final int OWN_CODES = -1000; // FFmpeg's own are below

  private final Path video;
  private final Path file;
  private final AVFormatContext context = new AVFormatContext(null);
  private final AVIOContext bytes = new AVIOContext(null);

  /**
   * Opens a file to be written.
   *
   * @param video whose pictures go into it, for errors
   */
  Mp4Output(Path video, Path file) throws IOException {
    this.video = video;
    this.file = file;
    String url = "file:" + file.toAbsolutePath();
    check(avformat.avformat_alloc_output_context2(context, (AVOutputFormat) null, "mp4", url));
    context.flags(context.flags() | AVFormatContext.AVFMT_FLAG_BITEXACT);
    int flags = avformat.AVIO_FLAG_WRITE;
    AVDictionary options = new AVDictionary(null);
    avutil.av_dict_set(options, "protocol_whitelist", "file", 0);
    try {
      check(avformat.avio_open2(bytes, url, flags, (AVIOInterruptCB) null, options));
    } catch (IOException e) {
      avformat.avformat_free_context(context);
      throw e;
    } finally {
      avutil.av_dict_free(options);
    }
    context.pb(bytes);
  }

  /** A track of the pictures of a video as they are; returns its number. */
  int addCopy(OpenMedia media) throws IOException {
    AVStream from = media.video();
    AVStream stream = avformat.avformat_new_stream(context, null);
    check(avcodec.avcodec_parameters_copy(stream.codecpar(), from.codecpar()));
    stream.codecpar().codec_tag(0);
    stream.time_base(from.time_base());
    stream.avg_frame_rate(from.avg_frame_rate());
    stream.sample_aspect_ratio(from.sample_aspect_ratio());
    return stream.index();
  }

  /** A track of what an open encoder makes. */
  AVStream add(AVCodecContext encoder) throws IOException {
    AVStream stream = avformat.avformat_new_stream(context, null);
    check(avcodec.avcodec_parameters_from_context(stream.codecpar(), encoder));
    stream.time_base(encoder.time_base());
    stream.avg_frame_rate(encoder.framerate());
    stream.sample_aspect_ratio(encoder.sample_aspect_ratio());
    return stream;
  }

  /** To be called when all tracks are there. */
  void begin() throws IOException {
    AVDictionary options = new AVDictionary(null);
    avutil.av_dict_set(options, "movflags", "+faststart", 0);
    avutil.av_dict_set(options, "protocol_whitelist", "file", 0);
    try {
      check(avformat.avformat_write_header(context, options));
    } finally {
      avutil.av_dict_free(options);
    }
  }

  /**
   * Writes a packet, and takes its content.
   *
   * @param unit of its time stamps
   */
  void write(int track, AVPacket packet, AVRational unit) throws IOException {
    packet.stream_index(track);
    packet.pos(-1);
    avcodec.av_packet_rescale_ts(packet, unit, context.streams(track).time_base());
    check(avformat.av_interleaved_write_frame(context, packet));
  }

  /** Writes the index. */
  void finish() throws IOException {
    check(avformat.av_write_trailer(context));
    check(bytes.error());
  }

  /** Fails where the disk is at fault, or what the video holds. */
  private void check(int code) throws IOException {
    if (code >= 0) {
      return;
    }
    byte[] text = new byte[256];
    avutil.av_strerror(code, text, text.length);
    String message = new String(text, StandardCharsets.UTF_8).trim();
    if (code > OWN_CODES && code != INVALID) {
      throw new IOException(file.getFileName() + ": " + message);
    }
    throw new UserError(
        video.toString(),
        "pictures that cannot be put into an MP4 (" + message + ")",
        "a video that MP4 can hold",
        "Convert it first, as with 'ffmpeg -i IN -c:v libx264 OUT.mp4'");
  }

  @Override
  public void close() {
    avformat.avio_close(bytes);
    context.pb(null);
    avformat.avformat_free_context(context);
  }
}
