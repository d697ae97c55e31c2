package io.im2wav4j.attack;

import java.util.ArrayList;
import java.util.List;

/** YAML and JSON that unpack to too much, nest too deep, loop, or name other files. */
final class PoisonConfigs {
  private PoisonConfigs() {}

  /** Its kinds. */
  static List<Poison> all() {
    List<Poison> all = new ArrayList<>();
    yaml(all, "aliases", f -> aliases());
    yaml(all, "scalar-60-mb", f -> "train: " + "9".repeat(60_000_000));
    yaml(all, "key-60-mb", f -> "k".repeat(60_000_000) + ": 1");
    yaml(all, "nested-100000", f -> "train: " + "[".repeat(100_000));
    yaml(all, "nested-maps", f -> "{a: ".repeat(50_000));
    yaml(all, "nested-indents", f -> indents());
    yaml(all, "keys-1000000", f -> keys());
    yaml(all, "same-key", f -> "train: 1\ntrain: 2\n");
    yaml(all, "alias-itself", f -> "train: &a [*a]\n");
    yaml(all, "merge-itself", f -> "a: &a\n  <<: *a\n");
    yaml(all, "extends-itself", f -> "extends: config.yaml\n");
    yaml(all, "extends-above", f -> "extends: ../outside.conf\n");
    yaml(all, "extends-absolute", f -> "extends: " + f.resolve("outside.conf") + "\n");
    yaml(all, "extends-device", f -> "extends: /dev/zero\n");
    yaml(all, "extends-folder", f -> "extends: .\n");
    yaml(all, "extends-list", f -> "extends: [config.yaml, config.yaml]\n");
    yaml(all, "extends-nul", f -> "extends: \"a\\0b\"\n");
    yaml(
        all,
        "tag-class",
        f -> "train: !!javax.script.ScriptEngineManager [!!java.net.URL ['file:decoy.txt']]\n");
    yaml(all, "number-huge", f -> "train: 1e999999999\n");
    yaml(all, "digits", f -> "train: " + "7".repeat(1_000_000) + "\n");
    yaml(all, "nan", f -> "seconds: .nan\n");
    yaml(all, "nul", f -> "train: \0\n");
    yaml(all, "documents", f -> "---\na: 1\n".repeat(100_000));
    yaml(all, "anchors", f -> "a: " + "&a ".repeat(100_000) + "\n");
    yaml(all, "quote-open", f -> "train: \"" + "\\\n".repeat(100_000));
    yaml(all, "comment-open", f -> "? ".repeat(100_000));
    json(
        all,
        "nulls",
        f -> "{\"protocol\":null,\"provenance\":null,\"systems\":[null],\"warnings\":null}");
    json(all, "null", f -> "null");
    json(all, "nan", f -> "{\"protocol\":NaN}");
    json(all, "nested-100000", f -> "[".repeat(100_000));
    json(all, "nested-systems", f -> "{\"systems\":".repeat(100_000));
    json(all, "same-key", f -> "{\"systems\":[],\"systems\":[]}");
    json(all, "digits", f -> "{\"warnings\":" + "9".repeat(10_000_000) + "}");
    json(all, "exponent", f -> "{\"protocol\":{\"items\":1e999999999}}");
    json(all, "text-60-mb", f -> "{\"warnings\":[\"" + "a".repeat(60_000_000) + "\"]}");
    json(all, "surrogate", f -> "{\"warnings\":[\"\\ud800\"]}");
    json(all, "systems-1000000", f -> "{\"systems\":[" + "{},".repeat(1_000_000) + "{}]}");
    json(all, "class", f -> "{\"@class\":\"javax.swing.JEditorPane\",\"page\":\"file:decoy.txt\"}");
    metrics(all, "line-endless", f -> "{\"step\":1,\"loss\":" + "1".repeat(20_000_000));
    metrics(all, "nested", f -> "{\"step\":" + "[".repeat(100_000) + "\n");
    metrics(all, "nulls", f -> "{\"step\":null,\"loss\":null}\nnull\n[]\n");
    metrics(all, "nan", f -> "{\"step\":NaN,\"loss\":Infinity}\n");
    metrics(all, "step-2-63", f -> "{\"step\":9223372036854775808,\"loss\":1e999}\n");
    return all;
  }

  private interface Text {
    String in(java.nio.file.Path folder);
  }

  private static void yaml(List<Poison> all, String name, Text text) {
    all.add(
        Poison.refused(
            "yaml-" + name, Reader.YAML, "config.yaml", f -> SeedFiles.latin(text.in(f))));
  }

  private static void json(List<Poison> all, String name, Text text) {
    all.add(
        Poison.refused(
            "json-" + name, Reader.RESULTS, "results.json", f -> SeedFiles.latin(text.in(f))));
  }

  private static void metrics(List<Poison> all, String name, Text text) {
    all.add(
        Poison.any(
            "metrics-" + name, Reader.METRICS, "metrics.jsonl", f -> SeedFiles.latin(text.in(f))));
  }

  /** Nine to the power of nine by lists of lists. */
  private static String aliases() {
    StringBuilder all = new StringBuilder("a0: &a0 [x]\n");
    for (int i = 1; i < 20; i++) {
      all.append("a").append(i).append(": &a").append(i).append(" [");
      all.append(("*a" + (i - 1) + ",").repeat(9)).append("x]\n");
    }
    return all + "train: *a19\n";
  }

  private static String indents() {
    StringBuilder all = new StringBuilder();
    for (int i = 0; i < 3000; i++) {
      all.append(" ".repeat(i)).append("a:\n");
    }
    return all.toString();
  }

  private static String keys() {
    StringBuilder all = new StringBuilder();
    for (int i = 0; i < 1_000_000; i++) {
      all.append('k').append(i).append(": 1\n");
    }
    return all.toString();
  }
}
