package io.im2wav4j.attack;

import io.im2wav4j.audio.AudioClip;
import io.im2wav4j.audio.WavFile;
import io.im2wav4j.audio.media.DubbedVideo;
import io.im2wav4j.audio.media.MediaFile;
import io.im2wav4j.audio.media.PictureFile;
import io.im2wav4j.core.archive.TorchCheckpoint;
import io.im2wav4j.core.config.Configs;
import io.im2wav4j.core.io.AtomicFiles;
import io.im2wav4j.core.io.Json;
import io.im2wav4j.core.result.EvaluationResult;
import io.im2wav4j.core.run.RunFolder;
import io.im2wav4j.core.tensor.SafetensorsReader;
import io.im2wav4j.data.manifest.Manifest;
import io.im2wav4j.data.reader.DataFormat;
import io.im2wav4j.data.reader.DataSets;
import io.im2wav4j.data.reader.Splits;
import io.im2wav4j.data.scenes.SceneConfig;
import io.im2wav4j.encoders.clip.ClipTokenizer;
import io.im2wav4j.encoders.onnx.OnnxNetwork;
import io.im2wav4j.encoders.onnx.OnnxPort;
import io.im2wav4j.encoders.onnx.OnnxSignature;
import io.im2wav4j.encoders.tflite.TfliteConverter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The program's readers of files, each reading all that it is given. */
enum Reader {
  PICTURE(PictureFile::read),
  SOUND(MediaFile::audio),
  FILM(
      file -> {
        MediaFile.check(file);
        MediaFile.frames(file, 0, 2, 4, frame -> {});
      }),
  DUB(Reader::dub),
  SAFETENSORS(SafetensorsReader::readAll),
  TORCH(Reader::torch),
  ONNX(Reader::onnx),
  TFLITE(file -> TfliteConverter.toOnnx(TinyTflite.LAYOUT, file)),
  YAML(file -> Configs.load(file, SceneConfig.class, List.of())),
  RESULTS(file -> Json.read(file, EvaluationResult.class)),
  METRICS(file -> RunFolder.open(file.toAbsolutePath().getParent()).metrics()),
  MANIFEST(Manifest::read),
  LIST(file -> DataSets.read(file, DataFormat.AUTO, Splits.standard())),
  MERGES(file -> ClipTokenizer.open(file).encode("a dog barks"));

  /** Reads a file. */
  interface Action {
    void read(Path file);
  }

  private final Action action;

  Reader(Action action) {
    this.action = action;
  }

  /** Reads a whole file with it. */
  void read(Path file) {
    action.read(file);
  }

  /** Under which name its files are given to it. */
  String fileName(String seedName) {
    return this == METRICS ? "metrics.jsonl" : seedName;
  }

  /** Puts another sound to a video. */
  private static void dub(Path file) {
    try {
      Path folder = Files.createTempDirectory("dub");
      try {
        Path sound = folder.resolve("sound.wav");
        WavFile.write(sound, AudioClip.mono(new float[8000], 16_000), WavFile.Encoding.PCM_16);
        DubbedVideo.write(file, 0, 2, sound, folder.resolve("out.mp4"));
        DubbedVideo.write(file, 0.5, 2, sound, folder.resolve("out.mp4"));
      } finally {
        AtomicFiles.deleteTree(folder);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void torch(Path file) {
    try (TorchCheckpoint checkpoint = TorchCheckpoint.open(file)) {
      checkpoint.names().forEach(checkpoint::get);
    }
  }

  private static void onnx(Path file) {
    OnnxSignature signature =
        new OnnxSignature(List.of(OnnxPort.batched("x", 4)), List.of(OnnxPort.batched("y", 4)));
    try (OnnxNetwork network = OnnxNetwork.open(file, signature)) {
      network.run(2, Map.of("x", new float[8]));
    }
  }
}
