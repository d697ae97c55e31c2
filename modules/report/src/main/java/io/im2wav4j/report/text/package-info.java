/**
 * Numbers and findings as people read them. What a page looks like belongs elsewhere; so does every
 * statistic: this package only says in words what a record holds.
 */
package io.im2wav4j.report.text;
