package io.im2wav4j.models.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDManager;
import io.im2wav4j.core.archive.TorchCheckpoint;
import io.im2wav4j.core.archive.TorchCheckpointWriter;
import io.im2wav4j.core.archive.Tuple;
import io.im2wav4j.core.error.UserError;
import io.im2wav4j.core.golden.GoldenFolder;
import io.im2wav4j.core.golden.GoldenSuite;
import io.im2wav4j.core.tensor.Tensor;
import io.im2wav4j.models.conditioning.CodeConditionerConfig;
import io.im2wav4j.models.conditioning.ImageConditionerConfig;
import io.im2wav4j.models.conditioning.TimeConfig;
import io.im2wav4j.models.lm.LanguageModel;
import io.im2wav4j.models.lm.LanguageModelConfig;
import io.im2wav4j.models.vqvae.Bandwidth;
import io.im2wav4j.models.vqvae.SpectralResolution;
import io.im2wav4j.models.vqvae.VqVae;
import io.im2wav4j.models.vqvae.VqVaeConfig;
import io.im2wav4j.models.vqvae.VqVaeLossConfig;
import io.im2wav4j.nn.layer.Module;
import io.im2wav4j.nn.layer.ParameterFactory;
import io.im2wav4j.nn.weights.Weights;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What we export is what the reference would have saved, and comes back equal. */
class PublishedWriterTest {
  private static final VqVaeConfig SOUND =
      new VqVaeConfig(
          16000,
          2048,
          List.of(3, 2),
          6,
          2,
          3,
          8,
          32,
          0.98,
          0.03,
          0.5,
          new VqVaeLossConfig(
              0.1,
              0.9,
              0.01,
              256,
              0.2,
              0.8,
              new SpectralResolution(2048, 256, 1536),
              List.of(new SpectralResolution(512, 50, 240), new SpectralResolution(256, 25, 120))));
  private static final LanguageModelConfig LOW =
      new LanguageModelConfig(
          32,
          16,
          32,
          8,
          4,
          2,
          4,
          0.5,
          2,
          0.7,
          new ImageConditionerConfig(12, true, 0.3, 0.1, new TimeConfig(7, 32800, 9600000)),
          null);
  private static final LanguageModelConfig UP =
      new LanguageModelConfig(
          32,
          64,
          8,
          8,
          3,
          1,
          4,
          0.25,
          1,
          0.7,
          new ImageConditionerConfig(12, false, 0, 0.1, null),
          new CodeConditionerConfig(32, 4, 3, 3, 2, 2));

  @TempDir Path folder;

  private Path save(Module model) {
    Path file = folder.resolve("weights.safetensors");
    Weights.save(file, model.state(), Map.of());
    return file;
  }

  private void assertEqualTensors(PublishedCheckpoint checkpoint, Module model) {
    model
        .state()
        .forEach(
            (name, array) -> {
              Tensor want = Weights.tensor(array);
              Tensor got = checkpoint.get(name);
              assertThat(got.type()).isEqualTo(want.type());
              assertThat(got.shape()).isEqualTo(want.shape());
              assertThat(got.data()).as(name).isEqualTo(want.data());
            });
    List<String> all = new ArrayList<>(model.state().keySet());
    all.addAll(model.aliases().keySet());
    assertThat(checkpoint.tensors().keySet()).containsExactlyInAnyOrderElementsOf(all);
  }

  @Test
  void anExportedVqVae_readsBackEqual() {
    Path file = folder.resolve("vqvae.tar");
    Bandwidth bandwidth = new Bandwidth(0.01, 0.2, 30);
    try (NDManager manager = NDManager.newBaseManager()) {
      VqVae model = new VqVae(new ParameterFactory(manager, 1), SOUND);
      PublishedWriter.writeVqVae(file, SOUND, save(model), 77, Map.of("lr", 0.5), bandwidth);
      try (PublishedCheckpoint read = PublishedCheckpoint.open(file)) {
        assertThat(PublishedConfigs.vqVae(read.hps())).isEqualTo(SOUND);
        assertThat(read.vqVae(manager).config()).isEqualTo(SOUND);
        assertThat(read.step()).isEqualTo(77);
        assertThat(read.bandwidth()).contains(bandwidth);
        assertThat(read.hps().number("lr")).isEqualTo(0.5);
        assertEqualTensors(read, model);
      }
    }
  }

  @Test
  void anExportedLowAndUp_readBackEqual() {
    for (LanguageModelConfig config : List.of(LOW, UP)) {
      Path file = folder.resolve("prior.tar");
      try (NDManager manager = NDManager.newBaseManager()) {
        LanguageModel model = LanguageModel.create(config, manager, 5);
        PublishedWriter.writeLanguageModel(file, config, save(model), 9, Map.of(), SOUND, null);
        try (PublishedCheckpoint read = PublishedCheckpoint.open(file)) {
          assertThat(read.languageModel(manager).config()).isEqualTo(config);
          assertEqualTensors(read, model);
        }
      }
    }
  }

  @Test
  void theLayoutOfKeys_isTheGoldenCheckpoints() {
    GoldenSuite golden = GoldenSuite.open("checkpoints/expected");
    for (String path :
        List.of(
            "checkpoints/vqvae.tar",
            "checkpoints/low.tar",
            "checkpoints/up.tar",
            "extended/checkpoints/vqvae.tar",
            "extended/checkpoints/low.tar",
            "extended/checkpoints/up.tar")) {
      if (path.startsWith("checkpoints/")
          && golden.leftOut(path.substring("checkpoints/".length()))) {
        continue;
      }
      Path published = GoldenFolder.file(path);
      String name = published.getFileName().toString();
      Path file = folder.resolve(name);
      try (NDManager manager = NDManager.newBaseManager();
          PublishedCheckpoint checkpoint = PublishedCheckpoint.open(published)) {
        if (name.equals("vqvae.tar")) {
          VqVae model = checkpoint.vqVae(manager);
          PublishedWriter.writeVqVae(
              file, model.config(), save(model), checkpoint.step(), Map.of(), null);
        } else {
          LanguageModel model = checkpoint.languageModel(manager);
          PublishedWriter.writeLanguageModel(
              file, model.config(), save(model), checkpoint.step(), Map.of(), SOUND, null);
        }
      }
      try (TorchCheckpoint want = TorchCheckpoint.open(published);
          TorchCheckpoint got = TorchCheckpoint.open(file)) {
        assertThat(keys(got.root())).isEqualTo(keys(want.root()));
        assertThat(hps(got).keySet()).isEqualTo(hps(want).keySet());
        List<String> wanted = want.names().stream().filter(n -> n.startsWith("model.")).toList();
        assertThat(got.names()).containsExactlyElementsOf(wanted);
        for (String tensor : wanted) {
          assertThat(got.get(tensor).toFloats()).as(tensor).isEqualTo(want.get(tensor).toFloats());
          assertThat(got.shape(tensor)).isEqualTo(want.shape(tensor));
        }
      }
    }
  }

  private static List<Object> keys(Object map) {
    return new ArrayList<>(((Map<?, ?>) map).keySet());
  }

  private static Map<?, ?> hps(TorchCheckpoint checkpoint) {
    return (Map<?, ?>) ((Map<?, ?>) checkpoint.root()).get("hps");
  }

  @Test
  void missingExtraAndMisshapenTensors_areAllReported() {
    try (NDManager manager = NDManager.newBaseManager()) {
      VqVae model = new VqVae(new ParameterFactory(manager, 1), SOUND);
      Map<String, Object> tensors = new LinkedHashMap<>();
      model.state().forEach((name, array) -> tensors.put("module." + name, Weights.tensor(array)));
      assertRead(tensors, null);
      tensors.remove("module.decoders.1.out.bias");
      tensors.put("surplus", Tensor.of(new float[1], 1));
      tensors.put("module.bottleneck.level_blocks.0.k", Tensor.of(new float[2], 1, 2));
      assertRead(tensors, "3 tensors do not fit");
    }
  }

  private void assertRead(Map<String, Object> tensors, String problem) {
    Path file = folder.resolve("x.tar");
    Map<String, Object> root = new LinkedHashMap<>();
    root.put("hps", PublishedHps.vqVae(SOUND, null));
    root.put("model", tensors);
    TorchCheckpointWriter.write(file, root);
    try (NDManager manager = NDManager.newBaseManager();
        PublishedCheckpoint checkpoint = PublishedCheckpoint.open(file)) {
      if (problem == null) {
        checkpoint.vqVae(manager);
        return;
      }
      assertThatThrownBy(() -> checkpoint.vqVae(manager))
          .isInstanceOf(UserError.class)
          .hasMessageContaining(problem)
          .hasMessageContaining("extra surplus")
          .hasMessageContaining("missing decoders.1.out.bias")
          .hasMessageContaining("bottleneck.level_blocks.0.k is [1, 2]");
    }
  }

  @Test
  void hpsThatOurModelsDoNotHave_areRefusedByName() {
    for (Map.Entry<String, Object> wrong :
        Map.<String, Object>of(
                "dilation_cycle",
                4L,
                "m_conv",
                2.0,
                "strides_t",
                Tuple.of(2L, 3L),
                "downs_t",
                Tuple.of(3L, 99L),
                "levels",
                3L,
                "width",
                "wide",
                "l_bins",
                0L,
                "prior",
                true)
            .entrySet()) {
      Map<String, Object> hps = PublishedHps.vqVae(SOUND, null);
      hps.put(wrong.getKey(), wrong.getValue());
      Map<String, Object> root = new LinkedHashMap<>();
      root.put("hps", hps);
      root.put("model", Map.of());
      Path file = folder.resolve("y.tar");
      TorchCheckpointWriter.write(file, root);
      try (PublishedCheckpoint checkpoint = PublishedCheckpoint.open(file)) {
        assertThatThrownBy(() -> PublishedConfigs.vqVae(checkpoint.hps()))
            .as(wrong.getKey())
            .isInstanceOf(UserError.class)
            .hasMessageContaining("y.tar hps");
      }
    }
  }

  @Test
  void hpsThatAskForMoreThanTheFileHolds_areRefusedBeforeItIsMade() {
    for (String key : List.of("width", "depth", "emb_width", "l_bins")) {
      Map<String, Object> hps = PublishedHps.vqVae(SOUND, null);
      hps.put(key, 1_000_000_000L);
      assertRefused(hps, key, PublishedCheckpoint::vqVae);
    }
    for (String key :
        List.of(
            "prior_width",
            "prior_depth",
            "n_ctx",
            "l_bins",
            "t_bins",
            "m_mlp",
            "m_attn",
            "cond_width",
            "cond_depth")) {
      boolean upper = key.startsWith("cond");
      Map<String, Object> hps = PublishedHps.languageModel(upper ? UP : LOW, SOUND, null);
      hps.put(key, 1L << 29);
      assertRefused(hps, key, PublishedCheckpoint::languageModel);
    }
  }

  private void assertRefused(
      Map<String, Object> hps, String key, BiConsumer<PublishedCheckpoint, NDManager> load) {
    Map<String, Object> root = new LinkedHashMap<>();
    root.put("hps", hps);
    root.put("model", Map.of("y_emb.clip_map.sequential.0.weight", Tensor.of(new float[4], 2, 2)));
    Path file = folder.resolve("greedy.tar");
    TorchCheckpointWriter.write(file, root);
    try (NDManager manager = NDManager.newBaseManager();
        PublishedCheckpoint checkpoint = PublishedCheckpoint.open(file)) {
      assertThatThrownBy(() -> load.accept(checkpoint, manager))
          .as(key)
          .isInstanceOf(UserError.class)
          .hasMessageContaining("greedy.tar hps")
          .hasMessageNotContaining("tensors do not fit");
    }
  }

  @Test
  void aFileOfAnotherKind_isNoCheckpointOfIm2Wav() {
    Path file = folder.resolve("z.tar");
    TorchCheckpointWriter.write(file, Map.of("state_dict", Map.of()));
    assertThatThrownBy(() -> PublishedCheckpoint.open(file))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("hps, model, opt and step");
  }
}
