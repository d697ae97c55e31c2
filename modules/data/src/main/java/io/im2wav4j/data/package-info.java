/** Manifests, splits, one reader per data set, the built-in scenes. */
package io.im2wav4j.data;
