package io.im2wav4j.report.page;

/**
 * A number shown large at the top of the page.
 *
 * @param value as shown, with its unit: "63 %"
 * @param name what it is: "right kind, held-out images"
 * @param note what to compare it with: "chance 12.5 %"; may be empty
 */
public record KeyNumber(String value, String name, String note) {}
