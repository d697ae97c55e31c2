package io.im2wav4j.cli;

import io.im2wav4j.core.weights.WeightEntry;
import io.im2wav4j.core.weights.WeightFetch;
import io.im2wav4j.core.weights.WeightFile;
import io.im2wav4j.core.weights.WeightStore;
import io.im2wav4j.encoders.registry.PublishedNetworks;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code im2wav weights fetch}. */
@Command(
    name = "fetch",
    description = {
      "Fetches published weights. A broken transfer goes on where it stopped; a wrong hash is refused. TensorFlow Lite"
          + " files are made into ONNX graphs here.",
      "",
      "A proxy is taken from HTTPS_PROXY, HTTP_PROXY, ALL_PROXY and NO_PROXY."
    },
    footer = {"", "Example:", "  im2wav weights fetch clip-vit-b32 vggish"})
final class WeightsFetchCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private WeightsFolder folder;

  @Parameters(arity = "1..*", paramLabel = "NAME", description = "As 'im2wav weights list' shows.")
  private List<String> names;

  @Override
  public Integer call() {
    WeightStore store = folder.store();
    List<WeightEntry> entries = names.stream().map(store.catalog()::get).toList();
    WeightFetch fetch = new WeightFetch(store, new PublishedNetworks());
    for (WeightEntry entry : entries) {
      for (WeightFile file : entry.files()) {
        spec.commandLine().getOut().println(fetch.fetch(entry, file));
      }
    }
    return 0;
  }
}
