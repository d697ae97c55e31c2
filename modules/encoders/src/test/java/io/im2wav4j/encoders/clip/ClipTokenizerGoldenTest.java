package io.im2wav4j.encoders.clip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.im2wav4j.core.error.UserError;
import io.im2wav4j.core.golden.GoldenFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;

/** Texts to ids, as CLIP's own tokenizer does. */
class ClipTokenizerGoldenTest {
  private static int[] ints(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false).mapToInt(JsonNode::asInt).toArray();
  }

  /** Texts that want ftfy's whole repair may differ: those are reported, not failed. */
  @Test
  void everyText_becomesTheReferencesIds(TestReporter reporter) {
    JsonNode golden = GoldenFolder.json("extended/clip_tokenizer");
    ClipTokenizer tokenizer = ClipTokenizer.open(ClipGoldens.merges());
    assertThat(tokenizer.size()).isEqualTo(49_408);
    int compared = 0;
    for (JsonNode item : golden.path("items")) {
      String text = item.path("text").asText();
      boolean repaired = item.path("kind").asText().equals("needs_ftfy");
      if (repaired && !Arrays.equals(tokenizer.encode(text), ints(item.path("ids")))) {
        reporter.publishEntry("needs more of ftfy than is here", text);
        continue;
      }
      assertThat(tokenizer.encode(text)).as(text).containsExactly(ints(item.path("ids")));
      assertThat(tokenizer.tokens(text))
          .as(text)
          .containsExactly(ints(item.path("padded_truncated_77")));
      assertThat(tokenizer.tooLong(text)).as(text).isEqualTo(item.path("too_long").asBoolean());
      compared++;
    }
    assertThat(compared).isPositive();
  }

  @Test
  void pairLearnedFirst_isJoinedFirst(@TempDir Path folder) throws IOException {
    Path merges = Files.writeString(folder.resolve("merges.txt"), "#v\nb c</w>\na b\nab c</w>\n");
    ClipTokenizer tokenizer = ClipTokenizer.open(merges);
    // 256 bytes and the same as ends of words come first; then the merges, in their order.
    assertThat(tokenizer.size()).isEqualTo(512 + 3 + 2);
    assertThat(tokenizer.encode("ABC")).containsExactly('a' - '!', 512);
    assertThat(tokenizer.encode("ab")).containsExactly('a' - '!', 256 + 'b' - '!');
    assertThat(tokenizer.tokens("abc"))
        .startsWith(tokenizer.start(), 'a' - '!', 512, tokenizer.end(), 0);
  }

  @Test
  void brokenReferences_becomeTheReplacementCharacter() {
    assertThat(TextRepair.clean("a&#0;b &#xD800; \ud800c")).isEqualTo("a\ufffdb \ufffd \ufffdc");
  }

  @Test
  void digraphsOfOneCharacter_areWrittenOut() {
    assertThat(TextRepair.clean("\u01f1 \u01c5 \u01cc \ufb03")).isEqualTo("dz d\u017e nj ffi");
  }

  @Test
  void fileWithoutPairs_isRefusedByItsLine(@TempDir Path folder) throws IOException {
    Path merges = Files.writeString(folder.resolve("merges.txt"), "#v\na b\nnonsense\n");
    assertThatThrownBy(() -> ClipTokenizer.open(merges))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("line 3 is 'nonsense'");
  }
}
