package io.im2wav4j.cli;

import static io.im2wav4j.cli.CommandRun.ok;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.im2wav4j.core.io.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/**
 * Every command of README.md and of the how-tos, as it stands there, in one folder: each finds what
 * those before it have made. The test brings the files that a page takes for granted, and adds
 * nothing but settings that make models and sounds tiny.
 */
class DocumentedCommandsTest {
  private static final Path ROOT = TinyPipeline.CONFIGS.toAbsolutePath().normalize().getParent();

  private static final String TINY_STAGES =
      "scenes.train=2 scenes.validation=1 scenes.test=1"
          + " encoder.training.steps=2 encoder.training.batchSize=8"
          + " classifier.training.steps=2 classifier.training.batchSize=8"
          + " vqvae.training.steps=2 vqvae.training.batchSize=2"
          + " low.training.steps=2 low.training.batchSize=2"
          + " up.training.steps=2 up.training.batchSize=1"
          + " generation.seconds=0.128 generation.batchSize=8";

  /** What is given with --set, by the beginning of the command. */
  private static final Map<String, String> TINY =
      Map.of(
          "demo", TINY_STAGES,
          "experiment run", TINY_STAGES,
          "train encoder", "training.steps=2 training.batchSize=8",
          "train classifier", "training.steps=2 training.batchSize=8",
          "train vqvae", "training.steps=2 training.batchSize=2",
          "train low", "training.steps=2 training.batchSize=2",
          "train up", "training.steps=2 training.batchSize=1",
          "generate", "seconds=0.256");

  /** Commands that are only parsed, by their beginnings, with what they need. */
  private static final Map<String, String> NOT_RUN = new LinkedHashMap<>();

  static {
    NOT_RUN.put("mvn -B verify", "this is a part of it");
    NOT_RUN.put("tensorboard --logdir runs", "another program");
    NOT_RUN.put("./im2wav evaluate --data ImageHear --protocol", "published networks");
    NOT_RUN.put("./im2wav benchmark imagehear", "YAMNet's published weights");
    NOT_RUN.put("./im2wav benchmark vggsound", "published networks");
    NOT_RUN.put("./im2wav weights fetch", "the network");
    NOT_RUN.put("./im2wav weights import ViT-B-32.pt", "the published file");
    NOT_RUN.put("./im2wav weights import yamnet.tflite", "the published file");
    NOT_RUN.put("./im2wav generate --image dog.jpg --models published", "published CLIP");
    NOT_RUN.put("./im2wav track mlflow", "a server");
  }

  @TempDir static Path folder;

  private static List<String> taught() throws IOException {
    List<String> commands = new ArrayList<>(DocumentedCommands.of(ROOT.resolve("README.md")));
    for (Path page : DocumentedCommands.pages(ROOT, "docs/{*,how-to/*}.md")) {
      List<String> found = DocumentedCommands.of(page);
      boolean howTo = page.getParent().endsWith("how-to");
      found.stream().filter(c -> howTo || DocumentedCommands.isOurs(c)).forEach(commands::add);
    }
    return commands;
  }

  @Test
  void commandsOfReadmeAndHowTos_chainAsTheyStand() throws Exception {
    bringFiles();
    List<List<String>> run = new ArrayList<>();
    for (String command : taught()) {
      if (NOT_RUN.keySet().stream().noneMatch(command::startsWith)) {
        assertThat(command).startsWith(DocumentedCommands.LAUNCHER + " ");
        run.add(tiny(DocumentedCommands.words(command)));
      }
    }
    assertThat(run).hasSizeGreaterThan(15);
    Path list = folder.resolve("commands.json");
    Json.write(list, run);
    Path log = folder.resolve("log.txt");
    assertThat(inFolder(list, log)).as(Files.readString(log)).isZero();
    assertThat(folder.resolve("scales/guidance-1")).isDirectory();
    assertThat(folder.resolve("experiment-guidance/results.json")).isNotEmptyFile();
  }

  private static List<String> tiny(List<String> words) {
    List<String> all = new ArrayList<>(words);
    String command = String.join(" ", words) + " ";
    TINY.forEach(
        (beginning, settings) -> {
          if (command.startsWith(beginning + " ")) {
            for (String setting : settings.split(" ")) {
              all.addAll(List.of("--set", setting));
            }
          }
        });
    return all;
  }

  /** Runs the list in a process, since a process cannot change its working folder. */
  private static int inFolder(Path list, Path log) throws Exception {
    ProcessBuilder builder =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "@" + ROOT.resolve(LauncherTest.FLAGS),
                "-Dai.djl.offline=true",
                "-DOPT_OUT_TRACKING=true",
                "-Djava.awt.headless=true",
                "-Dim2wav.home=" + ROOT,
                "-Xmx1g",
                "-cp",
                absoluteClassPath(),
                CommandSequence.class.getName(),
                list.toString())
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    builder.environment().put("IM2WAV_WEIGHTS", folder.resolve("weights").toString());
    Process process = builder.start();
    try {
      assertThat(process.waitFor(10, TimeUnit.MINUTES)).as("ended").isTrue();
      return process.exitValue();
    } finally {
      process.destroyForcibly();
    }
  }

  private static String absoluteClassPath() {
    String separator = System.getProperty("path.separator");
    return String.join(
        separator,
        Arrays.stream(System.getProperty("java.class.path").split(separator))
            .map(entry -> Path.of(entry).toAbsolutePath().toString())
            .toList());
  }

  /** What the pages take for granted: media of a user's, and published checkpoints. */
  private static void bringFiles() throws IOException {
    TinyPipeline tiny = TinyPipeline.get();
    List<Path> videos = files(tiny.data().resolve("media"), ".avi");
    int next = 0;
    for (String label : List.of("dog", "street")) {
      Path videosOfLabel = Files.createDirectories(folder.resolve("my-videos").resolve(label));
      for (int i = 1; i <= 12; i++) {
        Files.copy(videos.get(next++), videosOfLabel.resolve(i + ".mp4"));
      }
    }
    Path street = folder.resolve("street-scenes");
    ok(
        "data",
        "scenes",
        "--config",
        TinyPipeline.CONFIGS.resolve("data/scenes-demo.yaml"),
        "--out",
        street,
        "--set",
        "seconds=17",
        "--set",
        "train=1",
        "--set",
        "validation=0",
        "--set",
        "test=0");
    Files.copy(files(street.resolve("media"), ".avi").get(0), folder.resolve("street.mp4"));
    Path picture = files(tiny.data().resolve("images"), ".png").get(0);
    assertThat(
            ImageIO.write(
                ImageIO.read(picture.toFile()), "jpg", folder.resolve("dog.jpg").toFile()))
        .isTrue();
    Files.copy(files(tiny.sounds(), ".wav").get(0), folder.resolve("dog.wav"));
    ok("models", "export", "--models", tiny.runs(), "--out", folder);
  }

  private static List<Path> files(Path of, String extension) throws IOException {
    try (Stream<Path> files = Files.list(of)) {
      return files.filter(f -> f.toString().endsWith(extension)).sorted().toList();
    }
  }

  @Test
  void commandsThatAreNotRun_standOnAPageAndAreParsed() throws IOException {
    List<String> commands = taught();
    for (String beginning : NOT_RUN.keySet()) {
      assertThat(commands).as(NOT_RUN.get(beginning)).anyMatch(c -> c.startsWith(beginning));
      commands.stream()
          .filter(c -> c.startsWith(beginning) && DocumentedCommands.isOurs(c))
          .forEach(DocumentedCommandsTest::parse);
    }
  }

  @Test
  void commandsOfOtherPages_areParsed() throws IOException {
    List<String> commands = new ArrayList<>();
    for (Path page : DocumentedCommands.pages(ROOT, "{*.md,experiments/*/*.md,datasets/*/*.md}")) {
      DocumentedCommands.of(page).stream()
          .filter(DocumentedCommands::isOurs)
          .forEach(commands::add);
    }
    assertThat(commands).hasSizeGreaterThan(30);
    commands.forEach(DocumentedCommandsTest::parse);
  }

  @Test
  void examplesOfHelp_areParsed() {
    List<String> examples = new ArrayList<>();
    collect(new CommandLine(new Main()), examples);
    assertThat(examples).hasSizeGreaterThan(40);
    examples.forEach(DocumentedCommandsTest::parse);
  }

  private static void collect(CommandLine command, List<String> examples) {
    String footer =
        String.join("\n", command.getCommandSpec().usageMessage().footer()).replace("\\\n", " ");
    footer
        .lines()
        .map(line -> line.strip().replaceFirst(" > \\S+$", ""))
        .filter(line -> line.startsWith("im2wav "))
        .forEach(examples::add);
    command.getSubcommands().values().forEach(sub -> collect(sub, examples));
  }

  private static void parse(String command) {
    CommandLine line = new CommandLine(new Main()).setCaseInsensitiveEnumValuesAllowed(true);
    assertThatCode(() -> line.parseArgs(DocumentedCommands.words(command).toArray(String[]::new)))
        .as(command)
        .doesNotThrowAnyException();
  }
}
