/**
 * A page as a list of sections and blocks, and its way to HTML and to PDF. What a page says belongs
 * elsewhere: this package knows tables, figures and players, not results.
 */
package io.im2wav4j.report.page;
