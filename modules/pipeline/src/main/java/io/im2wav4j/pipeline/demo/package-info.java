/** The demo: every stage on the built-in data, one after the other. */
package io.im2wav4j.pipeline.demo;
