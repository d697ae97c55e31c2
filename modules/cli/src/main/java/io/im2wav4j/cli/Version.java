package io.im2wav4j.cli;

import ai.djl.engine.Engine;
import picocli.CommandLine;

/** What {@code --version} prints. */
final class Version implements CommandLine.IVersionProvider {
  @Override
  public String[] getVersion() {
    return new String[] {
      "im2wav4j 0.1.0",
      "DJL " + Engine.getDjlVersion() + ", " + Engine.getDefaultEngineName(),
      "Java " + System.getProperty("java.version") + " (" + System.getProperty("java.vendor") + ")"
    };
  }
}
