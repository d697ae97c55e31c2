package io.im2wav4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.im2wav4j.core.io.Json;
import io.im2wav4j.core.result.EvaluationResult;
import io.im2wav4j.core.result.MetricResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real clips scored with a published network by the commands that a user types. */
class YamnetEvaluationTest {
  private static final Path WEIGHTS = Path.of(System.getProperty("realWeights"));
  private static final Path DATA = Path.of(System.getProperty("realData"), "photosounds");
  private static final Path ROOT = Path.of(System.getProperty("root"));

  @TempDir Path folder;

  @BeforeEach
  void bringWeights() {
    assumeTrue(Files.exists(WEIGHTS.resolve("yamnet.onnx")), "weights yamnet.onnx absent");
    assumeTrue(Files.isDirectory(DATA), "data photosounds absent");
    CommandRun run =
        CommandRun.of(
            "weights",
            "import",
            WEIGHTS.resolve("yamnet.onnx"),
            WEIGHTS.resolve("yamnet_class_map.csv"),
            "--as",
            "yamnet",
            "--weights-dir",
            folder.resolve("weights"));
    assertThat(run.exitCode()).as(run.err()).isZero();
  }

  private EvaluationResult evaluate(String label, String reference) {
    Path out = folder.resolve(label + "-against-" + reference);
    CommandRun run =
        CommandRun.of(
            "evaluate",
            "--data",
            DATA,
            "--label",
            label,
            "--protocol",
            ROOT.resolve("configs/evaluation/photosounds.yaml"),
            "--set",
            "labels=" + ROOT.resolve("datasets/photosounds/classes.json"),
            "--true-sounds",
            "--reference",
            DATA.resolve("sounds/train").resolve(reference),
            "--weights-dir",
            folder.resolve("weights"),
            "--cache",
            folder.resolve("cache"),
            "--out",
            out);
    assertThat(run.exitCode()).as(run.err()).isZero();
    return Json.read(out.resolve("results.json"), EvaluationResult.class);
  }

  private void otherWeightsOrItemsThanTheProtocolNamesAreRefused() {
    String hash = "0".repeat(64);
    assertThat(refused(1, "weights.yamnet=" + hash))
        .contains("weights of yamnet", "f2aa73af", "expected " + hash);
    assertThat(refused(1, "weights.vggish=" + hash))
        .contains("no network of the protocol", "yamnet");
    assertThat(refused(1, "itemList=" + hash)).contains("item list", "expected " + hash);
    assertThat(refused(2, "itemList=nonsense")).contains("itemList is 'nonsense'", "SHA-256");
  }

  private String refused(int exitCode, String setting) {
    CommandRun run =
        CommandRun.of(
            "evaluate",
            "--data",
            DATA,
            "--protocol",
            ROOT.resolve("configs/evaluation/yamnet.yaml"),
            "--set",
            setting,
            "--true-sounds",
            "--weights-dir",
            folder.resolve("weights"),
            "--out",
            folder.resolve("refused"));
    assertThat(run.exitCode()).as(run.out() + run.err()).isEqualTo(exitCode);
    assertThat(folder.resolve("refused/results.json")).doesNotExist();
    return run.err();
  }

  private static MetricResult metric(EvaluationResult result, String name) {
    return result.systems().get(0).metric(name).orElseThrow();
  }

  @Test
  void realDogs_areNearerToOtherDogsThanToCatsAndHeardAsDogs_byTheProtocolsWeightsOnly()
      throws IOException {
    otherWeightsOrItemsThanTheProtocolNamesAreRefused();
    EvaluationResult same = evaluate("dog", "dog");
    EvaluationResult other = evaluate("dog", "cat");

    String distance = "Frechet distance (YAMNet)";
    assertThat(metric(same, distance).value().estimate())
        .isLessThan(0.5 * metric(other, distance).value().estimate());
    assertThat(metric(same, "accuracy (YAMNet)").value().estimate()).isGreaterThan(50);
    assertThat(same.protocol().networks())
        .allSatisfy(n -> assertThat(n.name()).isEqualTo("YAMNet"))
        .allSatisfy(n -> assertThat(n.sha256()).startsWith("f2aa73af"));
    assertThat(same.protocol().comparableTo(other.protocol()))
        .anyMatch(reason -> reason.contains("Frechet"));

    Path out = folder.resolve("dog-against-dog");
    CommandRun report = CommandRun.of("report", out);
    assertThat(report.exitCode()).as(report.err()).isZero();
    assertThat(Files.readString(out.resolve("report.html")))
        .contains("YAMNet", "f2aa73af8eaac5468373349d34d2292424211c1749248c3f94b64a6954624c4e")
        .contains("Published numbers", "6.41");
  }
}
