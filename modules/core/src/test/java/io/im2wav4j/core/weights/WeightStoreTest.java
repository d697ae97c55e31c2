package io.im2wav4j.core.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.im2wav4j.core.error.UserError;
import io.im2wav4j.core.io.Hashes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WeightStoreTest {
  private static final WeightConverter NONE =
      (network, published, made) -> {
        throw new AssertionError("nothing is to be made");
      };

  @TempDir Path folder;

  private WeightStore store(WeightFile... files) {
    WeightEntry entry = new WeightEntry("net", "tests", "none", "nowhere", List.of(files));
    return new WeightStore(folder.resolve("store"), new WeightCatalog(List.of(entry)));
  }

  private static WeightFile file(String name, String hash) {
    return new WeightFile(name, 0, hash, "", false, null);
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
    Path a = brought("a.csv", "a");
    Path renamed = brought("download(1)", "b");
    WeightStore store = store(file("a.csv", ""), file("b.csv", Hashes.sha256(renamed)));

    assertThat(store.add("net", List.of(a, renamed), false, NONE))
        .extracting(added -> added.path().getFileName().toString())
        .containsExactly("a.csv", "b.csv");
    assertThat(store.require("net")).hasContent("a");
  }

  @Test
  void importOfAnotherHash_isRefusedUnlessItIsMeant() throws IOException {
    Path other = brought("a.csv", "other");
    WeightFile known = file("a.csv", Hashes.sha256("published"));
    WeightStore store = store(known);

    assertThatThrownBy(() -> store.add("net", List.of(other), false, NONE))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("--any-hash");
    store.add("net", List.of(other), true, NONE);
    assertThat(store.state(store.catalog().get("net"), known)).isEqualTo(WeightStore.State.OTHER);
  }

  @Test
  void importOfWhatAServerGaveInstead_isNamedAsThat() throws IOException {
    WeightStore store = store(file("a.csv", Hashes.sha256("published")));
    Path page = brought("a.csv", "<!DOCTYPE html><html>404</html>");
    assertThatThrownBy(() -> store.add("net", List.of(page), false, NONE))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("a web page");
    Path pointer = brought("a.csv", "version https://git-lfs.github.com/spec/v1\noid sha256:1\n");
    assertThatThrownBy(() -> store.add("net", List.of(pointer), false, NONE))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("git lfs pull");
  }

  @Test
  void fileChangedAfterItCame_isFound() throws IOException {
    WeightFile unknown = file("a.csv", "");
    WeightStore store = store(unknown);
    WeightEntry entry = store.catalog().get("net");
    assertThat(store.state(entry, unknown)).isEqualTo(WeightStore.State.MISSING);
    Path at = store.add("net", List.of(brought("a.csv", "a")), false, NONE).get(0).path();
    assertThat(store.state(entry, unknown)).isEqualTo(WeightStore.State.UNCHANGED);

    Files.writeString(at, "b");

    assertThat(store.state(entry, unknown)).isEqualTo(WeightStore.State.CHANGED);
  }

  @Test
  void absentWeights_sayWhatToBringAndWhere() {
    WeightStore store = store(file("a.csv", ""));
    assertThatThrownBy(() -> store.require("net"))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("nowhere")
        .hasMessageContaining("import a.csv --as net")
        .hasMessageContaining(folder.resolve("store/net/a.csv").toString());
    assertThatThrownBy(() -> store.require("nett"))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("one of net");
  }

  @ParameterizedTest
  @CsvSource({
    "net.onnx, '', an empty file",
    "net.onnx, 0807, no graph",
    "net.onnx, 08073a0400, reaches beyond",
    "net.onnx, 08073a04000000, reaches beyond",
    "net.onnx, 08073affffffffffffffff7f00, reaches beyond",
    "net.onnx, 08073affffffffffffffffffffff00, reaches beyond",
    "net.onnx, 0b07, reaches beyond",
    "net.onnx, 0807ba, middle of a number",
    "net.pt, 8002636f730a73797374656d0a2e, a pickle of protocol 2",
    "net.pth, 504b0304, directory",
    "net.safetensors, 00000000000000107b, header length",
    "net.TAR, 61, no known kind"
  })
  void fileThatIsNotWhatItsNameSays_isRefusedAndLeavesNothing(
      String name, String hex, String problem) throws IOException {
    Path file = Files.write(folder.resolve(name), HexFormat.of().parseHex(hex));
    WeightStore store = store(file(name, ""));
    for (boolean anyHash : new boolean[] {false, true}) {
      assertThatThrownBy(() -> store.add("net", List.of(file), anyHash, NONE))
          .isInstanceOf(UserError.class)
          .hasMessageContaining(file.toString())
          .hasMessageContaining(problem)
          .hasMessageNotContaining("\n");
    }
    assertThat(folder.resolve("store")).doesNotExist();
  }

  @Test
  void onnxFileWhoseFieldsReachItsEnd_isTaken() throws IOException {
    Path file = Files.write(folder.resolve("n.onnx"), HexFormat.of().parseHex("08073a021200"));
    assertThat(store(file("n.onnx", "")).add("net", List.of(file), false, NONE)).hasSize(1);
  }

  @Test
  void fileThatIsMadeFromThePublishedOne_isKnownByTheHashOfThat() throws IOException {
    Path published = brought("net.src", "published");
    WeightFile source = file("net.src", Hashes.sha256(published));
    WeightFile made = new WeightFile("net.bin", 0, null, null, false, source);
    WeightStore store = store(made);
    WeightEntry entry = store.catalog().get("net");
    WeightConverter doubling =
        (network, from, to) ->
            Files.writeString(to, network + Files.readString(from) + Files.readString(from));

    Path renamed = brought("download(1).src", "published");
    AddedFile added = store.add("net", List.of(renamed), false, doubling).get(0);

    assertThat(added).isEqualTo(new AddedFile(store.path(entry, made), source, source.sha256()));
    assertThat(store.require("net")).hasContent("netpublishedpublished");
    assertThat(store.state(entry, made)).isEqualTo(WeightStore.State.UNCHANGED);
    assertThat(folder.resolve("store/net/net.src")).doesNotExist();
    Path other = brought("net.src", "other");
    assertThatThrownBy(() -> store.add("net", List.of(other), false, doubling))
        .isInstanceOf(UserError.class)
        .hasMessageContaining(Hashes.sha256(other))
        .hasMessageContaining(source.sha256());
  }

  @Test
  void absentFileThatIsMadeHere_saysWhichPublishedFileToBring() {
    WeightFile source = new WeightFile("net.src", 7, null, "http://a.invalid/net.src", false, null);
    WeightStore store = store(new WeightFile("net.bin", 0, null, null, false, source));
    assertThatThrownBy(() -> store.require("net"))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("weights fetch net")
        .hasMessageContaining("get net.src from http://a.invalid/net.src")
        .hasMessageContaining("import net.src --as net'");
  }
}
