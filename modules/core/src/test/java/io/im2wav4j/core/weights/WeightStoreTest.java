package io.im2wav4j.core.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.im2wav4j.core.error.UserError;
import io.im2wav4j.core.io.Hashes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WeightStoreTest {
  @TempDir Path folder;

  private WeightStore store(WeightFile... files) {
    WeightEntry entry = new WeightEntry("net", "tests", "none", "nowhere", List.of(files));
    return new WeightStore(folder.resolve("store"), new WeightCatalog(List.of(entry)));
  }

  private static WeightFile file(String name, String hash) {
    return new WeightFile(name, 0, hash, "", false);
  }

  private Path brought(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  @Test
  void builtInList_isReadableAndNamesEachEntryOnce() {
    WeightCatalog catalog = WeightCatalog.builtIn();
    assertThat(catalog.weights()).extracting(WeightEntry::name).doesNotHaveDuplicates();
    assertThat(catalog.get("passt").files().get(0).hashKnown()).isTrue();
    assertThat(catalog.get("vggish").files().get(0).hashKnown()).isFalse();
  }

  @Test
  void importedFile_isKnownByNameOrByHash() throws IOException {
    Path a = brought("a.pt", "a");
    Path renamed = brought("download(1)", "b");
    WeightStore store = store(file("a.pt", ""), file("b.pt", Hashes.sha256(renamed)));

    assertThat(store.add("net", List.of(a, renamed), false))
        .extracting(p -> p.getFileName().toString())
        .containsExactly("a.pt", "b.pt");
    assertThat(store.require("net")).hasContent("a");
  }

  @Test
  void importOfAnotherHash_isRefusedUnlessItIsMeant() throws IOException {
    Path other = brought("a.pt", "other");
    WeightFile known = file("a.pt", Hashes.sha256("published"));
    WeightStore store = store(known);

    assertThatThrownBy(() -> store.add("net", List.of(other), false))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("--any-hash");
    store.add("net", List.of(other), true);
    assertThat(store.state(store.catalog().get("net"), known)).isEqualTo(WeightStore.State.OTHER);
  }

  @Test
  void fileChangedAfterItCame_isFound() throws IOException {
    WeightFile unknown = file("a.pt", "");
    WeightStore store = store(unknown);
    WeightEntry entry = store.catalog().get("net");
    assertThat(store.state(entry, unknown)).isEqualTo(WeightStore.State.MISSING);
    Path at = store.add("net", List.of(brought("a.pt", "a")), false).get(0);
    assertThat(store.state(entry, unknown)).isEqualTo(WeightStore.State.UNCHANGED);

    Files.writeString(at, "b");

    assertThat(store.state(entry, unknown)).isEqualTo(WeightStore.State.CHANGED);
  }

  @Test
  void absentWeights_sayWhatToBringAndWhere() {
    WeightStore store = store(file("a.pt", ""));
    assertThatThrownBy(() -> store.require("net"))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("nowhere")
        .hasMessageContaining("import a.pt --as net")
        .hasMessageContaining(folder.resolve("store/net/a.pt").toString());
    assertThatThrownBy(() -> store.require("nett"))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("one of net");
  }
}
