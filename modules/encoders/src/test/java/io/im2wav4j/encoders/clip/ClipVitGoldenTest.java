package io.im2wav4j.encoders.clip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.index.NDIndex;
import io.im2wav4j.nn.golden.FilledWeights;
import io.im2wav4j.nn.golden.Golden;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** CLIP ViT-B/32 at its published size: texts and tokens. */
class ClipVitGoldenTest {
  private final Golden golden = Golden.open("clip-vit-b32");

  @Test
  void tokens_areThePublishedTokenizers() {
    ClipTokenizer tokenizer = ClipTokenizer.open(ClipGoldens.merges());
    List<String> texts = ClipGoldens.strings(golden.json().path("texts"));
    int[] expected = golden.tensor("expect.tokens").toInts();
    int context = expected.length / texts.size();
    assertThat(texts).isNotEmpty();
    for (int i = 0; i < texts.size(); i++) {
      assertThat(tokenizer.tokens(texts.get(i)))
          .as(texts.get(i))
          .containsExactly(Arrays.copyOfRange(expected, i * context, (i + 1) * context));
    }
  }

  @Test
  void texts_areThePublishedNetworks() {
    FilledWeights weights = FilledWeights.of(golden.json());
    assertThat(ClipTextConfig.of("golden", weights)).isEqualTo(ClipTextConfig.vitB32());
    ClipTokenizer tokenizer = ClipTokenizer.open(ClipGoldens.merges());
    try (ClipTextEncoder encoder = new ClipTextEncoder("golden", weights, "", tokenizer)) {
      assertThat(encoder.name()).isEqualTo("CLIP ViT-B/32");
      embeddingsAndLogits(encoder);
      List<String> texts = ClipGoldens.strings(golden.json().path("texts"));
      float[][] all = encoder.encode(texts);
      for (int i = 0; i < texts.size(); i += 5) {
        assertThat(encoder.encode(List.of(texts.get(i)))[0])
            .as("alone and in a batch")
            .hasSize(encoder.width())
            .containsExactly(all[i], within(1e-5f));
      }
    }
  }

  private void embeddingsAndLogits(ClipTextEncoder encoder) {
    try (NDManager manager = NDManager.newBaseManager();
        NDScope scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      NDArray texts = encoder.tower().forward(golden.array(manager, "expect.tokens"));
      ClipGoldens.assertEmbeddings(golden, texts, "expect.text_embedding");
      NDArray images = golden.array(manager, "expect.image_embedding_normalised");
      int first = (int) golden.tensor("expect.logits_per_image").shape()[1];
      NDArray some = texts.get(new NDIndex(":" + first)).normalize(2, 1);
      NDArray logits = images.matMul(some.transpose()).mul((float) encoder.tower().logitScale());
      golden.assertRelative(logits, "expect.logits_per_image", 1e-3);
    }
  }
}
