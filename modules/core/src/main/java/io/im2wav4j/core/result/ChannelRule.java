package io.im2wav4j.core.result;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How several channels become one. */
public enum ChannelRule {
  /** Their mean. */
  @JsonProperty("mean")
  MEAN,
  /** The first one, as it is. */
  @JsonProperty("first")
  FIRST
}
