/**
 * Files as interfaces between stages: atomic writes, JSON, hashes. Formats of one module live in
 * that module.
 */
package io.im2wav4j.core.io;
