package io.im2wav4j.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.im2wav4j.core.io.AtomicFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelsFolderTest {
  @TempDir Path folder;

  private Path run(String name, String weights) {
    Path run = folder.resolve("stages").resolve(name);
    AtomicFiles.writeString(run.resolve("resolved.yaml"), "steps: 1\n");
    AtomicFiles.writeString(run.resolve("checkpoints/step-00000001/weights"), weights);
    return run;
  }

  @Test
  void runsAreBroughtWithAllTheirFiles_andOutliveTheirOrigin() throws IOException {
    Path first = run("low-1", "first");
    ModelsFolder models = new ModelsFolder(folder.resolve("runs"));
    models.bring(Map.of("low", first));
    assertThat(models.has("low")).isTrue();
    AtomicFiles.deleteTree(first);
    assertThat(models.run("low").resolve("checkpoints/step-00000001/weights")).hasContent("first");
  }

  @Test
  void anotherRunOfTheNameIsReplaced_theSameIsLeftAlone() throws IOException {
    ModelsFolder models = new ModelsFolder(folder.resolve("runs"));
    Path first = run("low-1", "first");
    models.bring(Map.of("low", first));
    Object key = Files.readAttributes(models.run("low"), "creationTime,fileKey");
    models.bring(Map.of("low", first));
    assertThat(Files.readAttributes(models.run("low"), "creationTime,fileKey")).isEqualTo(key);

    AtomicFiles.writeString(models.run("low").resolve("done.json"), "{}");
    models.bring(Map.of("low", run("low-2", "second")));
    assertThat(models.run("low").resolve("checkpoints/step-00000001/weights")).hasContent("second");
    assertThat(models.run("low").resolve("done.json")).doesNotExist();
    assertThat(first.resolve("checkpoints/step-00000001/weights")).hasContent("first");
  }
}
