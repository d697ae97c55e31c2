package io.im2wav4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

class MainTest {
  /** All commands, as the words after "im2wav". */
  static List<List<String>> commands() {
    List<List<String>> all = new ArrayList<>();
    collect(new CommandLine(new Main()), List.of(), all);
    return all;
  }

  private static void collect(CommandLine line, List<String> words, List<List<String>> all) {
    all.add(words);
    line.getSubcommands()
        .forEach(
            (name, below) -> {
              List<String> longer = new ArrayList<>(words);
              longer.add(name);
              collect(below, longer, all);
            });
  }

  @ParameterizedTest
  @MethodSource("commands")
  void help_ofEveryCommandIsEnoughToWorkFrom(List<String> words) {
    List<Object> args = new ArrayList<>(words);
    args.add("--help");
    CommandRun run = CommandRun.of(args.toArray());
    assertThat(run.exitCode()).isZero();
    assertThat(run.err()).isEmpty();
    assertThat(run.out()).contains("Usage: im2wav", "--debug", "Exit codes:", "wrong usage");
    assertThat(run.out()).doesNotContain("Default: []", "Default: {}", "Default: null");
    CommandLine line = new CommandLine(new Main());
    for (String word : words) {
      line = line.getSubcommands().get(word);
    }
    CommandSpec spec = line.getCommandSpec();
    assertThat(spec.usageMessage().description()).as("description").isNotEmpty();
    if (line.getSubcommands().isEmpty()) {
      assertThat(run.out()).containsPattern("Examples?:");
      assertThat(spec.options())
          .allSatisfy(o -> assertThat(o.description()).as(o.longestName()).isNotEmpty());
    }
  }

  @Test
  void version_namesEverythingAResultDependsOn() {
    CommandRun run = CommandRun.of("--version");
    assertThat(run.exitCode()).isZero();
    assertThat(run.out())
        .containsPattern("im2wav4j [0-9]")
        .containsPattern("DJL [0-9.]+ with PyTorch [0-9.]+")
        .contains("Java ");
  }

  @Test
  void noCommand_showsTheHelpAndIsWrongUsage() {
    CommandRun run = CommandRun.of();
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).startsWith("Usage: im2wav").contains("data");
    assertThat(CommandRun.of("data").err()).startsWith("Usage: im2wav data");
  }

  @Test
  void unknownCommandOrOption_isWrongUsageWithAProposal() {
    CommandRun command = CommandRun.of("data", "scann");
    assertThat(command.exitCode()).isEqualTo(2);
    assertThat(command.err())
        .contains("im2wav: Unmatched argument")
        .contains("Did you mean")
        .contains("scan")
        .contains("See 'im2wav data --help'.");
    CommandRun option = CommandRun.of("data", "scan", "x", "--jsn");
    assertThat(option.exitCode()).isEqualTo(2);
    assertThat(option.err()).contains("Unknown option: '--jsn'").contains("--json");
  }

  @Test
  void missingOption_isWrongUsageThatNamesIt() {
    CommandRun run = CommandRun.of("data", "scenes", "--out", "x");
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("--config").contains("See 'im2wav data scenes --help'.");
  }
}
