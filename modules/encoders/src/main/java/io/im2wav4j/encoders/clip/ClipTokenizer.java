package io.im2wav4j.encoders.clip;

import io.im2wav4j.core.error.UserError;
import io.im2wav4j.core.io.PlainFile;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;

/**
 * CLIP's byte-pair tokenizer (clip/simple_tokenizer.py): a word's bytes, the last with an end mark,
 * joined pair by pair in the order in which the merges were learned.
 */
public final class ClipTokenizer {
  /** Ids of a text, start and end among them. */
  public static final int CONTEXT = 77;

  private static final int MOST_MERGES = 49_152 - 256 - 2;
  private static final String START = "<|startoftext|>";
  private static final String END = "<|endoftext|>";
  private static final String WORD_END = "</w>";
  private static final Pattern PIECES =
      Pattern.compile(
          "<\\|startoftext\\|>|<\\|endoftext\\|>|'s|'t|'re|'ve|'m|'ll|'d|\\p{L}+|\\p{N}|[^\\s\\p{L}\\p{N}]+",
          Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE | Pattern.UNICODE_CHARACTER_CLASS);

  private static final String[] BYTES = bytes();

  private final Map<String, Integer> ids = new HashMap<>();
  private final Map<String, Integer> ranks = new HashMap<>();

  private ClipTokenizer(List<String> merges) {
    // The vocabulary: visible bytes first, then the others, then these as ends of words.
    List<String> letters = new ArrayList<>(Arrays.asList(inOrder()));
    List<String> all = new ArrayList<>(letters);
    letters.forEach(letter -> all.add(letter + WORD_END));
    for (String merge : merges) {
      ranks.put(merge, ranks.size());
      all.add(merge.replace(" ", ""));
    }
    all.add(START);
    all.add(END);
    all.forEach(token -> ids.put(token, ids.size()));
  }

  /**
   * Reads the merges.
   *
   * @param merges bpe_simple_vocab_16e6.txt.gz, or such a file unpacked
   */
  public static ClipTokenizer open(Path merges) {
    PlainFile.require(merges, "CLIP's merges");
    List<String> lines = new ArrayList<>();
    try (BufferedReader in =
        new BufferedReader(
            new InputStreamReader(
                merges.toString().endsWith(".gz")
                    ? new GZIPInputStream(Files.newInputStream(merges))
                    : Files.newInputStream(merges),
                StandardCharsets.UTF_8))) {
      List<String> all = PlainFile.lines(in, MOST_MERGES + 1); // the first is the version
      all.stream().skip(1).map(String::strip).filter(line -> !line.isEmpty()).forEach(lines::add);
    } catch (IOException e) {
      throw broken(merges, "cannot be read (" + e.getMessage() + ")", e);
    }
    for (int i = 0; i < lines.size(); i++) {
      if (!lines.get(i).matches("\\S+ \\S+")) {
        throw broken(merges, "line " + (i + 2) + " is '" + lines.get(i) + "'", null);
      }
    }
    if (lines.isEmpty()) {
      throw broken(merges, "no merges", null);
    }
    return new ClipTokenizer(lines);
  }

  private static UserError broken(Path file, String given, Exception cause) {
    return new UserError(
        file.toString(),
        given,
        "CLIP's merges, a pair of tokens on each line",
        "Give CLIP's bpe_simple_vocab_16e6.txt.gz ('im2wav weights list' says where it is)",
        cause);
  }

  /** How many tokens there are; 49,408 as published. */
  public int size() {
    return ids.size();
  }

  /** The id of the mark before a text. */
  public int start() {
    return ids.get(START);
  }

  /** The id of the mark after a text, the highest of all. */
  public int end() {
    return ids.get(END);
  }

  /** The ids of a text, without marks. */
  public int[] encode(String text) {
    List<Integer> out = new ArrayList<>();
    Matcher pieces = PIECES.matcher(TextRepair.clean(text));
    while (pieces.find()) {
      String piece = pieces.group();
      if (piece.equals(START) || piece.equals(END)) {
        out.add(ids.get(piece));
        continue;
      }
      List<String> symbols = new ArrayList<>();
      for (byte b : piece.getBytes(StandardCharsets.UTF_8)) {
        symbols.add(BYTES[b & 0xFF]);
      }
      symbols.set(symbols.size() - 1, symbols.get(symbols.size() - 1) + WORD_END);
      merge(symbols).forEach(symbol -> out.add(ids.get(symbol)));
    }
    return out.stream().mapToInt(Integer::intValue).toArray();
  }

  /**
   * The ids that the network takes, [{@link #CONTEXT}]: start, text, end, zeros. Of a text too long
   * for it the rest is left out and the last id is the end.
   */
  public int[] tokens(String text) {
    int[] own = encode(text);
    int[] out = new int[CONTEXT];
    out[0] = start();
    int length = Math.min(own.length, CONTEXT - 2);
    System.arraycopy(own, 0, out, 1, length);
    out[length + 1] = end();
    return out;
  }

  /** Whether {@link #tokens} leaves out part of a text. */
  public boolean tooLong(String text) {
    return encode(text).length > CONTEXT - 2;
  }

  /** Joins the pair that was learned first, everywhere, until no known pair is left. */
  private List<String> merge(List<String> word) {
    List<String> symbols = word;
    while (symbols.size() > 1) {
      String best = null;
      int rank = Integer.MAX_VALUE;
      for (int i = 0; i + 1 < symbols.size(); i++) {
        String pair = symbols.get(i) + " " + symbols.get(i + 1);
        int own = ranks.getOrDefault(pair, Integer.MAX_VALUE);
        if (own < rank) {
          rank = own;
          best = pair;
        }
      }
      if (best == null) {
        break;
      }
      List<String> joined = new ArrayList<>();
      for (int i = 0; i < symbols.size(); i++) {
        boolean here =
            i + 1 < symbols.size() && best.equals(symbols.get(i) + " " + symbols.get(i + 1));
        joined.add(here ? symbols.get(i) + symbols.get(++i) : symbols.get(i));
      }
      symbols = joined;
    }
    return symbols;
  }

  /** A visible character for each byte: itself where it is visible, else one from 256 on. */
  private static String[] bytes() {
    String[] out = new String[256];
    int next = 256;
    for (int b = 0; b < 256; b++) {
      out[b] = visible(b) ? String.valueOf((char) b) : String.valueOf((char) next++);
    }
    return out;
  }

  private static boolean visible(int b) {
    return b >= '!' && b <= '~' || b >= 0xA1 && b <= 0xAC || b >= 0xAE;
  }

  private static String[] inOrder() {
    Map<String, Integer> out = new LinkedHashMap<>();
    for (int b = 0; b < 256; b++) {
      if (visible(b)) {
        out.put(BYTES[b], b);
      }
    }
    for (int b = 0; b < 256; b++) {
      out.putIfAbsent(BYTES[b], b);
    }
    return out.keySet().toArray(String[]::new);
  }
}
