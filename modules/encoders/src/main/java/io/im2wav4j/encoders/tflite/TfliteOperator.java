package io.im2wav4j.encoders.tflite;

import io.im2wav4j.encoders.tflite.FlatBuffer.Table;

/**
 * A step of a {@link TfliteModel}.
 *
 * @param kind what it does
 * @param code its number in the schema, for those that are not known here
 * @param inputs indices of tensors; -1 for one that is left out
 * @param outputs indices of tensors
 * @param options its settings by number of the schema, or null
 */
record TfliteOperator(Kind kind, int code, int[] inputs, int[] outputs, Table options) {
  /** The operators that these networks are made of; the front ends' are only passed over. */
  enum Kind {
    ADD(0),
    AVERAGE_POOL_2D(1),
    CONV_2D(3),
    DEPTHWISE_CONV_2D(4),
    DEQUANTIZE(6),
    FULLY_CONNECTED(9),
    LOGISTIC(14),
    RELU(19),
    RELU6(21),
    RESHAPE(22),
    SOFTMAX(25),
    PAD(34),
    MEAN(40),
    SQUEEZE(43),
    QUANTIZE(114),
    /** Any other. */
    OTHER(-1);

    private final int code;

    Kind(int code) {
      this.code = code;
    }

    static Kind of(int code) {
      for (Kind kind : values()) {
        if (kind.code == code) {
          return kind;
        }
      }
      return OTHER;
    }
  }

  /** The input at a place, or -1. */
  int input(int place) {
    return place < inputs.length ? inputs[place] : -1;
  }

  byte int8(int option, int otherwise) {
    return options == null ? (byte) otherwise : options.int8(option, otherwise);
  }

  int int32(int option, int otherwise) {
    return options == null ? otherwise : options.int32(option, otherwise);
  }

  @Override
  public String toString() {
    return kind == Kind.OTHER ? "operator " + code : kind.name();
  }
}
