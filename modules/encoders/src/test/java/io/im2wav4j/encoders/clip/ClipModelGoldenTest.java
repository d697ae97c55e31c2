package io.im2wav4j.encoders.clip;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import io.im2wav4j.nn.golden.Golden;
import org.junit.jupiter.api.Test;

/** The half of a small CLIP that takes texts. */
class ClipModelGoldenTest {
  private final Golden golden = Golden.open("extended/clip_model");

  @Test
  void textEmbeddingsAndLogits_areTheNetworks() {
    try (ClipTextEncoder encoder =
            new ClipTextEncoder("golden", new GoldenFile(golden, "model."), "", null);
        NDManager manager = NDManager.newBaseManager();
        NDScope scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      NDArray texts = encoder.tower().forward(golden.array(manager, "input.text"));
      golden.assertClose(texts, "expect.text_emb", "default");
      NDArray logits =
          golden
              .array(manager, "expect.image_emb_unit")
              .matMul(texts.normalize(2, 1).transpose())
              .mul((float) encoder.tower().logitScale());
      golden.assertClose(logits, "expect.logits_per_image", "logits");
      golden.assertClose(logits.transpose(), "expect.logits_per_text", "logits");
    }
  }
}
