package io.im2wav4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.im2wav4j.core.archive.TorchCheckpointWriter;
import io.im2wav4j.core.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WeightsCommandsTest {
  @TempDir Path folder;

  private CommandRun weights(Object... args) {
    Object[] all = new Object[args.length + 3];
    all[0] = "weights";
    System.arraycopy(args, 0, all, 1, args.length);
    all[args.length + 1] = "--weights-dir";
    all[args.length + 2] = folder.resolve("weights");
    return CommandRun.of(all);
  }

  @Test
  void list_saysPurposeLicenceSizeSourceHashAndWhetherItIsHere() {
    CommandRun run = weights("list");
    assertThat(run.exitCode()).isZero();
    assertThat(run.out())
        .contains("clip-vit-b32: image and text encoder")
        .contains("licence  MIT")
        .contains("ViT-B-32.pt (354 MB): not here")
        .contains("40d365715913c9da98579312b702a82c18be219cc2a73407c4526f58eba950af")
        .contains("SHA-256 10086976... (first digits)");
  }

  @Test
  void importedFile_isVerifiedUntilItChanges() throws IOException {
    Path brought = folder.resolve("Wav2CLIP.pt");
    TorchCheckpointWriter.write(brought, Map.of("w", Tensor.of(new float[2], 2)));
    assertThat(weights("import", brought, "--as", "wav2clip").exitCode()).isZero();
    assertThat(weights("verify").out()).contains("wav2clip Wav2CLIP.pt: as it came");

    Files.writeString(folder.resolve("weights/wav2clip/Wav2CLIP.pt"), "changed");

    CommandRun changed = weights("verify");
    assertThat(changed.exitCode()).isEqualTo(1);
    assertThat(changed.err().lines().filter(l -> !l.isBlank())).hasSize(1);
    assertThat(changed.err()).contains("wav2clip Wav2CLIP.pt").contains("fetch or import");
  }

  @Test
  void importOfTheWrongFile_isRefusedWithBothHashes() throws IOException {
    Path wrong = Files.writeString(folder.resolve("yamnet.onnx"), "not it");
    CommandRun run = weights("import", wrong, "--as", "yamnet");
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).contains("its SHA-256 is").contains("f2aa73af").contains("--any-hash");
    assertThat(folder.resolve("weights")).doesNotExist();
  }

  @Test
  void weightsThatNoProgramCanFetch_sayWhereToGetThem() {
    CommandRun run = weights("fetch", "im2wav");
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err())
        .contains("github.com/RoySheffer/im2wav")
        .contains("im2wav weights import vqvae.tar --as im2wav");
  }

  @Test
  void unknownName_isWrongUsage() {
    CommandRun run = weights("fetch", "clip");
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("'clip'").contains("clip-vit-b32");
  }
}
