package io.im2wav4j.cli;

import io.im2wav4j.core.config.Configs;
import io.im2wav4j.data.clips.ClipDataSet;
import io.im2wav4j.data.clips.EventClipConfig;
import io.im2wav4j.data.manifest.Item;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code im2wav data clips}. */
@Command(
    name = "clips",
    description =
        "Cuts the sounds of a data set into clips of one length and level that begin where something sounds; short ones"
            + " are repeated. Writes WAVs and a manifest.",
    footer = {
      "",
      "Example:",
      "  im2wav data clips --data dogs --config configs/data/clips.yaml --set seconds=2 --out dogs-2s"
    })
final class ClipsCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private DataOptions data;

  @Option(
      names = "--config",
      required = true,
      paramLabel = "YAML",
      description = "Length and number of the clips, as configs/data/clips.yaml.")
  private Path config;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "Override a value of the config; may be repeated.")
  private List<String> overrides = new ArrayList<>();

  @Option(
      names = "--out",
      required = true,
      paramLabel = "DIR",
      description = "Folder of the clips; a new one for other settings.")
  private Path out;

  @Override
  public Integer call() {
    List<Item> items = data.items("all");
    List<Item> cut =
        ClipDataSet.write(out, items, Configs.load(config, EventClipConfig.class, overrides));
    spec.commandLine().getOut().println(cut.size() + " clips of " + items.size() + " items");
    spec.commandLine().getOut().println(out.resolve("manifest.csv"));
    return 0;
  }
}
