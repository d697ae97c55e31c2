package io.im2wav4j.audio.media;

import io.im2wav4j.core.error.UserError;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVIOContext;
import org.bytedeco.ffmpeg.avformat.AVIndexEntry;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.global.avformat;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.BytePointer;

/**
 * A file that FFmpeg has opened: this file and no other one, as one of the formats that are read.
 */
record MediaInput(Path file, AVIOContext bytes, AVFormatContext context, Deadline deadline)
    implements AutoCloseable {
  static {
    // Our errors say what is wrong; FFmpeg's own lines would only come between a progress bar.
    avutil.av_log_set_level(avutil.AV_LOG_QUIET);
  }

  /** Opens a file, and fails if it is no media file or was cut short. */
  static MediaInput open(Path file) {
    if (!Files.isRegularFile(file)) {
      throw new UserError(
          file.toString(),
          Files.isDirectory(file) ? "a folder" : "no such file",
          "an audio or video file",
          "Check the path");
    }
    avutil.av_max_alloc(MediaLimits.current().allocationBytes());
    RiffHeader wav = wavHeader(file);
    Deadline deadline = new Deadline(file);
    AVIOContext bytes = null;
    MediaInput input = null;
    try {
      bytes = openBytes(file, deadline);
      input = new MediaInput(file, bytes, openContext(file, bytes, wav, deadline), deadline);
      input.checkSize(wav.missing());
      return input;
    } catch (RuntimeException e) {
      if (input != null) {
        avformat.avformat_close_input(input.context);
      }
      avformat.avio_close(bytes);
      deadline.close();
      throw e;
    }
  }

  /** As if it had just been opened; this one is not to be used any more. */
  MediaInput again() {
    avformat.avformat_close_input(context);
    avformat.avio_seek(bytes, 0, 0);
    return new MediaInput(
        file, bytes, openContext(file, bytes, wavHeader(file), deadline), deadline);
  }

  private static AVFormatContext openContext(
      Path file, AVIOContext bytes, RiffHeader wav, Deadline deadline) {
    MediaLimits limits = MediaLimits.current();
    AVFormatContext context = avformat.avformat_alloc_context();
    context.pb(bytes);
    context.interrupt_callback(deadline.callback());
    AVDictionary options = new AVDictionary(null);
    avutil.av_dict_set(options, "format_whitelist", MediaFormats.ALL, 0);
    avutil.av_dict_set(options, "codec_whitelist", MediaCodecs.ALL, 0);
    // The file itself is open already, and no other one is to be.
    avutil.av_dict_set(options, "protocol_whitelist", "none", 0);
    avutil.av_dict_set_int(options, "max_streams", limits.streams(), 0);
    if (wav.unknown()) {
      avutil.av_dict_set(options, "ignore_length", "1", 0);
    }
    String name = MediaFormats.plainName(file.getFileName().toString());
    int rc = avformat.avformat_open_input(context, name, null, options);
    avutil.av_dict_free(options);
    deadline.check();
    if (rc == avutil.AVERROR_ENOMEM()) {
      throw new LimitExceeded(
          file,
          "more than "
              + limits.streams()
              + " streams, or a header of more than "
              + limits.allocationMegabytes()
              + " MiB",
          "at most that",
          "streams', 'allocationMegabytes");
    }
    if (rc < 0) {
      throw undecodable(file, null);
    }
    return context;
  }

  private static AVIOContext openBytes(Path file, Deadline deadline) {
    AVIOContext bytes = new AVIOContext(null);
    AVDictionary options = new AVDictionary(null);
    avutil.av_dict_set(options, "protocol_whitelist", "file", 0);
    try (BytePointer url = new BytePointer(url(file), StandardCharsets.UTF_8)) {
      int flags = avformat.AVIO_FLAG_READ;
      if (avformat.avio_open2(bytes, url, flags, deadline.callback(), options) < 0) {
        throw undecodable(file, null);
      }
      return bytes;
    } finally {
      avutil.av_dict_free(options);
    }
  }

  /** A file's address: without the protocol, a name may be taken for one. */
  private static String url(Path file) {
    return "file:" + file.toAbsolutePath();
  }

  /** MP4 lists where each sample lies, WAV says how many bytes follow: was the file cut? */
  private void checkSize(long missing) {
    long size = size();
    long needed = size + missing;
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

  private static RiffHeader wavHeader(Path file) {
    try {
      return RiffHeader.read(file);
    } catch (IOException e) {
      throw undecodable(file, e);
    }
  }

  /** Bytes of the file. */
  long size() {
    try {
      return Files.size(file);
    } catch (IOException e) {
      throw undecodable(file, e);
    }
  }

  static UserError undecodable(Path file, Exception cause) {
    return new UserError(
        file.toString(),
        "cannot be decoded",
        "an audio or video file that FFmpeg reads",
        "Check that the file is whole and really of the type that its name says",
        cause);
  }

  @Override
  public void close() {
    avformat.avformat_close_input(context);
    avformat.avio_close(bytes);
    deadline.close();
  }
}
