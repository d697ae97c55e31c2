/**
 * What goes wrong because of input, said so that the user can mend it. Faults of our own stay plain
 * exceptions.
 */
package io.im2wav4j.core.error;
