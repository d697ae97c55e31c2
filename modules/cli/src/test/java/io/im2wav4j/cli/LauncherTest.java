package io.im2wav4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs ./im2wav in a folder of its own, with a java and an mvn that write down how they are called.
 */
class LauncherTest {
  private static final List<String> TOOLS =
      List.of(
          "cat",
          "dirname",
          "find",
          "grep",
          "head",
          "mkdir",
          "mv",
          "readlink",
          "rm",
          "sed",
          "sleep",
          "uname");

  /** Java's flags for the engines on the processor. */
  static final String FLAGS =
      "modules/engine-cpu/src/main/resources/io/im2wav4j/engine/jvm.options";

  @TempDir Path temporary;
  private Path home;
  private Path jdk;
  private Path bin;

  private record Result(int exitCode, String out, String err) {}

  @BeforeEach
  void fakes() throws IOException {
    Path launcher = Path.of(System.getProperty("root"), "im2wav");
    assumeTrue(Files.isExecutable(Path.of("/bin/sh")), "no /bin/sh");
    home = Files.createDirectories(temporary.resolve("a home with spaces"));
    Files.copy(launcher, home.resolve("im2wav"), StandardCopyOption.COPY_ATTRIBUTES);
    for (String file :
        List.of("pom.xml", "modules/cli/pom.xml", "modules/cli/src/main/A.java", FLAGS)) {
      Files.createDirectories(home.resolve(file).getParent());
      Files.createFile(home.resolve(file));
      Files.setLastModifiedTime(home.resolve(file), FileTime.from(Instant.now().minusSeconds(60)));
    }
    jdk = jdk("jdk 17", "17.0.1");
    bin = Files.createDirectories(temporary.resolve("bin"));
    for (String tool : TOOLS) {
      Path there =
          List.of("/usr/bin/", "/bin/").stream()
              .map(f -> Path.of(f + tool))
              .filter(Files::exists)
              .findFirst()
              .orElseThrow();
      script(bin.resolve(tool), "exec " + there + " \"$@\"");
    }
    script(bin.resolve("mvn"), "echo \"mvn $* $JAVA_HOME\" >>\"$PWD/builds\"; sleep 0.3");
  }

  private Path jdk(String name, String version) throws IOException {
    Path folder = temporary.resolve(name);
    script(folder.resolve("bin/java"), "printf '%s\\n' \"$0\" \"$@\"");
    script(folder.resolve("bin/javac"), "exit 1");
    Files.writeString(folder.resolve("release"), "JAVA_VERSION=\"" + version + "\"\n");
    return folder;
  }

  private static void script(Path file, String body) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, "#!/bin/sh\n" + body + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private Process start(Path launcher, Map<String, String> variables, String... args) {
    List<String> command = new ArrayList<>(List.of(launcher.toString()));
    command.addAll(Arrays.asList(args));
    ProcessBuilder builder = new ProcessBuilder(command).directory(temporary.toFile());
    builder.environment().keySet().removeIf(k -> k.startsWith("IM2WAV") || k.equals("JAVA_HOME"));
    builder.environment().put("PATH", bin.toString());
    builder.environment().putAll(variables);
    try {
      return builder.start();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static Result result(Process process) throws Exception {
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Result(process.waitFor(), out, err);
  }

  private Result run(String... args) throws Exception {
    return result(start(home.resolve("im2wav"), Map.of("JAVA_HOME", jdk.toString()), args));
  }

  private List<String> builds() throws IOException {
    Path file = home.resolve("builds");
    return Files.exists(file) ? Files.readAllLines(file) : List.of();
  }

  @Test
  void firstCommand_buildsOnceAndPassesTheArgumentsOn() throws Exception {
    Result first = run("data", "scan", "a folder", "--x=*");
    assertThat(first.exitCode()).isZero();
    assertThat(first.err()).contains("im2wav: building");
    assertThat(builds()).containsExactly("mvn -q -B -DskipTests package " + jdk);
    assertThat(first.out().lines())
        .startsWith(jdk + "/bin/java", "-Dim2wav.home=" + home)
        .contains("-Dai.djl.offline=true", "-Dim2wav.progress=log", "-Djava.awt.headless=true")
        .doesNotContain("--enable-native-access=ALL-UNNAMED")
        .endsWith("io.im2wav4j.cli.Main", "data", "scan", "a folder", "--x=*");
    Result second = run();
    assertThat(second.err()).isEmpty();
    assertThat(builds()).hasSize(1);
  }

  @Test
  void commandsThatTrainLanguageModelsOrGenerate_getTheEnginesFlags_othersAreSparedTheNotice()
      throws Exception {
    for (String command :
        List.of("train low", "train up", "generate x", "demo", "experiment run", "benchmark x")) {
      assertThat(run(command.split(" ")).out().lines())
          .as(command)
          .contains("@" + home.resolve(FLAGS));
    }
    for (String command : List.of("train vqvae", "data scan", "evaluate x", "report", "--help")) {
      assertThat(run(command.split(" ")).out().lines())
          .as(command)
          .doesNotContain("@" + home.resolve(FLAGS));
    }
  }

  @Test
  void longCommands_haveABoundForTheYoungGeneration() throws Exception {
    for (String command : List.of("train vqvae", "train low", "data prepare", "generate x")) {
      assertThat(run(command.split(" ")).out().lines())
          .as(command)
          .anyMatch(word -> word.startsWith("-XX:MaxNewSize="));
    }
    assertThat(run("data", "scan").out()).doesNotContain("MaxNewSize");
  }

  @Test
  void changedSource_isBuiltAgain() throws Exception {
    run();
    Path source = home.resolve("modules/cli/src/main/A.java");
    Files.setLastModifiedTime(source, FileTime.from(Instant.now().plusSeconds(5)));
    run();
    assertThat(builds()).hasSize(2);
  }

  @Test
  void symbolicLink_findsItsHome() throws Exception {
    Path link = temporary.resolve("link");
    Path relative = temporary.resolve("second");
    Files.createSymbolicLink(link, home.resolve("im2wav"));
    Files.createSymbolicLink(relative, Path.of("link"));
    Result result = result(start(relative, Map.of("JAVA_HOME", jdk.toString())));
    assertThat(result.out()).contains("-Dim2wav.home=" + home + "\n");
  }

  @Test
  void environment_reachesTheJvm() throws Exception {
    Map<String, String> variables = new TreeMap<>();
    variables.put("JAVA_HOME", jdk("jdk 25", "25").toString());
    variables.put("IM2WAV_JAVA_OPTS", "-Xmx7g -Da=b");
    variables.put("IM2WAV_THREADS", "3");
    variables.put("IM2WAV_ONLINE", "1");
    Result result = result(start(home.resolve("im2wav"), variables));
    assertThat(result.out().lines())
        .contains(
            "-Xmx7g",
            "-Da=b",
            "-Dai.djl.pytorch.num_threads=3",
            "--enable-native-access=ALL-UNNAMED")
        .doesNotContain("-Dai.djl.offline=true");
  }

  @Test
  void oldJdk_isPassedOverForANewerOneOnThePath() throws Exception {
    Path old = jdk("jdk 11", "11.0.2");
    Files.createSymbolicLink(bin.resolve("java"), jdk.resolve("bin/java"));
    Result result = result(start(home.resolve("im2wav"), Map.of("JAVA_HOME", old.toString())));
    assertThat(result.out()).startsWith(jdk + "/bin/java\n");
  }

  @Test
  void noMaven_saysWhatIsMissing() throws Exception {
    Files.delete(bin.resolve("mvn"));
    Result result = run();
    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.err()).contains("no 'mvn' on the PATH; expected Maven 3.8 or newer");
    assertThat(home.resolve(".im2wav-build-lock")).doesNotExist();
  }

  @Test
  void runtimeWithoutCompiler_saysThatAWholeJdkIsNeeded() throws Exception {
    Files.delete(jdk.resolve("bin/javac"));
    Result result = run();
    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.err()).contains("has no javac; expected a whole JDK");
  }

  @Test
  void failedBuild_failsAndIsTriedAgain() throws Exception {
    script(bin.resolve("mvn"), "echo x >>\"$PWD/builds\"; exit 1");
    assertThat(run().err()).contains("the build failed");
    assertThat(run().exitCode()).isEqualTo(1);
    assertThat(builds()).hasSize(2);
  }

  @Test
  void twoFirstCommandsAtOnce_buildOnce() throws Exception {
    Map<String, String> variables = Map.of("JAVA_HOME", jdk.toString());
    Process one = start(home.resolve("im2wav"), variables);
    Process two = start(home.resolve("im2wav"), variables);
    assertThat(result(one).exitCode()).isZero();
    assertThat(result(two).exitCode()).isZero();
    assertThat(builds()).hasSize(1);
  }

  @Test
  void twoFirstCommandsAtOnceWithFlock_buildOnce() throws Exception {
    flock();
    twoFirstCommandsAtOnce_buildOnce();
    assertThat(home.resolve(".im2wav-build-lock")).doesNotExist();
  }

  @Test
  void buildThatWasKilledWithFlock_holdsNobodyUp() throws Exception {
    flock();
    script(bin.resolve("mvn"), "echo x >>\"$PWD/builds\"; exec /bin/sleep 60");
    Process killed = start(home.resolve("im2wav"), Map.of("JAVA_HOME", jdk.toString()));
    for (int i = 0; i < 200 && !Files.exists(home.resolve("builds")); i++) {
      Thread.sleep(50);
    }
    killed.descendants().forEach(ProcessHandle::destroyForcibly);
    killed.destroyForcibly().waitFor();
    script(bin.resolve("mvn"), "echo x >>\"$PWD/builds\"");
    assertThat(run().exitCode()).isZero();
    assertThat(builds()).hasSize(2);
  }

  private void flock() throws IOException {
    assumeTrue(Files.exists(Path.of("/usr/bin/flock")), "no flock on this machine");
    script(bin.resolve("flock"), "exec /usr/bin/flock \"$@\"");
  }

  @Test
  void lockOfAKilledBuild_isTakenOver() throws Exception {
    Path lock = Files.createDirectory(home.resolve(".im2wav-build-lock"));
    Files.writeString(lock.resolve("pid"), "99999999 " + host() + "\n");
    assertThat(run().exitCode()).isZero();
    assertThat(lock).doesNotExist();
  }

  @Test
  void lockOfABuildOnAnotherHost_isNotTakenOver_thoughNoProcessHereHasItsNumber() throws Exception {
    Path lock = Files.createDirectory(home.resolve(".im2wav-build-lock"));
    Files.writeString(lock.resolve("pid"), "99999999 another-" + host() + "\n");
    Process waiting = start(home.resolve("im2wav"), Map.of("JAVA_HOME", jdk.toString()));
    Thread.sleep(1500);
    assertThat(waiting.isAlive()).isTrue();
    assertThat(lock.resolve("pid")).exists();
    waiting.destroyForcibly().waitFor();
  }

  private static String host() throws IOException {
    Process uname = new ProcessBuilder("uname", "-n").start();
    return new String(uname.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
  }
}
