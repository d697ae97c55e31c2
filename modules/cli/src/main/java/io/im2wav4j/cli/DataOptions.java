package io.im2wav4j.cli;

import io.im2wav4j.core.error.UsageError;
import io.im2wav4j.data.manifest.Item;
import io.im2wav4j.data.reader.DataFormat;
import io.im2wav4j.data.reader.DataSet;
import io.im2wav4j.data.reader.DataSets;
import io.im2wav4j.data.reader.Splits;
import io.im2wav4j.data.scan.SetWarnings;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Option;

/** The options that name a data set; what is doubtful in it goes to the log. */
final class DataOptions {
  private static final Logger LOG = LoggerFactory.getLogger(DataOptions.class);

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
    warn(all, split);
    return chosen(all, split, data);
  }

  /** The items of one split, at least one. */
  static List<Item> chosen(DataSet all, String split, Path named) {
    List<Item> chosen = all.items(split);
    if (chosen.isEmpty()) {
      TreeSet<String> splits = new TreeSet<>();
      all.items().forEach(i -> splits.add(i.split()));
      throw new UsageError(
          named.toString(),
          "no items in the split '" + split + "'",
          "one of " + String.join(", ", splits) + ", all",
          "Choose with --split");
    }
    return chosen;
  }

  /** Logs what is doubtful in a set of which a split is used, or "all" to train on. */
  static void warn(DataSet set, String split) {
    List<String> warnings = split.equals("all") ? SetWarnings.of(set) : SetWarnings.ofTest(set);
    warnings.forEach(LOG::warn);
  }
}
