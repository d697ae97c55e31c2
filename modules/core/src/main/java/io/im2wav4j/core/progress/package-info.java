/** How long work shows that it goes on. */
package io.im2wav4j.core.progress;
