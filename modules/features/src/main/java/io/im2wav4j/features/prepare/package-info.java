/** Items through a network into shards. */
package io.im2wav4j.features.prepare;
