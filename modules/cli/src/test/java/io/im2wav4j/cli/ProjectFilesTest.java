package io.im2wav4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.im2wav4j.core.config.Configs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProjectFilesTest {
  private static final Path ROOT = Path.of(System.getProperty("root"));

  @Test
  void citation_hasTheRequiredKeys_andNamesThePaperOfTheReadme() throws IOException {
    Map<String, String> citation = Configs.values(ROOT.resolve("CITATION.cff"));
    assertThat(citation)
        .containsEntry("cff-version", "1.2.0")
        .containsEntry("title", "im2wav4j")
        .containsEntry("license", "Apache-2.0")
        .containsKeys("message", "authors.0.name", "preferred-citation.authors.1.family-names");
    String readme = Files.readString(ROOT.resolve("README.md")).replace('\n', ' ');
    assertThat(readme)
        .contains(citation.get("preferred-citation.title"))
        .contains(citation.get("preferred-citation.year"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"CITATION.cff", "CHANGELOG.md", "SECURITY.md", "LICENSE"})
  void filesThatPeopleLookFor_areLinkedFromTheReadme(String name) throws IOException {
    assertThat(ROOT.resolve(name)).isRegularFile();
    assertThat(Files.readString(ROOT.resolve("README.md"))).contains("](" + name + ")");
  }
}
