package io.im2wav4j.core.config;

import java.nio.file.Files;
import java.nio.file.Path;

/** The folder of the code, with what comes with it: configs/ and experiments/. */
public final class ProgramHome {
  /** The system property that names it, which the launcher sets. */
  public static final String PROPERTY = "im2wav.home";

  private ProgramHome() {}

  /** A file or folder in it; relative to the working folder where no launcher named it. */
  public static Path resolve(String name) {
    return Path.of(System.getProperty(PROPERTY, "")).resolve(name);
  }

  /**
   * A file that the user names: the one of the working folder, or where there is none the one of
   * that name that comes with the program, so that {@code configs/...} is found from everywhere.
   */
  public static Path find(Path named) {
    if (named.isAbsolute() || Files.exists(named)) {
      return named;
    }
    Path own = resolve(named.toString());
    return Files.exists(own) ? own : named;
  }
}
