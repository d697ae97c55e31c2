/** Items and the CSV file that lists them. */
package io.im2wav4j.data.manifest;
