package io.im2wav4j.encoders.clip;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.parser.Parser;

/**
 * What CLIP does to a text before it cuts it into tokens: typographic quotes made straight, Latin
 * ligatures and full-width forms written out, composed characters (these rules of ftfy), HTML's
 * characters undone twice, white space folded, lower case. ftfy's guess at wrongly decoded text
 * ("Ã©" for "é") is not made.
 */
final class TextRepair {
  private static final Map<Character, String> LIGATURES =
      Map.ofEntries(
          Map.entry('\u0132', "IJ"),
          Map.entry('\u0133', "ij"),
          Map.entry('\u0149', "\u02bcn"),
          Map.entry('\u01c4', "D\u017d"),
          Map.entry('\u01c5', "D\u017e"),
          Map.entry('\u01c6', "d\u017e"),
          Map.entry('\u01c7', "LJ"),
          Map.entry('\u01c8', "Lj"),
          Map.entry('\u01c9', "lj"),
          Map.entry('\u01ca', "NJ"),
          Map.entry('\u01cb', "Nj"),
          Map.entry('\u01cc', "nj"),
          Map.entry('\u01f1', "DZ"),
          Map.entry('\u01f2', "Dz"),
          Map.entry('\u01f3', "dz"),
          Map.entry('\ufb00', "ff"),
          Map.entry('\ufb01', "fi"),
          Map.entry('\ufb02', "fl"),
          Map.entry('\ufb03', "ffi"),
          Map.entry('\ufb04', "ffl"),
          Map.entry('\ufb05', "\u017ft"),
          Map.entry('\ufb06', "st"));

  private static final Pattern SINGLE_QUOTES = Pattern.compile("[\u02bc\u2018-\u201b]");
  private static final Pattern DOUBLE_QUOTES = Pattern.compile("[\u201c-\u201f]");
  private static final Pattern WIDE = Pattern.compile("[\uff01-\ufff0\u3000]");

  /** What references such as &amp;#0; and &amp;#xD800; stand for: no characters. */
  private static final Pattern IMPOSSIBLE = Pattern.compile("[\\x00\\x{d800}-\\x{dfff}]");

  private static final Pattern WHITE_SPACE =
      Pattern.compile("\\s+", Pattern.UNICODE_CHARACTER_CLASS);

  private TextRepair() {}

  /** The text as the tokenizer takes it. */
  static String clean(String text) {
    String repaired = unescape(unescape(repair(text)));
    return lower(WHITE_SPACE.matcher(repaired).replaceAll(" ").strip());
  }

  private static String repair(String text) {
    StringBuilder out = new StringBuilder();
    for (char c : text.toCharArray()) {
      String ligature = LIGATURES.get(c);
      out.append(ligature == null ? String.valueOf(c) : ligature);
    }
    String s = WIDE.matcher(out).replaceAll(TextRepair::narrow);
    s = SINGLE_QUOTES.matcher(s).replaceAll("'");
    s = DOUBLE_QUOTES.matcher(s).replaceAll("\"");
    return Normalizer.normalize(s, Normalizer.Form.NFC);
  }

  private static String narrow(MatchResult wide) {
    return Matcher.quoteReplacement(Normalizer.normalize(wide.group(), Normalizer.Form.NFKC));
  }

  private static String unescape(String text) {
    return IMPOSSIBLE.matcher(Parser.unescapeEntities(text, false)).replaceAll("\ufffd");
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }
}
