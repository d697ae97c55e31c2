/**
 * Configuration: YAML files into validating records and back. The records themselves live in the
 * module they configure.
 */
package io.im2wav4j.core.config;
