package io.im2wav4j.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.im2wav4j.core.io.AtomicFiles;
import io.im2wav4j.models.ModelKind;
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
    models.bring(Map.of(ModelKind.LOW, first));
    assertThat(models.has(ModelKind.LOW)).isTrue();
    AtomicFiles.deleteTree(first);
    assertThat(models.run(ModelKind.LOW).resolve("checkpoints/step-00000001/weights"))
        .hasContent("first");
  }

  @Test
  void anotherRunOfTheNameIsReplaced_theSameIsLeftAlone() throws IOException {
    ModelsFolder models = new ModelsFolder(folder.resolve("runs"));
    Path first = run("low-1", "first");
    models.bring(Map.of(ModelKind.LOW, first));
    Object key = Files.readAttributes(models.run(ModelKind.LOW), "creationTime,fileKey");
    models.bring(Map.of(ModelKind.LOW, first));
    assertThat(Files.readAttributes(models.run(ModelKind.LOW), "creationTime,fileKey"))
        .isEqualTo(key);

    AtomicFiles.writeString(models.run(ModelKind.LOW).resolve("done.json"), "{}");
    models.bring(Map.of(ModelKind.LOW, run("low-2", "second")));
    assertThat(models.run(ModelKind.LOW).resolve("checkpoints/step-00000001/weights"))
        .hasContent("second");
    assertThat(models.run(ModelKind.LOW).resolve("done.json")).doesNotExist();
    assertThat(first.resolve("checkpoints/step-00000001/weights")).hasContent("first");
  }
}
