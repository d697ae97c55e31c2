package io.im2wav4j.data.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.im2wav4j.core.error.UserError;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ItemIdTest {
  private static final Path FILE = Path.of("file.png");

  private static String id(String name) {
    return ItemId.of(FILE, name);
  }

  private static Item item(String id) {
    return new Item(id, "test", "", FILE, null, 0, 0);
  }

  @Test
  void namesOfAnyScriptStayApart() {
    String[] names = {"中文", "国语", "犬", "猫", "собака", "кошка", "كلب", "قطة", "강아지", "🐶", "🐱"};
    assertThat(Stream.of(names).map(ItemIdTest::id)).doesNotHaveDuplicates();
    for (String name : names) {
      assertThat(item(id(name)).id()).isEqualTo(name);
    }
    assertThat(id("-0xz_Run+0.5")).isEqualTo("-0xz_Run+0.5");
  }

  @Test
  void accentsStoredApartMakeTheSameId() {
    assertThat(id("cafe\u0301")).isEqualTo(id("caf\u00e9")).isEqualTo("caf\u00e9");
    assertThat(ItemId.folded("\u00c9A")).isEqualTo(ItemId.folded("e\u0301a"));
    assertThat(ItemId.folded("A")).isNotEqualTo(ItemId.folded("B"));
  }

  @Test
  void whatAFileNameCannotHaveBecomesALine() {
    assertThat(id("a b/c\\d:e\0f\ng")).isEqualTo("a_b_c_d_e_f_g");
    assertThat(id(".hidden")).isEqualTo("_hidden");
    assertThat(id("..")).isEqualTo("_.");
  }

  @Test
  void aNameTooLongForTheFilesThatAreNamedByItIsRefusedAtOnce() {
    assertThat(id("x".repeat(200))).hasSize(200);
    for (String name : new String[] {"x".repeat(251), "狗".repeat(80)}) {
      assertThatThrownBy(() -> id(name))
          .isInstanceOf(UserError.class)
          .hasMessageContaining("file.png")
          .hasMessageContaining("at most 200")
          .hasMessageContaining("Rename the file");
    }
  }

  @Test
  void anItemRefusesAnIdThatIsNoFileName() {
    for (String id : new String[] {"", "a/b", "..", ".x", "a\0b", "a\nb", "a b", "x".repeat(201)}) {
      assertThatThrownBy(() -> item(id))
          .as(id)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("must be");
    }
  }
}
