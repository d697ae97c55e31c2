package io.im2wav4j.core.tensor;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Names of parameters without what wrappers put into them: {@code module.} of training on several
 * devices, before all, and {@code _orig_mod.} of a compiled module, wherever it is.
 */
public final class WrappedNames {
  private static final Pattern COMPILED = Pattern.compile("(?<=^|\\.)_orig_mod\\.");
  private static final Pattern PARALLEL =
      Pattern.compile("^((?:state_dict|model_state_dict|model)\\.)?(?:module\\.)+");

  private WrappedNames() {}

  /** Plain names in order, each with the one in the file; as they are where two would be equal. */
  public static Map<String, String> unwrapped(Iterable<String> names) {
    Map<String, String> plain = new LinkedHashMap<>();
    Map<String, String> same = new LinkedHashMap<>();
    for (String name : names) {
      plain.put(unwrapped(name), name);
      same.put(name, name);
    }
    return plain.size() == same.size() ? plain : same;
  }

  private static String unwrapped(String name) {
    String whole = COMPILED.matcher(name).replaceAll("");
    return PARALLEL.matcher(whole).replaceFirst(m -> m.group(1) == null ? "" : m.group(1));
  }
}
