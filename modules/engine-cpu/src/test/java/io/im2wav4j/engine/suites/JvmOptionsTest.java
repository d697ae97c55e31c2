package io.im2wav4j.engine.suites;

import static org.assertj.core.api.Assertions.assertThat;

import io.im2wav4j.engine.decode.CpuDecodeEngine;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class JvmOptionsTest {
  private static final Pattern METHOD =
      Pattern.compile("CompileCommand=(?:dont)?inline,([\\w.]+)::(\\w+|\\*)");

  @Test
  void compilerFlags_nameMethodsThatExist() throws Exception {
    String options;
    try (InputStream file =
        CpuDecodeEngine.class.getResourceAsStream("/io/im2wav4j/engine/jvm.options")) {
      options = new String(file.readAllBytes(), StandardCharsets.UTF_8);
    }
    List<MatchResult> named = METHOD.matcher(options).results().toList();
    assertThat(named).hasSizeGreaterThan(3);
    for (MatchResult one : named) {
      Class<?> holder = Class.forName(one.group(1));
      assertThat(Arrays.stream(holder.getDeclaredMethods()))
          .as(one.group())
          .anyMatch(m -> one.group(2).equals("*") || m.getName().equals(one.group(2)));
    }
  }
}
