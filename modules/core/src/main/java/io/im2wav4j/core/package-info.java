/** Config records and YAML, provenance, run folders, seeds, result records. No DJL. */
package io.im2wav4j.core;
