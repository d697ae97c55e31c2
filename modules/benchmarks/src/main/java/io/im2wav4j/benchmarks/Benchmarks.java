package io.im2wav4j.benchmarks;

import io.im2wav4j.core.error.UsageError;
import io.im2wav4j.core.error.UserError;
import io.im2wav4j.core.io.Json;
import io.im2wav4j.core.run.Provenance;
import io.im2wav4j.nn.engine.Engines;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code scripts/benchmark NAME}. */
@Command(
    name = "benchmark",
    mixinStandardHelpOptions = true,
    description = "Measures speed and memory against a baseline of the same run.")
public final class Benchmarks implements Callable<Integer> {
  private final List<Benchmark> all;

  @Spec private CommandSpec spec;

  @Parameters(
      arity = "0..1",
      paramLabel = "NAME",
      description = "What to measure; all are listed without it.")
  private String name;

  @Option(names = "--quick", description = "Fewer repetitions and smaller cases.")
  private boolean quick;

  @Option(names = "--json", paramLabel = "FILE", description = "Write the numbers there too.")
  private Path json;

  private Benchmarks(List<Benchmark> all) {
    this.all = all;
  }

  /** Runs a benchmark and ends the process. */
  public static void main(String[] args) {
    List<Benchmark> all =
        List.of(
            new DecodeBenchmark(),
            new SoundBenchmark(),
            new PrecisionBenchmark(),
            new EncoderBenchmark(),
            new CodecBenchmark(),
            new PrepareBenchmark(),
            new MediaBenchmark(),
            new TrainingBenchmark());
    System.exit(commandLine(all).execute(args));
  }

  static CommandLine commandLine(List<Benchmark> all) {
    return new CommandLine(new Benchmarks(all))
        .setExecutionExceptionHandler(
            (e, command, parsed) -> {
              if (e instanceof UserError error) {
                command.getErr().println("benchmark: " + error.getMessage());
                return error.exitCode();
              }
              throw e;
            });
  }

  @Override
  public Integer call() {
    if (name == null) {
      PrintWriter out = spec.commandLine().getOut();
      all.forEach(b -> out.println(b.name() + ": " + b.purpose()));
      out.flush();
      return 0;
    }
    Benchmark benchmark =
        all.stream()
            .filter(b -> b.name().equals(name))
            .findFirst()
            .orElseThrow(
                () ->
                    new UsageError(
                        "NAME",
                        "'" + name + "'",
                        "one of "
                            + all.stream().map(Benchmark::name).collect(Collectors.joining(", ")),
                        "'scripts/benchmark' says what each measures"));
    BenchmarkReport found = benchmark.run(quick);
    Map<String, String> facts = new LinkedHashMap<>();
    Provenance here = Provenance.here(Map.of(), Map.of(), 0, Engines.threads());
    facts.put("device", here.device());
    facts.putAll(here.versions());
    facts.putAll(found.facts());
    BenchmarkReport report = new BenchmarkReport(found.benchmark(), facts, found.rows());
    spec.commandLine().getOut().print(report.table());
    if (json != null) {
      Json.write(json, report);
      spec.commandLine().getOut().println(json);
    }
    spec.commandLine().getOut().flush();
    return 0;
  }
}
