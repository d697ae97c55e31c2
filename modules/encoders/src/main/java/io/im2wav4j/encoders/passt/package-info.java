/**
 * PaSST-S (Koutini et al., 2022) as hear21passt publishes it: front end and network. What its
 * classes mean for a label is the protocol's business.
 */
package io.im2wav4j.encoders.passt;
