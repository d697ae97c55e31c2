package io.im2wav4j.audio.media;

import io.im2wav4j.worker.WorkerData;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferByte;
import java.awt.image.DataBufferDouble;
import java.awt.image.DataBufferFloat;
import java.awt.image.DataBufferInt;
import java.awt.image.DataBufferShort;
import java.awt.image.DataBufferUShort;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;

/** A picture's memory from process to process; both sides know its sizes. */
final class RasterData {
  private RasterData() {}

  static void write(DataOutputStream out, DataBuffer data) throws IOException {
    for (int bank = 0; bank < data.getNumBanks(); bank++) {
      if (data instanceof DataBufferByte bytes) {
        out.write(bytes.getData(bank));
      } else if (data instanceof DataBufferInt ints) {
        WorkerData.write(out, ints.getData(bank));
      } else if (data instanceof DataBufferFloat floats) {
        WorkerData.write(out, floats.getData(bank), 0, data.getSize());
      } else if (data instanceof DataBufferDouble doubles) {
        for (double value : doubles.getData(bank)) {
          out.writeDouble(value);
        }
      } else {
        WorkerData.write(out, shorts(data, bank));
      }
    }
  }

  static void read(DataInputStream in, DataBuffer data) throws IOException {
    for (int bank = 0; bank < data.getNumBanks(); bank++) {
      if (data instanceof DataBufferByte bytes) {
        in.readFully(bytes.getData(bank));
      } else if (data instanceof DataBufferInt ints) {
        WorkerData.read(in, ints.getData(bank));
      } else if (data instanceof DataBufferFloat floats) {
        WorkerData.read(in, floats.getData(bank), 0, data.getSize());
      } else if (data instanceof DataBufferDouble doubles) {
        double[] values = doubles.getData(bank);
        for (int i = 0; i < values.length; i++) {
          values[i] = in.readDouble();
        }
      } else {
        WorkerData.read(in, shorts(data, bank));
      }
    }
  }

  private static short[] shorts(DataBuffer data, int bank) {
    return data instanceof DataBufferUShort unsigned
        ? unsigned.getData(bank)
        : ((DataBufferShort) data).getData(bank);
  }
}
