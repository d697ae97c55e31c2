package io.im2wav4j.cli;

import io.im2wav4j.audio.AudioClip;
import io.im2wav4j.audio.media.MediaFile;
import io.im2wav4j.audio.media.PictureFile;
import io.im2wav4j.audio.resample.Resampler;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Simple values of sounds, pictures and pages. */
final class SeenAndHeard {
  private static final int RATE = 16_000;

  private SeenAndHeard() {}

  static List<byte[]> embedded(Path page, String type) throws IOException {
    List<byte[]> found = new ArrayList<>();
    if (Files.exists(page)) {
      Matcher data =
          Pattern.compile("data:" + type + ";base64,([A-Za-z0-9+/=]+)")
              .matcher(Files.readString(page));
      while (data.find()) {
        found.add(Base64.getDecoder().decode(data.group(1)));
      }
    }
    return found;
  }

  static BufferedImage picture(Path file) {
    return PictureFile.isPicture(file)
        ? PictureFile.read(file)
        : MediaFile.frames(file, 0, 1, 1).get(0).image();
  }

  static String quadrants(BufferedImage image) {
    StringBuilder colours = new StringBuilder();
    for (int y = 1; y < 4; y += 2) {
      for (int x = 1; x < 4; x += 2) {
        int rgb = image.getRGB(x * image.getWidth() / 4, y * image.getHeight() / 4);
        int bits =
            ((rgb >> 16 & 255) > 127 ? 4 : 0)
                + ((rgb >> 8 & 255) > 127 ? 2 : 0)
                + ((rgb & 255) > 127 ? 1 : 0);
        colours.append("kBGcRmyW".charAt(bits));
      }
    }
    return colours.toString();
  }

  static double peak(AudioClip clip) {
    double peak = 0;
    for (float[] channel : clip.channels()) {
      for (float sample : channel) {
        peak = Math.max(peak, Math.abs(sample));
      }
    }
    return peak;
  }

  static double onset(AudioClip clip) {
    float[] mono = Resampler.toMono(clip, RATE);
    for (int i = 0; i < mono.length; i++) {
      if (Math.abs(mono[i]) > 0.1) {
        return i / (double) RATE;
      }
    }
    return Double.NaN;
  }
}
