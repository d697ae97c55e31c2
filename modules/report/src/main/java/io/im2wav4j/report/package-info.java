/**
 * Result records to charts, tables and a page that reads without a network. What is measured and
 * what is trained belongs elsewhere: this package sees records, pictures and sounds only.
 */
package io.im2wav4j.report;
