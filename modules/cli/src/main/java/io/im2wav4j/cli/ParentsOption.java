package io.im2wav4j.cli;

import picocli.CommandLine.Option;

/** The option of commands in which models meet that were trained one after the other. */
final class ParentsOption {
  @Option(
      names = "--allow-other-parents",
      description =
          "Use Low and Up, or features, with another VQ-VAE or image encoder than they were made with; what is"
              + " made says so.")
  private boolean allowed;

  boolean allowed() {
    return allowed;
  }
}
