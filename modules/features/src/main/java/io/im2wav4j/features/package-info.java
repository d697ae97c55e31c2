/** Data set to embeddings and codes, as shards. */
package io.im2wav4j.features;
