package io.im2wav4j.core.result;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Collectors;

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
 * @param channels how several channels become one; null in old files, which took the mean
 * @param frameRate frames a second taken from a video; null in old files
 * @param onsets what an onset must meet and how near, or null: onsets were not compared
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
    String frechetReference,
    String channels,
    Double frameRate,
    String onsets) {
  private static final String MEAN = "mean";

  /** Copies the list. */
  public Protocol {
    networks = List.copyOf(networks);
    padding = padding == null || padding;
    channels = channels == null ? MEAN : channels;
  }

  /** A protocol of sounds whose channels are averaged. */
  public Protocol(
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
    this(
        networks,
        sampleRate,
        clipSeconds,
        padding,
        items,
        samplesPerItem,
        itemListSha256,
        resamples,
        seed,
        accuracyRule,
        frechetReference,
        null,
        null,
        null);
  }

  /** The same with the frames a second that videos were seen at. */
  public Protocol withFrameRate(double rate) {
    return new Protocol(
        networks,
        sampleRate,
        clipSeconds,
        padding,
        items,
        samplesPerItem,
        itemListSha256,
        resamples,
        seed,
        accuracyRule,
        frechetReference,
        channels,
        rate,
        onsets);
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
    differ(reasons, "channels", channels, other.channels);
    if (frameRate != null && other.frameRate != null) {
      differ(reasons, "frame rate", frameRate, other.frameRate);
    }
    if (onsets != null && other.onsets != null) {
      differ(reasons, "onsets", onsets, other.onsets);
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
      differ(reasons, "item list", shorten(itemListSha256), shorten(other.itemListSha256));
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
            .map(n -> n.name() + (withHashes ? " " + shorten(n.sha256()) : ""))
            .collect(Collectors.joining(", "));
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
