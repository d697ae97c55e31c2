package io.im2wav4j.cli;

import static io.im2wav4j.cli.CommandRun.failed;
import static io.im2wav4j.cli.CommandRun.ok;
import static io.im2wav4j.cli.TinyPipeline.CONFIGS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.im2wav4j.core.io.Hashes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What commands say to input that is broken or does not fit. */
class BadInputTest {
  private final TinyPipeline pipeline = TinyPipeline.get();

  @TempDir Path folder;

  @Test
  void aFinishedTrainingIsPassedOverAndAnotherConfigIsRefused() throws IOException {
    String before = Hashes.sha256(pipeline.runs("low").resolve("done.json"));
    ok(
        pipeline.train(
            "low",
            "lm/low-tiny.yaml",
            "--features",
            pipeline.features(),
            "--vqvae",
            pipeline.runs("vqvae"),
            "--set",
            "training.batchSize=2"));
    assertThat(Hashes.sha256(pipeline.runs("low").resolve("done.json"))).isEqualTo(before);
    CommandRun run =
        failed(
            1,
            pipeline.train(
                "low",
                "lm/low-tiny.yaml",
                "--features",
                pipeline.features(),
                "--set",
                "training.batchSize=2",
                "--set",
                "model.width=64"));
    assertThat(run.err()).contains("another configuration", "width");
  }

  @Test
  void dataWithoutTrainingItems_isNamedAsThatByEveryTraining() throws IOException {
    Path scenes = folder.resolve("scenes");
    TinyPipeline.copy(pipeline.data(), scenes);
    Path list = scenes.resolve("manifest.csv");
    Files.writeString(list, Files.readString(list).replace(",train,", ",test,"));
    for (String model : List.of("encoder", "classifier", "vqvae")) {
      Path out = folder.resolve("never-" + model);
      CommandRun run =
          failed(
              1,
              "train",
              model,
              "--config",
              TinyPipeline.CONFIGS.resolve(model + "/tiny.yaml"),
              "--data",
              scenes,
              "--out",
              out);
      assertThat(run.err()).contains("no items with a sound in the split 'train'");
      assertThat(out.resolve("resolved.yaml")).doesNotExist();
    }
  }

  @Test
  void weightsOfAnotherConfigNameTheTensors() throws IOException {
    Path other = folder.resolve("other");
    TinyPipeline.copy(pipeline.runs(), other);
    Path model = other.resolve("low/model.json");
    Files.writeString(
        model, Files.readString(model).replaceAll("\"width\" ?: ?128", "\"width\": 64"));
    CommandRun run =
        failed(
            1,
            "generate",
            "--manifest",
            pipeline.data(),
            "--models",
            other,
            "--out",
            folder.resolve("never"));
    assertThat(run.err()).contains("tensors do not fit").contains("y_emb.clip_map");
    assertThat(folder.resolve("never")).doesNotExist();
  }

  @Test
  void aBrokenShardIsNamedAndMadeAgain() throws IOException {
    Path broken = folder.resolve("broken-features");
    TinyPipeline.copy(pipeline.features(), broken);
    Path shard = broken.resolve("codes-00000.safetensors");
    String whole = Hashes.sha256(shard);
    Files.writeString(shard, "rubbish");
    CommandRun run =
        failed(
            1,
            "train",
            "low",
            "--config",
            CONFIGS.resolve("lm/low-tiny.yaml"),
            "--features",
            broken,
            "--out",
            folder.resolve("unborn"));
    assertThat(run.err())
        .contains("codes-00000.safetensors: a broken shard")
        .contains("im2wav data prepare");
    ok(
        "data",
        "prepare",
        "--data",
        pipeline.data(),
        "--vqvae",
        pipeline.runs("vqvae"),
        "--out",
        broken);
    assertThat(Hashes.sha256(shard)).isEqualTo(whole);
  }

  @Test
  void aTextFileNamedMp4IsNamed() throws IOException {
    Path text = Files.writeString(folder.resolve("clip.mp4"), "not a video\n".repeat(100));
    CommandRun run =
        failed(
            1,
            "generate",
            "--video",
            text,
            "--models",
            pipeline.runs(),
            "--out",
            folder.resolve("none"));
    assertThat(run.err()).contains("clip.mp4: cannot be decoded");
    assertThat(folder.resolve("none")).doesNotExist();
  }

  @Test
  void anEmptyFolderSaysWhatWasExpected() throws IOException {
    Path empty = Files.createDirectory(folder.resolve("empty"));
    CommandRun run =
        failed(
            1,
            "data",
            "prepare",
            "--data",
            empty,
            "--encoder",
            pipeline.runs("encoder"),
            "--out",
            folder.resolve("none2"));
    assertThat(run.err()).contains("an empty folder");
  }

  @Test
  void aCsvWithAWrongColumnCountNamesTheLine() throws IOException {
    Path vgg = Files.createDirectory(folder.resolve("vgg"));
    Files.writeString(
        vgg.resolve("vggsound.csv"), "abc,10,dog,train\nxyz,30,bird chirping, tweeting,test\n");
    assertThat(failed(1, "data", "scan", vgg).err())
        .contains("vggsound.csv:2: 5 columns; expected 4");
  }

  @Test
  void anUnknownConfigKeyNamesLineAndNearestKey() throws IOException {
    Path config = folder.resolve("wrong.yaml");
    Files.writeString(
        config,
        "extends: "
            + CONFIGS.resolve("vqvae/tiny.yaml").toAbsolutePath()
            + "\nmodel:\n  codebokSize: 64\n");
    CommandRun run =
        failed(
            1,
            "train",
            "vqvae",
            "--config",
            config,
            "--data",
            pipeline.data(),
            "--out",
            folder.resolve("none3"));
    assertThat(run.err())
        .contains("wrong.yaml:3: unknown key")
        .contains("did you mean")
        .contains("codebookSize");
  }

  @Test
  void aFullDiskLeavesNothingHalfWrittenAndKeepsFinishedWork() throws Exception {
    Path small = Files.createDirectory(folder.resolve("small-disk"));
    Process mount =
        new ProcessBuilder("mount", "-t", "tmpfs", "-o", "size=400k", "tmpfs", small.toString())
            .redirectErrorStream(true)
            .start();
    assumeTrue(mount.waitFor() == 0, "a small disk to fill: mount -t tmpfs is not permitted here");
    try {
      CommandRun run =
          failed(
              1,
              "data",
              "scenes",
              "--config",
              CONFIGS.resolve("data/scenes-demo.yaml"),
              "--out",
              small.resolve("scenes"),
              "--set",
              "train=2");
      assertThat(run.err()).contains("could not be written").contains("free some space");
      assertThat(small.resolve("scenes/manifest.csv")).doesNotExist();
      CommandRun sounds = failed(1, pipeline.generate(fill(small).resolve("sounds")));
      assertThat(sounds.err()).contains("could not be written");
      try (var files = Files.walk(small)) {
        assertThat(files.filter(f -> f.toString().endsWith(".wav")))
            .allSatisfy(f -> assertThat(Files.size(f)).isEqualTo(44 + 2 * 16_384));
      }
    } finally {
      new ProcessBuilder("umount", "-l", small.toString()).start().waitFor();
    }
  }

  /** Leaves room for two sounds. */
  private static Path fill(Path disk) throws IOException {
    long free = Files.getFileStore(disk).getUsableSpace();
    if (free > 80_000) {
      Files.write(disk.resolve("ballast"), new byte[(int) (free - 80_000)]);
    }
    return disk;
  }
}
