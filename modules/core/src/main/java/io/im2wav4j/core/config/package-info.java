/**
 * YAML files to validating records and back. A record is the only description of its configuration:
 * names, types, defaults and ranges. Which configurations exist is the business of the modules that
 * use them.
 */
package io.im2wav4j.core.config;
