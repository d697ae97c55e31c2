package io.im2wav4j.core.stop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

@DisabledOnOs(OS.WINDOWS)
class StopSignalsTest {
  private Process process;
  private BufferedReader lines;

  private void start(String kind) throws IOException {
    process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                ToldProcess.class.getName(),
                kind)
            .redirectErrorStream(true)
            .start();
    lines =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    assertThat(lines.readLine()).isEqualTo("ready");
  }

  @AfterEach
  void end() {
    process.destroyForcibly();
  }

  private void kill(String signal) throws IOException, InterruptedException {
    new ProcessBuilder(List.of("kill", "-" + signal, Long.toString(process.pid())))
        .start()
        .waitFor();
  }

  private int exitCode() throws InterruptedException {
    assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
    return process.exitValue();
  }

  @Test
  void workThatHoldsNoRequest_endsAtOnceAndSaysHowFarItWas() throws Exception {
    start("open");
    kill("TERM");
    assertThat(exitCode()).isEqualTo(143);
    assertThat(lines.lines())
        .containsExactly("im2wav: stopped at 12 of 40 (digging), run again to go on");
  }

  @Test
  void aHangup_isTheSameWithItsOwnCode() throws Exception {
    assumeFalse(
        hangupsAreIgnored(), "this process was started by nohup, and so would its child be");
    start("open");
    kill("HUP");
    assertThat(exitCode()).isEqualTo(129);
  }

  /** A process that ignores a signal hands that on; a JVM then leaves it ignored. */
  private static boolean hangupsAreIgnored() throws IOException {
    Path status = Path.of("/proc/self/status");
    return Files.exists(status)
        && Files.readAllLines(status).stream()
            .filter(line -> line.startsWith("SigIgn:"))
            .anyMatch(line -> (Long.parseUnsignedLong(line.substring(7).trim(), 16) & 1) == 1);
  }

  @Test
  void workThatHoldsARequest_isWaitedFor_butTheSameSignalAgainEndsIt() throws Exception {
    start("deaf");
    kill("TERM");
    assertThat(lines.readLine()).startsWith("im2wav: stopping");
    kill("HUP"); // another signal is no second request
    assertThat(process.waitFor(1, TimeUnit.SECONDS)).isFalse();
    kill("TERM");
    assertThat(exitCode()).isEqualTo(143);
  }
}
