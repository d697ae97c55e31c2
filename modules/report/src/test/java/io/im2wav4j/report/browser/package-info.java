/** Pages as a browser sees them: headless Chromium, driven over its DevTools protocol. */
package io.im2wav4j.report.browser;
