/**
 * Processes in which native code reads what strangers made. A process that dies costs one item; it
 * is started once, reused, and bounded in memory and time. What is read is for the services of
 * other modules.
 */
package io.im2wav4j.worker;
