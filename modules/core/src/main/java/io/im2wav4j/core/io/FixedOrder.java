package io.im2wav4j.core.io;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** Copies of maps in an order that does not change from process to process. */
public final class FixedOrder {
  private FixedOrder() {}

  /** A copy in the map's own order; sorted by key where that order is chance. */
  public static <K extends Comparable<? super K>, V> Map<K, V> copy(Map<K, V> map) {
    return new LinkedHashMap<>(isChance(map.getClass()) ? new TreeMap<>(map) : map);
  }

  /**
   * Whether the order of a collection is chance: {@code Map.of} and {@code Set.of} draw theirs anew
   * in each process, hash tables promise none.
   */
  static boolean isChance(Class<?> collection) {
    return collection == HashMap.class
        || collection == HashSet.class
        || collection == ConcurrentHashMap.class
        || collection.getName().startsWith("java.util.ImmutableCollections");
  }
}
