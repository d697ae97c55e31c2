package io.im2wav4j.cli;

import io.im2wav4j.core.run.GitCommit;
import io.im2wav4j.core.run.Provenance;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Properties;
import picocli.CommandLine;

/** What {@code --version} prints: nothing native is loaded for it. */
final class Version implements CommandLine.IVersionProvider {
  @Override
  public String[] getVersion() {
    Properties versions = new Properties();
    try (InputStream in = Version.class.getResourceAsStream("version.properties")) {
      versions.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    String commit =
        GitCommit.of(Path.of(System.getProperty(Provenance.HOME, "")))
            .map(hash -> " (commit " + hash + ")")
            .orElse("");
    return new String[] {
      "im2wav4j " + versions.getProperty("im2wav4j") + commit,
      "DJL " + versions.getProperty("djl") + " with PyTorch " + versions.getProperty("pytorch"),
      "Java " + Runtime.version() + " (" + System.getProperty("java.vendor") + ")",
      System.getProperty("os.name") + " " + System.getProperty("os.arch")
    };
  }
}
