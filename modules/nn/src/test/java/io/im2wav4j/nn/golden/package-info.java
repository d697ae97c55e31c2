/** Reading golden files in tests of the modules above DJL. */
package io.im2wav4j.nn.golden;
