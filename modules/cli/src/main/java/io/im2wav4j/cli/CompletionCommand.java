package io.im2wav4j.cli;

import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code im2wav completion}. */
@Command(
    name = "completion",
    description = "Prints a script that lets bash or zsh complete commands and options.",
    footer = {
      "",
      "The first example is for this shell, the second for those to come. zsh first needs",
      "'autoload -U +X bashcompinit && bashcompinit'.",
      "",
      "Examples:",
      "  source <(im2wav completion)",
      "  im2wav completion > ~/.local/share/bash-completion/completions/im2wav"
    })
final class CompletionCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    CommandLine line = spec.commandLine();
    line.getOut().print(AutoComplete.bash("im2wav", line.getParent()));
    return 0;
  }
}
