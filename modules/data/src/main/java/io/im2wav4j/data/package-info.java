/**
 * Data sets: {@code manifest} is the one form that all stages read, {@code reader} knows each data
 * set's layout, {@code scan} says what is there, {@code scenes} is the built-in data set. Features
 * made from data live in the features module.
 */
package io.im2wav4j.data;
