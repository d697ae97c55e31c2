package io.im2wav4j.mlflow;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.im2wav4j.core.error.UserError;
import io.im2wav4j.core.io.Json;
import io.im2wav4j.core.io.Nullable;
import io.im2wav4j.core.run.RunExporter;
import io.im2wav4j.core.run.RunFolder;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.mlflow.api.proto.Service.CreateRun;
import org.mlflow.api.proto.Service.Experiment;
import org.mlflow.api.proto.Service.Metric;
import org.mlflow.api.proto.Service.Param;
import org.mlflow.api.proto.Service.RunStatus;
import org.mlflow.api.proto.Service.RunTag;
import org.mlflow.tracking.MlflowClient;
import org.mlflow.tracking.MlflowClientException;

/**
 * A run as MLflow's: the configuration as parameters, provenance as tags, each number of
 * metrics.jsonl, and of speed.jsonl for its steps, as a metric with its step. mlflow.json in the
 * run's folder says how many lines a server has; the next call sends the lines after them. A run
 * that is trained on after an interruption writes the same lines again, so their number stays
 * right.
 */
public final class MlflowExporter implements RunExporter {
  private static final int BATCH = 1000; // MLflow's limits of one request
  private static final int PARAMS = 100;

  /**
   * What a server has of a run; mlflow.json.
   *
   * @param server its URI
   * @param experiment its experiment
   * @param runId its name of the run
   * @param lines lines of metrics.jsonl that it has
   * @param finished whether it knows that the run is finished
   */
  public record Exported(
      String server, String experiment, @Nullable String runId, int lines, boolean finished) {}

  @Override
  public String name() {
    return "mlflow";
  }

  @Override
  public String export(RunFolder run, URI server, String experiment) {
    Path file = run.path().resolve("mlflow.json");
    try (MlflowClient client = new MlflowClient(server.toString())) {
      Exported had =
          Files.exists(file)
              ? Json.read(file, Exported.class)
              : new Exported(server.toString(), experiment, null, 0, false);
      if (!had.server().equals(server.toString()) || !had.experiment().equals(experiment)) {
        throw new UserError(
            file.toString(),
            "a run that went to experiment '" + had.experiment() + "' of " + had.server(),
            "the same server and experiment",
            "Give those again, or delete the file to send the whole run elsewhere");
      }
      String runId = had.runId() == null ? create(client, run, experiment) : had.runId();
      Json.write(file, new Exported(had.server(), experiment, runId, had.lines(), false));
      List<JsonNode> lines = withSpeed(run);
      int sent = 0;
      for (List<Metric> batch : batches(lines, had.lines())) {
        client.logBatch(runId, batch, List.of(), List.of());
        sent += batch.size();
      }
      if (run.isDone() && !had.finished()) {
        client.setTerminated(runId, RunStatus.FINISHED);
      }
      int known = Math.max(had.lines(), lines.size());
      Json.write(file, new Exported(had.server(), experiment, runId, known, run.isDone()));
      return sent + " values to run " + runId + " of experiment '" + experiment + "'";
    } catch (MlflowClientException e) {
      throw new UserError(
          server.toString(),
          "a failed request (" + e.getMessage() + ")",
          "an MLflow tracking server",
          "Check the address, and that 'mlflow server' runs there; then give the same command again",
          e);
    }
  }

  /** The lines of metrics.jsonl, each with what speed.jsonl has for its step added once. */
  static List<JsonNode> withSpeed(RunFolder run) {
    Map<Long, JsonNode> speed = new HashMap<>();
    run.speed().forEach(line -> speed.put(line.path("step").asLong(), line));
    List<JsonNode> lines = run.metrics();
    for (JsonNode line : lines) {
      // A step's validation has a line of its own, without a loss.
      JsonNode added = line.has("loss") ? speed.get(line.path("step").asLong()) : null;
      if (added != null) {
        ((ObjectNode) line).setAll((ObjectNode) added);
      }
    }
    return lines;
  }

  private static String create(MlflowClient client, RunFolder run, String experiment) {
    String id =
        client
            .getExperimentByName(experiment)
            .map(Experiment::getExperimentId)
            .orElseGet(() -> client.createExperiment(experiment));
    List<RunTag> tags = new ArrayList<>();
    String name = run.path().toAbsolutePath().normalize().getFileName().toString();
    tags.add(tag("mlflow.runName", name));
    Path provenance = run.path().resolve("provenance.json");
    if (Files.exists(provenance)) {
      flat("", Json.read(provenance, JsonNode.class))
          .forEach((key, value) -> tags.add(tag("im2wav4j." + key, value)));
    }
    CreateRun request =
        CreateRun.newBuilder()
            .setExperimentId(id)
            .setStartTime(System.currentTimeMillis())
            .addAllTags(tags)
            .build();
    String runId = client.createRun(request).getRunId();
    List<Param> params = new ArrayList<>();
    run.settings().forEach((key, value) -> params.add(param(key, value)));
    for (int from = 0; from < params.size(); from += PARAMS) {
      client.logBatch(
          runId,
          List.of(),
          params.subList(from, Math.min(params.size(), from + PARAMS)),
          List.of());
    }
    return runId;
  }

  private static List<List<Metric>> batches(List<JsonNode> lines, int from) {
    List<List<Metric>> batches = new ArrayList<>();
    List<Metric> batch = new ArrayList<>();
    long now = System.currentTimeMillis();
    for (JsonNode line : lines.subList(Math.min(from, lines.size()), lines.size())) {
      for (Map.Entry<String, String> value : flat("", line).entrySet()) {
        if (value.getKey().equals("step")) {
          continue;
        }
        if (batch.size() == BATCH) {
          batches.add(batch);
          batch = new ArrayList<>();
        }
        batch.add(
            Metric.newBuilder()
                .setKey(value.getKey())
                .setValue(Double.parseDouble(value.getValue()))
                .setStep(line.path("step").asLong())
                .setTimestamp(now)
                .build());
      }
    }
    if (!batch.isEmpty()) {
      batches.add(batch);
    }
    return batches;
  }

  /** Leaves by their paths with slashes, as MLflow groups them. */
  static Map<String, String> flat(String path, JsonNode node) {
    Map<String, String> all = new LinkedHashMap<>();
    if (node.isObject()) {
      node.properties()
          .forEach(
              e ->
                  all.putAll(
                      flat(path.isEmpty() ? e.getKey() : path + "/" + e.getKey(), e.getValue())));
    } else if (!node.isNull()) {
      all.put(path, node.isArray() ? node.toString() : node.asText());
    }
    return all;
  }

  private static RunTag tag(String key, String value) {
    return RunTag.newBuilder().setKey(key).setValue(value).build();
  }

  private static Param param(String key, String value) {
    return Param.newBuilder().setKey(key).setValue(value).build();
  }
}
