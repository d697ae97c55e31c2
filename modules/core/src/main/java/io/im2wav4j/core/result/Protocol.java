package io.im2wav4j.core.result;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.im2wav4j.core.io.Hashes;
import io.im2wav4j.core.io.Nullable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * How numbers were measured. A number means something only together with its protocol.
 *
 * @param networks the networks that embedded, classified and compared
 * @param settings how sounds were prepared and compared; its keys stand among these
 * @param items how many items there are
 * @param samplesPerItem how many sounds were generated for each item
 * @param itemListSha256 hash of the items' ids and labels, in order
 * @param accuracyRule how a classifier's scores become an answer, or null
 * @param frechetReference what the Frechet distance compares with, or null: the items' true sounds
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Protocol(
    List<Network> networks,
    @JsonUnwrapped ProtocolSettings settings,
    int items,
    int samplesPerItem,
    String itemListSha256,
    @Nullable String accuracyRule,
    @Nullable String frechetReference) {

  /** Copies the list. */
  public Protocol {
    networks = List.copyOf(networks);
  }

  /**
   * Why numbers under this protocol cannot be compared with numbers under the other, in words;
   * empty where they can. Bootstrap settings do not matter: they change intervals, not values.
   */
  public List<String> comparableTo(Protocol other) {
    List<String> reasons = new ArrayList<>();
    compareNetworks(other, reasons);
    ProtocolSettings theirs = other.settings;
    differ(reasons, "sample rate", settings.sampleRate() + " Hz", theirs.sampleRate() + " Hz");
    differ(reasons, "clip length", settings.clipSeconds() + " s", theirs.clipSeconds() + " s");
    differ(reasons, "padding of shorter sounds", settings.padding(), theirs.padding());
    differ(reasons, "channels", name(settings.channels()), name(theirs.channels()));
    if (settings.frameRate() != null && theirs.frameRate() != null) {
      differ(reasons, "frame rate", settings.frameRate(), theirs.frameRate());
    }
    if (settings.onsets() != null && theirs.onsets() != null) {
      differ(reasons, "onsets", settings.onsets().text(), theirs.onsets().text());
    }
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
      differ(
          reasons,
          "item list",
          Hashes.shortened(itemListSha256),
          Hashes.shortened(other.itemListSha256));
    }
    return List.copyOf(reasons);
  }

  private void compareNetworks(Protocol other, List<String> reasons) {
    TreeSet<String> roles = new TreeSet<>();
    networks.forEach(n -> roles.add(n.role()));
    other.networks.forEach(n -> roles.add(n.role()));
    for (String role : roles) {
      List<Network> mine = inRole(role);
      List<Network> theirs = other.inRole(role);
      boolean oneIsWithout = mine.isEmpty() || theirs.isEmpty();
      if (!hashes(mine).equals(hashes(theirs))) {
        differ(reasons, role, names(mine, !oneIsWithout), names(theirs, !oneIsWithout));
      }
    }
  }

  private List<Network> inRole(String role) {
    return networks.stream().filter(n -> n.role().equals(role)).toList();
  }

  private static List<String> hashes(List<Network> networks) {
    return networks.stream().map(Network::sha256).sorted().toList();
  }

  private static String names(List<Network> networks, boolean withHashes) {
    return networks.isEmpty()
        ? "none"
        : networks.stream()
            .map(n -> n.name() + (withHashes ? " " + Hashes.shortened(n.sha256()) : ""))
            .collect(Collectors.joining(", "));
  }

  private static void differ(List<String> reasons, String what, Object mine, Object theirs) {
    if (!Objects.equals(mine, theirs)) {
      reasons.add(what + ": " + mine + " here, " + theirs + " there");
    }
  }

  private static String name(ChannelRule rule) {
    return rule.name().toLowerCase(Locale.ROOT);
  }
}
