package io.im2wav4j.attack;

import java.util.ArrayList;
import java.util.List;

/** Lists, manifests and vocabularies with cells that no program expects. */
final class PoisonTables {
  private static final String HEADER = "id,split,label,media,image,start,duration\n";

  private PoisonTables() {}

  /** Its kinds. */
  static List<Poison> all() {
    List<Poison> all = new ArrayList<>();
    for (String manifest : List.of("manifest.csv", "list.csv")) {
      Reader reader = manifest.startsWith("m") ? Reader.MANIFEST : Reader.LIST;
      String kind = manifest.substring(0, 4) + "-";
      add(all, kind + "columns-1000000", reader, manifest, "id,".repeat(1_000_000) + "\n");
      add(all, kind + "cells-1000000", reader, manifest, HEADER + "a,".repeat(1_000_000) + "\n");
      add(all, kind + "nul", reader, manifest, HEADER + row("a\0b", "dog", "a\0.wav", "0", "1"));
      add(
          all,
          kind + "cell-20-mb",
          reader,
          manifest,
          HEADER + row("a".repeat(20_000_000), "dog", "a", "0", "1"));
      add(all, kind + "quote-open", reader, manifest, HEADER + "\"" + "a,\n".repeat(1_000_000));
      add(
          all,
          kind + "formula",
          reader,
          manifest,
          HEADER + row("=cmd|' /C calc'!A0", "@SUM(1)", "-a.wav", "0", "1"));
      add(
          all,
          kind + "above",
          reader,
          manifest,
          HEADER + row("a", "dog", "../decoy.wav", "0", "1"));
      add(
          all,
          kind + "absolute",
          reader,
          manifest,
          HEADER + row("a", "dog", "/dev/zero", "0", "1"));
      add(all, kind + "pipe", reader, manifest, HEADER + row("a", "dog", "decoy.fifo", "0", "1"));
      add(
          all,
          kind + "protocol",
          reader,
          manifest,
          HEADER + row("a", "dog", "concat:decoy.wav|decoy.wav", "0", "1"));
      add(
          all,
          kind + "id-path",
          reader,
          manifest,
          HEADER + row("../../owned", "dog", "a.wav", "0", "1"));
      add(
          all,
          kind + "id-control",
          reader,
          manifest,
          HEADER + row("\"a\nb\u001b[2J\"", "dog", "a.wav", "0", "1"));
      add(
          all,
          kind + "nan",
          reader,
          manifest,
          HEADER + row("a", "dog", "a.wav", "NaN", "Infinity"));
      add(
          all,
          kind + "start-huge",
          reader,
          manifest,
          HEADER + row("a", "dog", "a.wav", "1e308", "1e308"));
      add(
          all,
          kind + "start-negative",
          reader,
          manifest,
          HEADER + row("a", "dog", "a.wav", "-1", "-1"));
      add(
          all,
          kind + "digits",
          reader,
          manifest,
          HEADER + row("a", "dog", "a.wav", "9".repeat(1_000_000), "1"));
      add(
          all,
          kind + "same-id",
          reader,
          manifest,
          HEADER + row("a", "dog", "a.wav", "0", "1").repeat(2));
      add(
          all,
          kind + "returns",
          reader,
          manifest,
          HEADER.replace('\n', '\r') + "\r".repeat(1_000_000));
      add(
          all,
          kind + "name-long",
          reader,
          manifest,
          HEADER + row("a", "dog", "a".repeat(100_000), "0", "1"));
      add(
          all,
          kind + "latin",
          reader,
          manifest,
          HEADER + row("\u00ff\u00fe", "dog", "\u00ff.wav", "0", "1"));
    }
    add(all, "list-json", Reader.LIST, "list.csv", "[".repeat(100_000));
    add(
        all,
        "list-start-2-63",
        Reader.LIST,
        "list.csv",
        "---g-f_I2yQ,9223372036854775808,\"x\",test\n");
    add(all, "list-video-id-path", Reader.LIST, "list.csv", "../../decoy,1,\"x\",test\n");
    add(all, "merges-line", Reader.MERGES, "merges.txt", "a".repeat(20_000_000));
    add(all, "merges-nul", Reader.MERGES, "merges.txt", "#version: 0.2\n\0 \0\n");
    add(
        all,
        "merges-same",
        Reader.MERGES,
        "merges.txt",
        "#version: 0.2\n" + "a a\n".repeat(100_000));
    add(
        all,
        "merges-words",
        Reader.MERGES,
        "merges.txt",
        "#version: 0.2\n" + "a ".repeat(1_000_000));
    return all;
  }

  private static void add(List<Poison> all, String name, Reader reader, String file, String text) {
    all.add(Poison.any(name, reader, file, f -> SeedFiles.latin(text)));
  }

  private static String row(String id, String label, String media, String start, String duration) {
    return String.join(",", id, "train", label, media, "", start, duration) + "\n";
  }
}
