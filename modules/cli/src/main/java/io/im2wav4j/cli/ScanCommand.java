package io.im2wav4j.cli;

import io.im2wav4j.core.io.Json;
import io.im2wav4j.data.manifest.Manifest;
import io.im2wav4j.data.reader.DataFormat;
import io.im2wav4j.data.reader.DataSet;
import io.im2wav4j.data.reader.DataSets;
import io.im2wav4j.data.reader.Splits;
import io.im2wav4j.data.scan.DataScan;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code im2wav data scan}. */
@Command(
    name = "scan",
    description = {
      "Says what a data set holds: items, hours, labels, splits, frame and sample rates, missing and"
          + " broken files.",
      "",
      "Layouts:",
      "  manifest       manifest.csv with id,split,label,media,image,start,duration",
      "  vggsound       vggsound.csv or test.csv as published, with the clips beside or below it",
      "  class-folders  one folder of sounds or videos for each class (as VAS)",
      "  imagehear      pictures named by class and number (as ImageHear)",
      "  paired         pictures with sounds of the same name",
      "  class-pairs    photos/CLASS/ and sounds/CLASS/, paired by class",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  im2wav data scan vggsound/",
      "  im2wav data scan dogs/ --format class-folders --write-manifest dogs.csv"
    })
final class ScanCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "DATA",
      description = "Folder of a data set, a manifest, or VGGSound's CSV.")
  private Path data;

  @Option(
      names = "--format",
      paramLabel = "LAYOUT",
      defaultValue = "auto",
      description = "Its layout: ${COMPLETION-CANDIDATES}; auto looks at the folder.")
  private DataFormat format;

  @Option(
      names = "--validation",
      paramLabel = "SHARE",
      defaultValue = "0.05",
      description = "Share of the items for validation, where the data set has no splits.")
  private double validation;

  @Option(
      names = "--test",
      paramLabel = "SHARE",
      defaultValue = "0.1",
      description = "Share of the items for tests, where the data set has no splits.")
  private double test;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "0",
      description = "Seed of the split.")
  private long seed;

  @Option(
      names = "--write-manifest",
      paramLabel = "CSV",
      description = "Also write the items that are there as a manifest.")
  private Path manifest;

  @Option(
      names = "--json",
      showDefaultValue = Visibility.NEVER,
      description = "Print everything as JSON.")
  private boolean json;

  @Override
  public Integer call() {
    DataSet set = DataSets.read(data, format, splits());
    DataScan scan = DataScan.of(set);
    spec.commandLine().getOut().print(json ? Json.pretty(scan) : scan.table());
    if (manifest != null) {
      Manifest.write(manifest, scan.usable(set));
    }
    return 0;
  }

  private Splits splits() {
    try {
      return new Splits(validation, test, seed);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), "--validation, --test: " + e.getMessage());
    }
  }
}
