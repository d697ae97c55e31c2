/**
 * The safetensors file format, without any tensor library: names, types, shapes and raw
 * little-endian bytes. What turns them into arrays of an engine lives in the nn module.
 */
package io.im2wav4j.core.tensor;
