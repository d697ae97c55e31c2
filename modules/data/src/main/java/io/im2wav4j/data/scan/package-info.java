/** What a data set holds, found by looking into every file. */
package io.im2wav4j.data.scan;
