/** EfficientAT's mn04_as (Schmid et al., ICASSP 2023): the published tensors, by name and shape. */
package io.im2wav4j.encoders.efficientat;
