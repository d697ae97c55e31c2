package io.im2wav4j.core.result;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;

/**
 * How numbers were measured. A number means something only together with its protocol.
 *
 * @param networks the networks that embedded, classified and compared
 * @param sampleRate of the sounds as given to evaluation, samples a second; each network resamples
 *     for itself
 * @param clipSeconds every sound is cut to this length
 * @param padding whether shorter ones are padded to it with zeros; null in old files, which were
 * @param items how many items there are
 * @param samplesPerItem how many sounds were generated for each item
 * @param itemListSha256 hash of the items' ids and labels, in order
 * @param resamples bootstrap draws behind the intervals
 * @param seed of the bootstrap
 * @param accuracyRule how a classifier's scores become an answer, or null
 * @param frechetReference what the Frechet distance compares with, or null: the items' true sounds
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Protocol(
    List<Network> networks,
    int sampleRate,
    double clipSeconds,
    Boolean padding,
    int items,
    int samplesPerItem,
    String itemListSha256,
    int resamples,
    long seed,
    String accuracyRule,
    String frechetReference) {

  /** Copies the list. */
  public Protocol {
    networks = List.copyOf(networks);
    padding = padding == null || padding;
  }

  /**
   * Why numbers under this protocol cannot be compared with numbers under the other, in words;
   * empty where they can. Bootstrap settings do not matter: they change intervals, not values.
   */
  public List<String> comparableTo(Protocol other) {
    List<String> reasons = new ArrayList<>();
    compareNetworks(other, reasons);
    differ(reasons, "sample rate", sampleRate + " Hz", other.sampleRate + " Hz");
    differ(reasons, "clip length", clipSeconds + " s", other.clipSeconds + " s");
    differ(reasons, "padding of shorter sounds", padding, other.padding);
    differ(reasons, "number of items", items, other.items);
    differ(reasons, "samples per item", samplesPerItem, other.samplesPerItem);
    differ(
        reasons,
        "accuracy rule",
        Objects.requireNonNullElse(accuracyRule, "none"),
        Objects.requireNonNullElse(other.accuracyRule, "none"));
    differ(
        reasons,
        "reference of the Frechet distance",
        Objects.requireNonNullElse(frechetReference, "the items' true sounds"),
        Objects.requireNonNullElse(other.frechetReference, "the items' true sounds"));
    if (items == other.items) {
      differ(reasons, "item list", shorten(itemListSha256), shorten(other.itemListSha256));
    }
    return List.copyOf(reasons);
  }

  private void compareNetworks(Protocol other, List<String> reasons) {
    Map<String, Network> mine = byRole(networks);
    Map<String, Network> theirs = byRole(other.networks);
    TreeSet<String> roles = new TreeSet<>(mine.keySet());
    roles.addAll(theirs.keySet());
    for (String role : roles) {
      Network a = mine.get(role);
      Network b = theirs.get(role);
      if (a == null || b == null) {
        differ(reasons, role, a == null ? "none" : a.name(), b == null ? "none" : b.name());
      } else if (!a.sha256().equals(b.sha256())) {
        differ(
            reasons,
            role,
            a.name() + " " + shorten(a.sha256()),
            b.name() + " " + shorten(b.sha256()));
      }
    }
  }

  private static Map<String, Network> byRole(List<Network> networks) {
    Map<String, Network> out = new LinkedHashMap<>();
    networks.forEach(n -> out.put(n.role(), n));
    return out;
  }

  private static void differ(List<String> reasons, String what, Object mine, Object theirs) {
    if (!Objects.equals(mine, theirs)) {
      reasons.add(what + ": " + mine + " here, " + theirs + " there");
    }
  }

  private static String shorten(String hash) {
    return hash.substring(0, Math.min(12, hash.length()));
  }
}
