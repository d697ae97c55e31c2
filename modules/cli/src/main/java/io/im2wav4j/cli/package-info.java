/** Commands; the only place that wires stages. */
package io.im2wav4j.cli;
