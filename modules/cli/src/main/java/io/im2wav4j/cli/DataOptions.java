package io.im2wav4j.cli;

import io.im2wav4j.core.error.UserError;
import io.im2wav4j.data.manifest.Item;
import io.im2wav4j.data.reader.DataFormat;
import io.im2wav4j.data.reader.DataSet;
import io.im2wav4j.data.reader.DataSets;
import io.im2wav4j.data.reader.Splits;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import picocli.CommandLine.Option;

/** The options that name a data set. */
final class DataOptions {
  @Option(
      names = "--data",
      required = true,
      paramLabel = "DATA",
      description =
          "Folder of a data set, a manifest, or VGGSound's CSV; see 'im2wav data scan --help'.")
  private Path data;

  @Option(
      names = "--format",
      paramLabel = "LAYOUT",
      defaultValue = "auto",
      description = "Its layout: ${COMPLETION-CANDIDATES}; auto looks at the folder.")
  private DataFormat format;

  /** The whole data set. */
  DataSet read() {
    return DataSets.read(data, format, Splits.standard());
  }

  /** Where it is. */
  Path path() {
    return data;
  }

  /** The items of one split, at least one; "all" means every item. */
  List<Item> items(String split) {
    DataSet all = read();
    List<Item> chosen = all.items(split);
    if (chosen.isEmpty()) {
      TreeSet<String> splits = new TreeSet<>();
      all.items().forEach(i -> splits.add(i.split()));
      throw new UserError(
          data.toString(),
          "no items in the split '" + split + "'",
          "one of " + String.join(", ", splits) + ", all",
          "Choose with --split");
    }
    return chosen;
  }
}
