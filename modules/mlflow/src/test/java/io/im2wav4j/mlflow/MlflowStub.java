package io.im2wav4j.mlflow;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.im2wav4j.core.io.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** A server on loopback that speaks the part of MLflow's REST API 2.0 that an export uses. */
final class MlflowStub implements AutoCloseable {
  static final String EXPERIMENT = "7";
  private static final String PREFIX = "/api/2.0/mlflow/";

  private record Request(String path, JsonNode body) {}

  private final HttpServer server;
  private final List<Request> requests = new ArrayList<>();
  private final Set<String> refused = new HashSet<>();
  private boolean created;

  MlflowStub() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  URI uri() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  void refuse(String path) {
    refused.add(path);
  }

  synchronized List<JsonNode> requests(String path) {
    return requests.stream().filter(r -> r.path().equals(path)).map(Request::body).toList();
  }

  private synchronized void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath().replace(PREFIX, "");
    byte[] body = exchange.getRequestBody().readAllBytes();
    requests.add(new Request(path, body.length == 0 ? null : Json.mapper().readTree(body)));
    String reply =
        switch (path) {
          case "experiments/get-by-name" ->
              created
                  ? "{\"experiment\":{\"experiment_id\":\"" + EXPERIMENT + "\"}}"
                  : "{\"error_code\":\"RESOURCE_DOES_NOT_EXIST\",\"message\":\"none\"}";
          case "experiments/create" -> "{\"experiment_id\":\"" + EXPERIMENT + "\"}";
          case "runs/create" -> "{\"run\":{\"info\":{\"run_id\":\"r1\",\"run_uuid\":\"r1\"}}}";
          default -> "{}";
        };
    int status = reply.contains("error_code") ? 404 : 200;
    if (refused.contains(path)) {
      status = 400;
      reply = "{\"error_code\":\"INVALID_PARAMETER_VALUE\",\"message\":\"refused\"}";
    }
    created |= path.equals("experiments/create");
    byte[] bytes = reply.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
