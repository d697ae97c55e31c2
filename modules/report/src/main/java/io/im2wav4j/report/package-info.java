/** Results to charts, tables, HTML. Sees neither DJL nor training. */
package io.im2wav4j.report;
