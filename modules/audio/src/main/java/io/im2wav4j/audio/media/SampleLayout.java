package io.im2wav4j.audio.media;

import io.im2wav4j.worker.WorkerData;
import java.awt.image.BandedSampleModel;
import java.awt.image.ComponentSampleModel;
import java.awt.image.MultiPixelPackedSampleModel;
import java.awt.image.PixelInterleavedSampleModel;
import java.awt.image.SampleModel;
import java.awt.image.SinglePixelPackedSampleModel;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;

/** How a picture's samples lie in memory, from process to process. */
final class SampleLayout {
  private SampleLayout() {}

  static boolean canBeTold(SampleModel samples) {
    Class<?> kind = samples.getClass();
    return kind == PixelInterleavedSampleModel.class
        || kind == BandedSampleModel.class
        || kind == ComponentSampleModel.class
        || kind == SinglePixelPackedSampleModel.class
        || kind == MultiPixelPackedSampleModel.class;
  }

  static void write(DataOutputStream out, SampleModel samples) throws IOException {
    out.writeInt(samples.getDataType());
    if (samples instanceof ComponentSampleModel parts) {
      out.writeByte(
          parts instanceof PixelInterleavedSampleModel
              ? 'p'
              : parts instanceof BandedSampleModel ? 'b' : 'c');
      out.writeInt(parts.getPixelStride());
      out.writeInt(parts.getScanlineStride());
      writeInts(out, parts.getBankIndices());
      writeInts(out, parts.getBandOffsets());
    } else if (samples instanceof SinglePixelPackedSampleModel packed) {
      out.writeByte('s');
      out.writeInt(packed.getScanlineStride());
      writeInts(out, packed.getBitMasks());
    } else if (samples instanceof MultiPixelPackedSampleModel packed) {
      out.writeByte('m');
      out.writeInt(packed.getPixelBitStride());
      out.writeInt(packed.getScanlineStride());
      out.writeInt(packed.getDataBitOffset());
    }
  }

  static SampleModel read(DataInputStream in, int width, int height) throws IOException {
    int type = in.readInt();
    byte kind = in.readByte();
    int stride = in.readInt();
    if (kind == 's') {
      return new SinglePixelPackedSampleModel(type, width, height, stride, readInts(in));
    }
    int row = in.readInt();
    if (kind == 'm') {
      return new MultiPixelPackedSampleModel(type, width, height, stride, row, in.readInt());
    }
    int[] banks = readInts(in);
    int[] offsets = readInts(in);
    return switch (kind) {
      case 'p' -> new PixelInterleavedSampleModel(type, width, height, stride, row, offsets);
      case 'b' -> new BandedSampleModel(type, width, height, row, banks, offsets);
      default -> new ComponentSampleModel(type, width, height, stride, row, banks, offsets);
    };
  }

  private static void writeInts(DataOutputStream out, int[] values) throws IOException {
    out.writeInt(values.length);
    WorkerData.write(out, values);
  }

  private static int[] readInts(DataInputStream in) throws IOException {
    int[] values = new int[in.readInt()];
    WorkerData.read(in, values);
    return values;
  }
}
