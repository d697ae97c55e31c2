package io.im2wav4j.data.reader;

import java.util.Locale;

/** The layouts that can be read. */
public enum DataFormat {
  /** Found out from the folder. */
  AUTO,
  /** manifest.csv. */
  MANIFEST,
  /** VGGSound: the published CSV and a folder of clips. */
  VGGSOUND,
  /** VAS: a folder of media for each class. */
  CLASS_FOLDERS,
  /** ImageHear: class + number .jpg. */
  IMAGEHEAR,
  /** Pictures with sounds of the same name. */
  PAIRED,
  /** Folders of pictures and of sounds by class. */
  CLASS_PAIRS;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
