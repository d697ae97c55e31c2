package io.im2wav4j.audio.media;

import io.im2wav4j.audio.AudioClip;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.nio.ShortBuffer;
import java.nio.file.Path;
import java.util.Map;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.javacv.FFmpegFrameRecorder;
import org.bytedeco.javacv.Java2DFrameConverter;

/** Small made-up media. Frame i of a video is red with level 8 i modulo 256. */
final class TestMedia {
  static final int WIDTH = 64;
  static final int HEIGHT = 48;

  private TestMedia() {}

  /** A video with frames at the given times, with a sound where one is given. */
  static Path video(Path file, double frameRate, double[] times, AudioClip sound) throws Exception {
    return video(file, frameRate, times, sound, Map.of());
  }

  /** A video with options of its format. */
  static Path video(
      Path file, double frameRate, double[] times, AudioClip sound, Map<String, String> options)
      throws Exception {
    boolean mp4 = file.toString().endsWith(".mp4");
    int channels = sound == null ? 0 : sound.channels().length;
    try (FFmpegFrameRecorder recorder =
            new FFmpegFrameRecorder(file.toFile(), WIDTH, HEIGHT, channels);
        Java2DFrameConverter converter = new Java2DFrameConverter()) {
      recorder.setFormat(mp4 ? "mp4" : "avi");
      recorder.setVideoCodec(mp4 ? avcodec.AV_CODEC_ID_MPEG4 : avcodec.AV_CODEC_ID_MJPEG);
      recorder.setOptions(options);
      recorder.setFrameRate(frameRate);
      recorder.setVideoBitrate(2_000_000);
      if (sound != null) {
        recorder.setAudioCodec(mp4 ? avcodec.AV_CODEC_ID_AAC : avcodec.AV_CODEC_ID_PCM_S16LE);
        recorder.setSampleRate(sound.sampleRate());
      }
      recorder.start();
      for (int i = 0; i < times.length; i++) {
        recorder.setTimestamp(Math.round(1e6 * times[i]));
        recorder.record(converter.convert(picture(8 * i % 256)));
      }
      if (sound != null) {
        recorder.recordSamples(sound.sampleRate(), channels, interleaved(sound));
      }
    }
    return file;
  }

  /** A video of evenly spaced frames without sound. */
  static Path video(Path file, double frameRate, int frames) throws Exception {
    double[] times = new double[frames];
    for (int i = 0; i < frames; i++) {
      times[i] = i / frameRate;
    }
    return video(file, frameRate, times, null);
  }

  /** A file with sound alone, in the format of its extension. */
  static Path sound(Path file, int codec, AudioClip clip) throws Exception {
    int channels = clip.channels().length;
    try (FFmpegFrameRecorder recorder = new FFmpegFrameRecorder(file.toFile(), channels)) {
      recorder.setAudioCodec(codec);
      recorder.setSampleRate(clip.sampleRate());
      recorder.start();
      recorder.recordSamples(clip.sampleRate(), channels, interleaved(clip));
    }
    return file;
  }

  /** The number of the frame that a picture shows. */
  static long frameNumber(BufferedImage image) {
    return Math.round((image.getRGB(30, 20) >> 16 & 0xFF) / 8.0);
  }

  static AudioClip tone(int rate, int samples, int channels) {
    float[][] data = new float[channels][samples];
    for (int c = 0; c < channels; c++) {
      for (int i = 0; i < samples; i++) {
        data[c][i] = (float) (0.5 * Math.sin(2 * Math.PI * 440 * (c + 1) * i / rate));
      }
    }
    return new AudioClip(data, rate);
  }

  private static BufferedImage picture(int red) {
    BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_3BYTE_BGR);
    Graphics2D g = image.createGraphics();
    g.setColor(new Color(red, 0, 0));
    g.fillRect(0, 0, WIDTH, HEIGHT);
    g.dispose();
    return image;
  }

  private static ShortBuffer interleaved(AudioClip clip) {
    int channels = clip.channels().length;
    ShortBuffer out = ShortBuffer.allocate(clip.length() * channels);
    for (int i = 0; i < clip.length(); i++) {
      for (float[] channel : clip.channels()) {
        out.put((short) Math.round(channel[i] * 32767));
      }
    }
    return out.flip();
  }
}
