package io.im2wav4j.audio.media;

import io.im2wav4j.audio.AudioClip;
import io.im2wav4j.core.error.UserError;
import java.awt.image.BufferedImage;
import java.nio.Buffer;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacv.FFmpegFrameGrabber;
import org.bytedeco.javacv.Frame;
import org.bytedeco.javacv.FrameGrabber;
import org.bytedeco.javacv.Java2DFrameConverter;

/**
 * Reads media files. Sound comes at its native rate (our own resampler follows: FFmpeg's drops its
 * tail); frames come with their own time stamps, so that any frame rate, also a varying one, is
 * taken as it is.
 */
public final class MediaFile {
  static {
    avutil.av_log_set_level(avutil.AV_LOG_FATAL);
  }

  private MediaFile() {}

  /** Reads a file's header. */
  public static MediaInfo probe(Path file) {
    try (FFmpegFrameGrabber grabber = open(file)) {
      boolean video = grabber.getVideoStream() >= 0 && grabber.getImageWidth() > 0;
      boolean audio = grabber.getAudioStream() >= 0 && grabber.getAudioChannels() > 0;
      return new MediaInfo(
          grabber.getLengthInTime() / 1e6,
          audio ? grabber.getSampleRate() : 0,
          audio ? grabber.getAudioChannels() : 0,
          video ? grabber.getVideoFrameRate() : 0,
          video ? grabber.getImageWidth() : 0,
          video ? grabber.getImageHeight() : 0);
    } catch (FrameGrabber.Exception e) {
      throw undecodable(file, e);
    }
  }

  /** All sound of a file. */
  public static AudioClip audio(Path file) {
    return audio(file, 0, Double.POSITIVE_INFINITY);
  }

  /**
   * The sound of a file from {@code start} on, in seconds, for at most {@code seconds}.
   *
   * @throws UserError where the file cannot be decoded or has no sound there
   */
  public static AudioClip audio(Path file, double start, double seconds) {
    try (FFmpegFrameGrabber grabber = open(file)) {
      int channels = grabber.getAudioChannels();
      int rate = grabber.getSampleRate();
      if (grabber.getAudioStream() < 0 || channels < 1 || rate < 1) {
        throw new UserError(
            file.toString(),
            "no sound in it",
            "a file with a sound stream",
            "Leave it out of the data set, or give a file with sound");
      }
      Samples samples = new Samples(channels);
      long first = Math.round(start * rate);
      long last = Double.isInfinite(seconds) ? Long.MAX_VALUE : first + Math.round(seconds * rate);
      for (Frame frame = grabber.grabSamples();
          frame != null && samples.length < last;
          frame = grabber.grabSamples()) {
        if (frame.samples != null) {
          samples.append(frame.samples);
        }
      }
      int to = (int) Math.min(last, samples.length);
      if (first >= to) {
        throw new UserError(
            file.toString(),
            "sound of " + (double) samples.length / rate + " s",
            "sound from " + start + " s on",
            "Check start and duration of the item");
      }
      return new AudioClip(samples.channels((int) first, to), rate);
    } catch (FrameGrabber.Exception e) {
      throw undecodable(file, e);
    }
  }

  /**
   * The frames nearest in time to start, start + 1/rate, start + 2/rate ... A still picture gives
   * one frame.
   *
   * @param start in seconds
   * @param seconds length of the stretch; frames beyond the video's end are not repeated
   * @param rate frames a second
   */
  public static List<VideoFrame> frames(Path file, double start, double seconds, double rate) {
    List<VideoFrame> chosen = new ArrayList<>();
    try (FFmpegFrameGrabber grabber = open(file);
        Java2DFrameConverter converter = new Java2DFrameConverter()) {
      if (grabber.getVideoStream() < 0 || grabber.getImageWidth() < 1) {
        throw new UserError(
            file.toString(),
            "no pictures in it",
            "a video or a picture",
            "Give the item an image, or leave it out");
      }
      VideoFrame previous = null;
      int next = 0;
      double end = start + seconds;
      for (Frame frame = grabber.grabImage(); frame != null; frame = grabber.grabImage()) {
        double time = frame.timestamp / 1e6;
        // Frame k/rate is decided once a frame after it is seen: the nearer of the two wins.
        while (start + next / rate < end - 1e-9 && time >= start + next / rate) {
          double wanted = start + next / rate;
          boolean earlier = previous != null && wanted - previous.seconds() <= time - wanted;
          VideoFrame best =
              earlier ? previous : new VideoFrame(time, copy(converter.convert(frame)));
          chosen.add(best);
          previous = best;
          next++;
        }
        if (start + next / rate >= end - 1e-9) {
          return chosen;
        }
        if (time >= start + next / rate - 1 / rate) {
          previous = new VideoFrame(time, copy(converter.convert(frame)));
        }
      }
      if (previous != null
          && (chosen.isEmpty() || previous.seconds() > chosen.get(chosen.size() - 1).seconds())
          && start + next / rate < Math.min(end, previous.seconds() + 1 / rate)) {
        chosen.add(previous);
      }
    } catch (FrameGrabber.Exception e) {
      throw undecodable(file, e);
    }
    if (chosen.isEmpty()) {
      throw new UserError(
          file.toString(),
          "no frame that can be decoded",
          "pictures from " + start + " s on",
          "Check the file, and start and duration of the item");
    }
    return chosen;
  }

  private static BufferedImage copy(BufferedImage shared) {
    BufferedImage image =
        new BufferedImage(shared.getWidth(), shared.getHeight(), BufferedImage.TYPE_INT_RGB);
    java.awt.Graphics2D g = image.createGraphics();
    g.drawImage(shared, 0, 0, null);
    g.dispose();
    return image;
  }

  private static FFmpegFrameGrabber open(Path file) {
    if (!Files.isRegularFile(file)) {
      throw new UserError(
          file.toString(),
          "no such file",
          "an audio or video file",
          "Check the path in the manifest");
    }
    FFmpegFrameGrabber grabber = new FFmpegFrameGrabber(file.toFile());
    grabber.setSampleMode(FrameGrabber.SampleMode.FLOAT);
    grabber.setImageMode(FrameGrabber.ImageMode.COLOR);
    try {
      grabber.start();
    } catch (FrameGrabber.Exception e) {
      closeQuietly(grabber);
      throw undecodable(file, e);
    }
    return grabber;
  }

  private static void closeQuietly(FFmpegFrameGrabber grabber) {
    try {
      grabber.close();
    } catch (FrameGrabber.Exception e) {
      // The failure to open is the one to report.
    }
  }

  private static UserError undecodable(Path file, Exception cause) {
    return new UserError(
        file.toString(),
        "cannot be decoded",
        "an audio or video file that FFmpeg reads",
        "Check that the file is whole and really of the type that its name says",
        cause);
  }

  /** Grows as sound arrives. */
  private static final class Samples {
    private final float[][] data;
    private int length;

    Samples(int channels) {
      data = new float[channels][1 << 16];
    }

    void append(Buffer[] buffers) {
      FloatBuffer first = (FloatBuffer) buffers[0];
      int n = buffers.length == 1 ? first.remaining() / data.length : first.remaining();
      for (int c = 0; c < data.length; c++) {
        if (length + n > data[c].length) {
          data[c] = Arrays.copyOf(data[c], Math.max(length + n, 2 * data[c].length));
        }
        FloatBuffer source = buffers.length == 1 ? first : (FloatBuffer) buffers[c];
        for (int i = 0; i < n; i++) {
          data[c][length + i] =
              source.get(source.position() + (buffers.length == 1 ? i * data.length + c : i));
        }
      }
      length += n;
    }

    float[][] channels(int from, int to) {
      float[][] out = new float[data.length][];
      for (int c = 0; c < out.length; c++) {
        out[c] = Arrays.copyOfRange(data[c], from, to);
      }
      return out;
    }
  }
}
