/**
 * What several commands share of wiring: each stage reads files and writes files and can be run
 * again. No flags here, no printing: those are the commands' business.
 */
package io.im2wav4j.cli.stage;
