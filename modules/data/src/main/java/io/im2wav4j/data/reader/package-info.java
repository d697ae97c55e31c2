/** One reader for each layout of data sets. A reader lists items; it opens no media. */
package io.im2wav4j.data.reader;
