package io.im2wav4j.cli;

import static io.im2wav4j.cli.CommandRun.failed;
import static io.im2wav4j.cli.CommandRun.ok;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.im2wav4j.pipeline.experiment.ExperimentFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** What cannot come to a good end is said before any work, with the likely fix. */
class BeforeWorkTest {
  private final TinyPipeline pipeline = TinyPipeline.get();

  @TempDir Path folder;

  @Test
  void anOutThatCannotBeWritten_isFoundByEveryCommandBeforeAnythingIsRead() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "in the way");
    List<CommandLine> commands = new ArrayList<>();
    withOut(new CommandLine(new Main()), commands);
    assertThat(commands).hasSizeGreaterThan(15);
    for (CommandLine command : commands) {
      assertThat(failed(2, withOut(command, file.resolve("out"))).err())
          .as(command.getCommandSpec().qualifiedName())
          .contains("--out " + file.resolve("out"), file + ", which is a file");
    }
    assumeTrue(Files.isDirectory(Path.of("/proc/self")), "a folder that nobody can write into");
    for (CommandLine command : commands) {
      assertThat(failed(1, withOut(command, Path.of("/proc/out"))).err())
          .as(command.getCommandSpec().qualifiedName())
          .contains("could not be written");
    }
  }

  private static void withOut(CommandLine command, List<CommandLine> found) {
    if (command.getCommandSpec().findOption("--out") != null) {
      found.add(command);
    }
    command.getSubcommands().values().forEach(sub -> withOut(sub, found));
  }

  /** The command with all that it requires, of which nothing is there. */
  private static Object[] withOut(CommandLine command, Path out) {
    CommandSpec spec = command.getCommandSpec();
    List<String> names = List.of(spec.qualifiedName().split(" "));
    List<Object> words = new ArrayList<>(names.subList(1, names.size()));
    Predicate<ArgSpec> required = ArgSpec::required;
    for (OptionSpec option : spec.options()) {
      if (required.test(option) && !option.longestName().equals("--out")) {
        words.addAll(List.of(option.longestName(), "absent"));
      }
    }
    spec.positionalParameters().stream().filter(required).forEach(p -> words.add("absent"));
    words.addAll(List.of("--out", out));
    return words.toArray();
  }

  @Test
  void guidanceFolders_areNamedAsHelpSays_andTheirParentIsNotTakenForThem() throws IOException {
    Path sounds = folder.resolve("sounds");
    ok(
        "generate",
        "--manifest",
        pipeline.data(),
        "--models",
        pipeline.runs(),
        "--guidance",
        "1,1.5",
        "--set",
        "seconds=0.128",
        "--out",
        sounds);
    try (Stream<Path> made = Files.list(sounds)) {
      assertThat(made)
          .extracting(f -> f.getFileName().toString())
          .containsExactlyInAnyOrder("guidance-1", "guidance-1.5");
    }
    assertThat(evaluate(pipeline.data(), sounds).err())
        .contains("--wavs ours-guidance-1=" + sounds.resolve("guidance-1") + " or")
        .contains("--wavs ours-guidance-1.5=" + sounds.resolve("guidance-1.5"));
    assertThat(
            failed(
                    1,
                    "models",
                    "evaluate",
                    "--models",
                    pipeline.runs(),
                    "--features",
                    pipeline.features(),
                    "--wavs",
                    "ours=" + sounds,
                    "--out",
                    folder.resolve("m.json"))
                .err())
        .contains("--wavs ours-guidance-1=" + sounds.resolve("guidance-1"));
  }

  private CommandRun evaluate(Path data, Path sounds) {
    return failed(
        1,
        "evaluate",
        "--data",
        data,
        "--models",
        pipeline.runs(),
        "--wavs",
        "ours=" + sounds,
        "--out",
        folder.resolve("evaluation"));
  }

  @Test
  void guidanceBelowZero_isWrongUsage() {
    for (String scale : List.of("-1", "1,-0.5", "NaN")) {
      assertThat(failed(2, generate("--guidance", scale)).err())
          .contains("--guidance", "a number from 0");
    }
    assertThat(failed(2, generate("--set", "low.guidance=-1")).err())
        .contains("guidance is -1.0; expected a number from 0");
  }

  private Object[] generate(Object... more) {
    List<Object> words =
        new ArrayList<>(
            List.of("generate", "--manifest", pipeline.data(), "--models", pipeline.runs()));
    words.addAll(List.of("--out", folder.resolve("none")));
    words.addAll(List.of(more));
    return words.toArray();
  }

  @Test
  void theFolderAboveTheModels_isAnsweredWithTheModels() {
    Path above = pipeline.runs().getParent();
    Path out = folder.resolve("none");
    List<Object[]> commands =
        List.of(
            new Object[] {"generate", "--manifest", pipeline.data(), "--out", out},
            new Object[] {
              "evaluate",
              "--data",
              pipeline.data(),
              "--wavs",
              "a=" + pipeline.sounds(),
              "--out",
              out
            },
            new Object[] {"models", "export", "--out", out},
            new Object[] {
              "models", "evaluate", "--features", pipeline.features(), "--out", out.resolve("f")
            },
            new Object[] {"report", pipeline.sounds()});
    for (Object[] command : commands) {
      List<Object> words = new ArrayList<>(List.of(command));
      words.addAll(List.of("--models", above));
      assertThat(failed(1, words.toArray()).err())
          .as(List.of(command).toString())
          .contains("give --models " + pipeline.runs());
    }
    assertThat(out).doesNotExist();
  }

  @Test
  void aFolderGivenAsAFile_isWrongUsage() {
    assertThat(failed(2, generate("--image", folder)).err())
        .contains("--image " + folder + ": a folder", "--manifest " + folder);
    assertThat(failed(2, generate("--continue", folder)).err())
        .contains("--continue " + folder + ": a folder");
  }

  @Test
  void aSplitWithoutItems_isAnsweredWithThoseThatHaveSome() {
    assertThat(failed(2, generate("--split", "tset")).err())
        .contains("no items in the split 'tset'", "one of test, train, validation, all");
  }

  @Test
  void scenesWithoutTestItems_areRefusedBeforeAnyTraining() {
    Path out = folder.resolve("demo");
    assertThat(failed(1, "demo", "--set", "scenes.test=0", "--out", out).err())
        .contains("scenes without test items", "scenes.test above 0");
    assertThat(out.resolve("runs")).doesNotExist();
  }

  @Test
  void labelsThatTheClassifierNeverSaw_areRefused() throws IOException {
    Path other = folder.resolve("other");
    TinyPipeline.copy(pipeline.data(), other);
    Path list = other.resolve("manifest.csv");
    Files.writeString(list, Files.readString(list).replaceAll(",test,[a-z_]+,", ",test,whale,"));
    assertThat(evaluate(other, pipeline.sounds()).err())
        .contains("labels that the classifier was not trained on: whale", "--protocol");
    assertThat(folder.resolve("evaluation/results.json")).doesNotExist();
  }

  @Test
  void configurationsOfTheProgram_areFoundFromAnotherFolder() {
    assertThat(Path.of("configs")).doesNotExist();
    assertThat(ok("models", "describe", "--config", "configs/lm/low-tiny.yaml").out()).isNotEmpty();
  }

  @Test
  void experimentsAreRunIntoAFolderOfTheUsers() {
    assertThat(ExperimentFile.open("guidance").out()).isEqualTo(Path.of("experiment-guidance"));
    assertThat(ExperimentFile.open("guidance").out().toAbsolutePath())
        .isNotEqualTo(ExperimentFile.open("guidance").folder());
  }
}
