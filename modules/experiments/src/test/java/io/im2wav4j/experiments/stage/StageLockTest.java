package io.im2wav4j.experiments.stage;

import static org.assertj.core.api.Assertions.assertThat;

import io.im2wav4j.core.io.Json;
import io.im2wav4j.core.io.LockHolder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StageLockTest {
  @TempDir Path folder;

  /** Another process: says whether it gets the lock. */
  public static void main(String[] folder) {
    System.out.println(StageLock.tryTake(Path.of(folder[0])).isPresent());
  }

  @Test
  void lookingAtAStageThatIsHeldHere_doesNotGiveItToAnotherProcess() throws Exception {
    try (StageLock held = StageLock.tryTake(folder).orElseThrow()) {
      assertThat(StageLock.holder(folder)).isPresent();
      assertThat(StageLock.tryTake(folder)).isEmpty();
      assertThat(elsewhere()).isEqualTo("false");
    }
    assertThat(elsewhere()).isEqualTo("true");
  }

  @Test
  void tryTake_sweepsWhatTheLastOwnerLeftHalfWritten() throws Exception {
    String dead = "0123456789abcdef";
    Json.write(
        folder.resolve("owner.json"), new LockHolder("host", 1, "", "2020-01-01T00:00:00Z", dead));
    Path left = folder.resolve("output/.tmp-" + dead + "-1.wav");
    Path others = folder.resolve("output/.tmp-0000000000000000-1.wav");
    Files.createDirectories(left.getParent());
    Files.createFile(left);
    Files.createFile(others);
    StageLock.tryTake(folder).orElseThrow().close();
    assertThat(left).doesNotExist();
    assertThat(others).exists();
  }

  @Test
  void ownerOfAnEarlierVersion_isRead_andTheStageIsTaken() throws Exception {
    Files.writeString(
        folder.resolve("owner.json"),
        "{\"pid\": 7, \"host\": \"there\", \"since\": \"2026-01-01T00:00:00Z\"}");
    assertThat(StageLock.lastOwner(folder).orElseThrow().host()).isEqualTo("there");
    StageLock.tryTake(folder).orElseThrow().close();
  }

  private String elsewhere() throws Exception {
    Process child =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-cp",
                    System.getProperty("java.class.path"),
                    StageLockTest.class.getName(),
                    folder.toString()))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    return new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
  }
}
