package io.im2wav4j.cli;

import static io.im2wav4j.cli.CommandRun.ok;
import static org.assertj.core.api.Assertions.assertThat;

import io.im2wav4j.SoundEvaluation;
import io.im2wav4j.core.result.EvaluationResult;
import io.im2wav4j.pipeline.EvaluationConfig;
import io.im2wav4j.pipeline.ModelsFolder;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program of docs/java-api.md, as it stands there. */
class JavaApiPageTest {
  private static final Path PAGE = TinyPipeline.CONFIGS.resolveSibling("docs/java-api.md");
  private static final Path CONFIG = TinyPipeline.CONFIGS.resolve("generation/tiny.yaml");

  @TempDir Path folder;

  @Test
  void programOfThePageCompilesAndMakesTheSoundThatTheCommandMakes() throws Exception {
    TinyPipeline tiny = TinyPipeline.get();
    Path picture = picture(tiny);
    Path sound = folder.resolve("api.wav");

    Path classes = compiled(program());
    try (URLClassLoader loader =
        new URLClassLoader(new URL[] {classes.toUri().toURL()}, getClass().getClassLoader())) {
      loader
          .loadClass("PictureToSound")
          .getMethod("main", String[].class)
          .invoke(
              null,
              (Object)
                  new String[] {
                    tiny.runs().toString(), CONFIG.toString(), picture.toString(), sound.toString()
                  });
    }

    Path commanded = folder.resolve("commanded");
    ok(
        "generate",
        "--image",
        picture,
        "--models",
        tiny.runs(),
        "--config",
        CONFIG,
        "--set",
        "seconds=1",
        "--out",
        commanded);
    assertThat(sound)
        .hasSameBinaryContentAs(
            commanded.resolve(picture.getFileName().toString().replace(".png", ".wav")));
  }

  @Test
  void evaluationOfAFolderGivesTheResultThatTheCommandGives() {
    TinyPipeline tiny = TinyPipeline.get();
    EvaluationResult result =
        SoundEvaluation.evaluate(
            tiny.data(),
            "test",
            tiny.sounds(),
            EvaluationConfig.ownNetworks(new ModelsFolder(tiny.runs()), 1.024, 4, 0),
            folder.resolve("results.json"));

    assertThat(result.systems()).hasSize(1);
    assertThat(result.systems().get(0).metrics()).isNotEmpty();
    assertThat(folder.resolve("results.json")).exists();
  }

  private static Path picture(TinyPipeline tiny) throws Exception {
    try (Stream<Path> pictures = Files.list(tiny.data().resolve("images"))) {
      return pictures.filter(p -> p.toString().endsWith(".png")).sorted().findFirst().orElseThrow();
    }
  }

  private static String program() throws Exception {
    Matcher block =
        Pattern.compile("```java\n(.*?)```", Pattern.DOTALL).matcher(Files.readString(PAGE));
    assertThat(block.find()).as("a Java program in " + PAGE).isTrue();
    return block.group(1);
  }

  private Path compiled(String program) throws Exception {
    Path source = Files.writeString(folder.resolve("PictureToSound.java"), program);
    Path classes = Files.createDirectory(folder.resolve("classes"));
    int status =
        ToolProvider.getSystemJavaCompiler()
            .run(
                null,
                null,
                null,
                "-cp",
                System.getProperty("java.class.path"),
                "-d",
                classes.toString(),
                source.toString());
    assertThat(status).as("javac's exit code").isZero();
    return classes;
  }
}
