/**
 * The use cases: each reads files and writes files, and can be run again. Any door (command line,
 * API, page) calls these. No flags and no printing here.
 */
package io.im2wav4j.pipeline;
