package io.im2wav4j.evaluation.protocol;

import io.im2wav4j.core.error.UserError;
import io.im2wav4j.encoders.AudioClassifier;
import io.im2wav4j.encoders.AudioEncoder;
import io.im2wav4j.encoders.ImageEncoder;
import io.im2wav4j.encoders.image.PixelReader;
import io.im2wav4j.encoders.image.Pixels;
import io.im2wav4j.evaluation.metrics.LabelMap;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A world small enough to reckon by hand: a file's text is its loudness, a sound's class is "loud"
 * from 0.5 on, a picture's brightness is the loudness it shows.
 */
final class Tones {
  static final int RATE = 100;

  private Tones() {}

  /** Files of the form "LOUDNESS SECONDS". */
  static final AudioAccess ACCESS =
      new AudioAccess() {
        @Override
        public float[] read(Path file, int sampleRate) {
          try {
            String[] parts = Files.readString(file).trim().split(" ");
            return tone(Float.parseFloat(parts[0]), Double.parseDouble(parts[1]), sampleRate);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          } catch (NumberFormatException e) {
            throw new UserError(file.toString(), "no tone", "a tone", "Write one");
          }
        }

        @Override
        public float[] resample(float[] samples, int from, int to) {
          float[] out = new float[(int) ((long) samples.length * to / from)];
          for (int i = 0; i < out.length; i++) {
            out[i] = samples[(int) ((long) i * from / to)];
          }
          return out;
        }
      };

  static float[] tone(float loudness, double seconds, int sampleRate) {
    float[] out = new float[(int) Math.round(seconds * sampleRate)];
    Arrays.fill(out, loudness);
    return out;
  }

  static EvaluationItem item(String id, float loudness) {
    return new EvaluationItem(
        id,
        loudness >= 0.5f ? "loud" : "quiet",
        id + ".png",
        id + "-true.wav",
        next -> next.accept(picture(loudness)),
        rate -> tone(loudness, 1, rate));
  }

  static BufferedImage picture(float brightness) {
    BufferedImage image = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB);
    image.setRGB(0, 0, new Color(brightness, brightness, brightness).getRGB());
    return image;
  }

  static EvaluationNetworks networks() {
    LoudnessClassifier classifier = new LoudnessClassifier();
    return new EvaluationNetworks(
        List.of(classifier), classifier, LabelMap.identity(), new Pair(), new BrightnessEncoder());
  }

  private static float first(float[] sound) {
    return sound[0];
  }

  /** Logits 20 (loudness - 0.5) either way; embedding: loudness and share that sounds. */
  static final class LoudnessClassifier implements AudioClassifier {
    @Override
    public String name() {
      return "loudness";
    }

    @Override
    public String sha256() {
      return "0123456789abcdef0123";
    }

    @Override
    public int sampleRate() {
      return RATE / 2;
    }

    @Override
    public List<String> labels() {
      return List.of("quiet", "loud");
    }

    @Override
    public float[][] logits(List<float[]> clips) {
      return clips.stream()
          .map(c -> new float[] {10 - 20 * first(c), 20 * first(c) - 10})
          .toArray(float[][]::new);
    }

    @Override
    public float[][] embeddings(List<float[]> clips) {
      List<float[]> out = new ArrayList<>();
      for (float[] clip : clips) {
        int sounding = 0;
        for (float s : clip) {
          sounding += s != 0 ? 1 : 0;
        }
        out.add(new float[] {first(clip), (float) sounding / clip.length});
      }
      return out.toArray(float[][]::new);
    }

    @Override
    public void close() {}
  }

  /** The direction of (loudness, 1 - loudness). */
  static final class Pair implements AudioEncoder {
    @Override
    public String name() {
      return "pair";
    }

    @Override
    public String sha256() {
      return "aa";
    }

    @Override
    public int width() {
      return 2;
    }

    @Override
    public int sampleRate() {
      return RATE;
    }

    @Override
    public float[][] encode(List<float[]> clips) {
      return clips.stream().map(c -> new float[] {first(c), 1 - first(c)}).toArray(float[][]::new);
    }

    @Override
    public void close() {}
  }

  /** The same of brightness. */
  static final class BrightnessEncoder implements ImageEncoder {
    @Override
    public String name() {
      return "pair";
    }

    @Override
    public String sha256() {
      return "bb";
    }

    @Override
    public int width() {
      return 2;
    }

    @Override
    public Pixels square(BufferedImage image) {
      return PixelReader.read(image).toRgb();
    }

    @Override
    public float[][] encodeSquares(List<Pixels> squares) {
      return squares.stream()
          .map(square -> (square.data()[0] & 0xFF) / 255f)
          .map(b -> new float[] {b, 1 - b})
          .toArray(float[][]::new);
    }

    @Override
    public void close() {}
  }
}
