/** Attacks on the program from outside, each seeded, bounded in time, and counted in one table. */
package io.im2wav4j.attack;
