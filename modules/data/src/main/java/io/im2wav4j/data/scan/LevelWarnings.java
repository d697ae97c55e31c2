package io.im2wav4j.data.scan;

import io.im2wav4j.audio.media.SoundLevels;
import io.im2wav4j.data.reader.DataSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Collects sounds whose levels or channels are probably not what was meant. */
final class LevelWarnings {
  /** 60 dB under full scale. */
  private static final double QUIET = 1e-3;

  /** 26 dB: what is left of channels that nearly cancel each other. */
  private static final double CANCELLED = 0.05;

  private final List<String> loud = new ArrayList<>();
  private final List<String> quiet = new ArrayList<>();
  private final List<String> silent = new ArrayList<>();
  private final List<String> cancelled = new ArrayList<>();
  private int sounds;

  void add(String id, int channels, SoundLevels levels) {
    sounds++;
    if (levels.peak() == 0) {
      silent.add(id);
    } else if (levels.peak() < QUIET) {
      quiet.add(id);
    }
    if (levels.isLoud()) {
      loud.add(id + String.format(Locale.ROOT, " (peak %,.0f)", levels.peak()));
    }
    if (channels > 1 && levels.rms() > 0 && levels.monoRms() < CANCELLED * levels.rms()) {
      cancelled.add(id);
    }
  }

  List<String> texts() {
    List<String> texts = new ArrayList<>();
    add(texts, loud, "sounds are far over full scale (integers stored as floats?)");
    add(texts, cancelled, "sounds whose channels cancel each other: their mean is near silence");
    add(texts, silent, "sounds are silent");
    add(texts, quiet, "sounds stay 60 dB under full scale");
    return texts;
  }

  private void add(List<String> texts, List<String> ids, String what) {
    if (!ids.isEmpty()) {
      String count = ids.size() == sounds && sounds > 1 ? "all " + sounds : "" + ids.size();
      texts.add(DataSet.some(count + " " + what, ids));
    }
  }
}
