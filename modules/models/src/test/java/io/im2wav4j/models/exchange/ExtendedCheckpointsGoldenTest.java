package io.im2wav4j.models.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import com.fasterxml.jackson.databind.JsonNode;
import io.im2wav4j.core.archive.TensorRef;
import io.im2wav4j.core.archive.TorchCheckpoint;
import io.im2wav4j.core.error.UserError;
import io.im2wav4j.core.golden.GoldenFolder;
import io.im2wav4j.core.tensor.Tensor;
import io.im2wav4j.models.conditioning.Conditions;
import io.im2wav4j.models.conditioning.ImageConditionerConfig;
import io.im2wav4j.models.lm.LanguageModel;
import io.im2wav4j.models.lm.LanguageModelConfig;
import io.im2wav4j.nn.golden.Golden;
import io.im2wav4j.nn.weights.Weights;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Checkpoints with GPU storages, NumPy scalars and optimiser state are read as they are. */
class ExtendedCheckpointsGoldenTest {
  private static final Map<String, String> TYPES =
      Map.of(
          "float32",
          "F32",
          "float16",
          "F16",
          "bfloat16",
          "BF16",
          "float64",
          "F64",
          "int64",
          "I64",
          "int32",
          "I32",
          "uint8",
          "U8",
          "bool",
          "BOOL");

  private final Golden golden = Golden.open("extended/checkpoints");

  private static Path file(String name) {
    return GoldenFolder.file("extended/checkpoints/" + name);
  }

  @BeforeEach
  void hasFiles() {
    assertThat(golden.json().path("files").properties()).isNotEmpty();
  }

  private static List<String> keys(JsonNode node) {
    return node.properties().stream().map(Map.Entry::getKey).toList();
  }

  @Test
  void everyFile_hasTheNamesTypesAndShapesThatTheReferenceSaved() {
    for (Map.Entry<String, JsonNode> entry : golden.json().path("files").properties()) {
      JsonNode expected = entry.getValue();
      try (PublishedCheckpoint checkpoint = PublishedCheckpoint.open(file(entry.getKey()))) {
        assertThat(checkpoint.step()).isEqualTo(expected.path("step").asLong());
        Map<String, String> want = new TreeMap<>();
        for (Map.Entry<String, JsonNode> t : expected.path("tensors").properties()) {
          want.put(
              t.getKey(), TYPES.get(t.getValue().get(0).asText()) + t.getValue().get(1).toString());
        }
        Map<String, String> got = new TreeMap<>();
        checkpoint.tensors().forEach((name, tensor) -> got.put(name, described(tensor)));
        assertThat(got).as(entry.getKey()).isEqualTo(want);
      }
    }
  }

  private static String described(TensorRef tensor) {
    return tensor.type() + java.util.Arrays.toString(tensor.shape()).replace(" ", "");
  }

  @Test
  void optimiserState_isReadableInBothPrecisions() {
    for (Map.Entry<String, JsonNode> entry : golden.json().path("files").properties()) {
      JsonNode expected = entry.getValue();
      try (TorchCheckpoint checkpoint = TorchCheckpoint.open(file(entry.getKey()))) {
        Map<?, ?> root = (Map<?, ?>) checkpoint.root();
        assertThat(new ArrayList<Object>(root.keySet()))
            .hasSameElementsAs(
                new ArrayList<Object>(
                    io.im2wav4j.core.io.Json.mapper()
                        .convertValue(expected.path("top_level_keys"), List.class)));
        if (!expected.path("has_opt").asBoolean()) {
          assertThat(root.get("opt")).isNull();
          continue;
        }
        Map<?, ?> opt = (Map<?, ?>) root.get("opt");
        List<String> types = new ArrayList<>();
        ((Map<?, ?>) opt.get("state"))
            .values()
            .forEach(
                s -> types.add(((TensorRef) ((Map<?, ?>) s).get("exp_avg")).type().toString()));
        List<String> want = new ArrayList<>();
        expected.path("opt_state_dtypes").forEach(t -> want.add(TYPES.get(t.asText())));
        assertThat(types).isEqualTo(want);
        Map<?, ?> group = (Map<?, ?>) ((List<?>) opt.get("param_groups")).get(0);
        for (String key : keys(expected.path("opt_param_groups"))) {
          JsonNode value = expected.path("opt_param_groups").path(key);
          if (value.isNumber()) {
            assertThat(((Number) group.get(key)).doubleValue()).isEqualTo(value.asDouble());
          }
        }
      }
    }
  }

  @Test
  void rawTensors_areTheSameBytes() {
    Map<String, TorchCheckpoint> files = new LinkedHashMap<>();
    try {
      for (String name : golden.names("expect.raw.")) {
        String[] parts = name.split("\\.", 4);
        TorchCheckpoint checkpoint =
            files.computeIfAbsent(parts[2], f -> TorchCheckpoint.open(file(f + ".tar")));
        String path =
            parts[3].startsWith("opt_exp_avg.")
                ? "opt.state." + parts[3].substring("opt_exp_avg.".length()) + ".exp_avg"
                : "model." + parts[3];
        Tensor got = checkpoint.get(path);
        Tensor want = golden.tensor(name);
        assertThat(got.type()).as(name).isEqualTo(want.type());
        assertThat(got.shape()).as(name).isEqualTo(want.shape());
        assertThat(got.data()).as(name).isEqualTo(want.data());
      }
    } finally {
      files.values().forEach(TorchCheckpoint::close);
    }
  }

  @Test
  void numpyScalarsInHps_areNumbers() {
    try (PublishedCheckpoint checkpoint = PublishedCheckpoint.open(file("vqvae.tar"))) {
      assertThat(checkpoint.bandwidth()).isPresent();
      assertThat(checkpoint.bandwidth().get().l2()).isPositive();
      for (String key : List.of("l1", "l2", "spec")) {
        assertThat(checkpoint.hps().dictionary("bandwidth").get(key)).isInstanceOf(Double.class);
      }
    }
  }

  @Test
  void aPriorWithoutLabels_isNoModelForPictures() {
    try (PublishedCheckpoint checkpoint = PublishedCheckpoint.open(file("uncond_with_opt.tar"));
        NDManager manager = NDManager.newBaseManager()) {
      assertThatThrownBy(() -> checkpoint.languageModel(manager))
          .isInstanceOf(UserError.class)
          .hasMessageContaining("hps.labels");
    }
  }

  @Test
  void aPriorWithoutLabels_computesTheReferencesLogits() {
    try (PublishedCheckpoint checkpoint = PublishedCheckpoint.open(file("uncond_with_opt.tar"));
        NDManager manager = NDManager.newBaseManager()) {
      HyperParameters hps = checkpoint.hps();
      int width = hps.integer("prior_width");
      LanguageModel model =
          LanguageModel.create(
              new LanguageModelConfig(
                  hps.integer("l_bins"),
                  hps.integer("n_ctx"),
                  32,
                  width,
                  hps.integer("prior_depth"),
                  hps.integer("heads"),
                  hps.integer("blocks"),
                  hps.number("m_attn"),
                  hps.number("m_mlp"),
                  hps.number("init_scale"),
                  new ImageConditionerConfig(512, false, 0, 0.1, null),
                  null),
              manager,
              0);
      String prefix = "prior.";
      List<String> names =
          checkpoint.tensors().keySet().stream()
              .map(n -> n.substring(prefix.length()))
              .filter(n -> !n.equals("start_token"))
              .toList();
      Weights.load(model.transformer(), "uncond", names, n -> checkpoint.get(prefix + n));
      NDArray codes = golden.array(manager, "input.z1");
      long n = codes.getShape().get(0);
      NDArray start =
          Weights.array(manager, checkpoint.get("prior.start_token"))
              .reshape(1, 1, width)
              .broadcast(new Shape(n, 1, width));
      golden.assertClose(
          model.logits(codes, new Conditions(start, manager.zeros(new Shape(n, 1, width)))),
          "expect.uncond_logits",
          "default");
    }
  }
}
