package io.im2wav4j.audio.spectral;

/** Perceptual scales of pitch. */
public enum MelScale {
  /** 2595 log10(1 + f / 700): HTK, Kaldi, VGGish, torchaudio. */
  HTK {
    @Override
    public double toMel(double hertz) {
      return 2595 * Math.log10(1 + hertz / 700);
    }

    @Override
    public double toHertz(double mel) {
      return 700 * (Math.pow(10, mel / 2595) - 1);
    }
  },
  /** Slaney's Auditory Toolbox: linear to 1000 Hz, then logarithmic; the default of librosa. */
  SLANEY {
    @Override
    public double toMel(double hertz) {
      return hertz < BREAK_HERTZ
          ? hertz / HERTZ_A_MEL
          : BREAK_HERTZ / HERTZ_A_MEL + Math.log(hertz / BREAK_HERTZ) / LOG_STEP;
    }

    @Override
    public double toHertz(double mel) {
      double breakMel = BREAK_HERTZ / HERTZ_A_MEL;
      return mel < breakMel
          ? mel * HERTZ_A_MEL
          : BREAK_HERTZ * Math.exp((mel - breakMel) * LOG_STEP);
    }
  };

  private static final double BREAK_HERTZ = 1000;
  private static final double HERTZ_A_MEL = 200.0 / 3;
  private static final double LOG_STEP = Math.log(6.4) / 27;

  /** Mel of a frequency. */
  public abstract double toMel(double hertz);

  /** Frequency of a mel. */
  public abstract double toHertz(double mel);
}
