/**
 * Shards: safetensors files of many items, with an index that knows their hashes and how they were
 * made.
 */
package io.im2wav4j.features.shard;
