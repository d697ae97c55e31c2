package io.im2wav4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.im2wav4j.core.archive.TorchCheckpointWriter;
import io.im2wav4j.core.io.Hashes;
import io.im2wav4j.core.tensor.Tensor;
import io.im2wav4j.encoders.tflite.MadeUpTflite;
import io.im2wav4j.encoders.yamnet.YamnetClassifier;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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
        .contains("SHA-256 10086976... (first digits)")
        .contains("yamnet.onnx (made from yamnet.tflite, 4 MB): not here")
        .contains("https://storage.googleapis.com/mediapipe-models/audio_classifier/yamnet/")
        .contains("mobilenet_v2.onnx (made from mobilenet_v2_1.0_224.tflite, 14 MB): not here")
        .contains("efficientat-mn04: audio classifier")
        .contains("https://github.com/fschmid56/EfficientAT/releases/download/v0.0.1/");
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

  @Test
  void tensorFlowLiteFile_isImportedAsANetworkThatCommandsOpen() throws IOException {
    Path brought = Files.write(folder.resolve("yamnet.tflite"), MadeUpTflite.yamnet());
    CommandRun refused = weights("import", brought, "--as", "yamnet");
    assertThat(refused.exitCode()).isEqualTo(1);
    assertThat(refused.err()).contains(Hashes.sha256(brought), "4d8b4a53", "--any-hash");

    CommandRun run = weights("import", brought, "--as", "yamnet", "--any-hash");
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out())
        .contains("yamnet.onnx", "made from yamnet.tflite")
        .contains("SHA-256 " + Hashes.sha256(brought) + ": not the published file");
    assertThat(weights("verify").out()).contains("yamnet yamnet.onnx: as it came or was made");
    Path network = folder.resolve("weights/yamnet/yamnet.onnx");
    StringBuilder classes = new StringBuilder("index,mid,display_name\n");
    for (int i = 0; i < 521; i++) {
      classes.append(i).append(",/m/").append(i).append(",class ").append(i).append('\n');
    }
    Files.writeString(network.resolveSibling("yamnet_class_map.csv"), classes);
    try (YamnetClassifier yamnet = YamnetClassifier.open(network)) {
      float[][] scores = yamnet.scores(List.of(new float[16_000], new float[20_000]));
      assertThat(scores[1]).hasSize(521).doesNotContain(0, 1);
    }
  }

  @Test
  void fileThatIsNoTensorFlowLite_isRefusedAndLeavesNothing() throws IOException {
    Path page = Files.writeString(folder.resolve("yamnet.tflite"), "<html>404</html>");
    CommandRun run = weights("import", page, "--as", "yamnet", "--any-hash");
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).contains("a web page").hasLineCount(1);
    assertThat(folder.resolve("weights")).isEmptyDirectory();
  }
}
