package io.im2wav4j.core.golden;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.im2wav4j.core.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Cuts a whole set of reference numbers to the size of a repository: {@code GoldenCuts FULL OUT
 * MERGES}. No sound and no picture of others is among what stays. {@code scripts/golden-cuts} runs
 * it.
 */
public final class GoldenCuts {
  private static final String SOUND = "a sound of others";
  private static final String PICTURES = "pictures of others";
  private static final String LEVEL = "a sum over both levels, of which the cut has the first";

  private final Path full;
  private final Path out;

  private GoldenCuts(Path full, Path out) {
    this.full = full;
    this.out = out;
  }

  /** Full set, folder to write to, CLIP's merges. */
  public static void main(String[] args) throws IOException {
    GoldenCuts cuts = new GoldenCuts(Path.of(args[0]), Path.of(args[1]));
    Files.createDirectories(cuts.out.resolve("extended/checkpoints"));
    Files.createDirectories(cuts.out.resolve("checkpoints"));
    cuts.soundCodec();
    cuts.languageModels();
    cuts.extendedLanguageModels();
    cuts.checkpoints();
    cuts.encoders();
    cuts.soundsAndSpectra();
    cuts.metrics();
    cuts.whole();
    MergesCut.write(cuts.full, Path.of(args[2]), cuts.out.resolve("bpe_simple_vocab_16e6.txt.gz"));
  }

  private GoldenCut cut(String name) {
    return new GoldenCut(full, name);
  }

  /** Small suites of which nothing is left out. */
  private void whole() throws IOException {
    for (String name :
        List.of(
            "logit-filters",
            "optimizer",
            "extended/adam_fp32",
            "extended/bottleneck_ema",
            "extended/bottleneck_ema_restart",
            "extended/fad_inf",
            "extended/filter_logits",
            "extended/lr_schedule",
            "extended/online_statistics")) {
      cut(name).write(out);
    }
    for (String file :
        List.of(
            "checkpoints/vqvae.tar",
            "extended/checkpoints/uncond_with_opt.tar",
            "extended/clip_tokenizer.json",
            "extended/sampling_windows.json",
            "extended/state_dict_names.json")) {
      Files.write(out.resolve(file), Files.readAllBytes(full.resolve(file)));
    }
  }

  private void soundCodec() {
    cut("vqvae-small").rows(8, "expect\\.encoder\\..*").write(out);
    cut("vqvae-published-shape")
        .note(
            "the first of two levels, which share nothing but the sound; of the codebook those"
                + " vectors that are chosen, so the shape of the codebook is not the published one")
        .drop(
            "model\\.(encoders|decoders)\\.1\\..*", "expect\\.grad\\.(encoders|decoders)\\.1\\..*")
        .drop("model\\.bottleneck\\.level_blocks\\.1\\.k", "(input|expect)\\..*[a-z1-3]\\.1")
        .drop("expect\\.metric\\..*_l2")
        .without(
            LEVEL,
            "expect.loss",
            "expect.grad_norm_all",
            "expect.metric.commit_loss",
            "expect.metric.recons_loss",
            "expect.metric.spectral_loss",
            "expect.metric.multispectral_loss",
            "expect.metric.fit",
            "expect.metric.pn",
            "expect.metric.entropy",
            "expect.metric.used_curr",
            "expect.metric.usage",
            "expect.metric.dk")
        .without("the vectors times input.k_elem", "input.k_sum", "input.k_sum.0")
        .rows(8, "expect\\.encoder\\.0")
        .usedCodes(
            "expect.codes.0",
            "codebookSize",
            "model\\.bottleneck\\.level_blocks\\.0\\.k",
            "input\\.k_elem\\.0",
            "expect\\.k_(sum_|elem_)?after_[13]\\.0")
        .rows(64, "expect\\.k_(sum_)?after_[13]\\.0")
        .rows(1024, "expect\\.grad\\.decoders\\.0\\.level_blocks.*")
        .describe(json -> first((ArrayNode) json.at("/config/halvings")))
        .write(out);
    cut("extended/vqvae_small_eval")
        .rows(16, "expect\\.(enc|dequant)_l.")
        .rows(512, "expect\\.(rand_)?dec_from_l.")
        .write(out);
    cut("extended/vqvae_small_train").rows(512, "expect\\.x_out").write(out);
    cut("extended/vqvae_real_eval")
        .without(SOUND, "input.x")
        .drop("model\\..*", "(expect|input)\\..*_l.")
        .write(out);
  }

  private static void first(ArrayNode array) {
    while (array.size() > 1) {
      array.remove(1);
    }
  }

  private void languageModels() {
    for (String name : List.of("low-lm-2-heads-mean-clip-only", "up-lm-with-guidance")) {
      GoldenCut cut = cut(name);
      Tensor frames = cut.tensor("input.clip_frames");
      cut.drop("input\\.y")
          .turn(
              CheckpointCut.means(frames, 0),
              0,
              "input\\.clip_frames",
              ".*clip_map\\.sequential\\.0\\.weight")
          .rows(12, "expect\\.(token_condition|logits)\\..*")
          .rows(12, "expect\\.grad\\..*");
      cut.write(out);
    }
  }

  private void extendedLanguageModels() {
    cut("extended/low_lm")
        .rows(16, "expect\\.(image_|noframes_)?x_cond.*", "expect\\.(logits|sample)_.*")
        .drop("expect\\.grad_kept\\.prior\\.transformer\\._attn_mods\\.[12]\\..*")
        .rows(5, "expect\\.grad_(kept|dropped)\\..*", "expect\\.train3\\.after\\..*")
        .write(out);
    GoldenCut up = cut("extended/up_lm");
    up.turn(
            CheckpointCut.means(up.tensor("input.y"), 3),
            3,
            "input\\.y",
            ".*clip_map\\.sequential\\.0\\.weight")
        .rows(24, "expect\\.x_cond", "expect\\.(logits|sample)_.*")
        .drop("expect\\.grad_kept\\.prior\\.transformer\\._attn_mods\\.2\\..*")
        .rows(8, "expect\\.grad_(kept|dropped)\\..*")
        .write(out);
  }

  private void checkpoints() throws IOException {
    cut("checkpoints/expected")
        .without("extended/checkpoints/low.tar proves the same", "low.tar")
        .without("extended/checkpoints/up.tar proves the same", "up.tar")
        .drop("expect\\.(low|up)\\..*", "input\\.clip_frames", "input\\.position")
        .write(out);
    GoldenCut cut = cut("extended/checkpoints");
    Tensor low = cut.tensor("input.y_low");
    Tensor up = cut.tensor("input.y_up");
    new CheckpointCut(full.resolve("extended/checkpoints/low.tar"))
        .matrix("model.y_emb.clip_map.sequential.0.weight", CheckpointCut.means(low, 3))
        .matrix("model.y_emb.video_map.sequential.0.weight", CheckpointCut.frames(low, 3))
        .write(out.resolve("extended/checkpoints/low.tar"));
    for (String archive : List.of("checkpoints/vqvae.tar", "clip_tiny_torchscript.pt")) {
      new CheckpointCut(full.resolve("extended").resolve(archive))
          .write(out.resolve("extended").resolve(archive));
    }
    new CheckpointCut(full.resolve("extended/checkpoints/up.tar"))
        .matrix("model.y_emb.clip_map.sequential.0.weight", CheckpointCut.means(up, 3))
        .write(out.resolve("extended/checkpoints/up.tar"));
    cut.note(
            "low.tar, up.tar and vqvae.tar hold the reference's own pickle and storages in a zip"
                + " that we packed (uncond_with_opt.tar and ../checkpoints/vqvae.tar are as the"
                + " reference wrote them); in low.tar and up.tar the numbers of clip_map's and"
                + " video_map's first matrices are others, mostly zero, with the same products for"
                + " the inputs given here")
        .rows(16, "expect\\.(low|up|uncond)_logits.*")
        .drop("expect\\.raw\\.(up\\.conditioner_blocks|vqvae\\.encoders).*weight")
        .write(out);
  }

  private void encoders() {
    cut("clip-vit-b32")
        .without(PICTURES, "images")
        .drop("expect\\.resized_crop_rgb\\..*", "expect\\.normalised_sample")
        .write(out);
    cut("extended/clip_model")
        .without(PICTURES, "clip_images")
        .drop("model\\.visual\\..*", "expect\\.u8_.*")
        .drop("expect\\.(patch_embed|normalised)_image0.*", "expect\\.image_emb")
        .write(out);
    cut("extended/clip_torchscript")
        .drop("expect\\.raw\\.visual\\.conv1\\.weight", "expect\\.raw\\.positional_embedding")
        .write(out);
    cut("wav2clip").drop(".*\\.(65536|160000)").write(out);
    cut("vggish").drop(".*\\.(65536|160000)").write(out);
    cut("passt").drop(".*\\.320000").write(out);
    cut("extended/wav2clip")
        .without(SOUND, "input.pcm")
        .drop("expect\\.(spectrogram|log_normalised|act\\..*|embedding_(each|frames).*)")
        .write(out);
    cut("extended/vggish")
        .without(SOUND, "input.pcm", "input.pcm_44100_stereo")
        .drop("expect\\.(log_mel|embedding|features).*")
        .write(out);
    cut("extended/vggish_narrow")
        .without("computed from a sound of others", "input.examples")
        .drop("model\\..*", "expect\\..*")
        .write(out);
    cut("extended/passt")
        .without(SOUND, "input.pcm")
        .drop("model\\..*", "expect\\.(mel_first|mel_last|patch|cls|dist|features|logits|emb).*")
        .write(out);
  }

  private void soundsAndSpectra() {
    int samples = 1_200;
    GoldenCut resample = cut("resample");
    resample
        .note("27 ms of the sound, in which nothing can be heard, and the first of each result")
        .first(GoldenCut.range(0, samples, 1), "input\\.pcm16");
    for (int rate : new int[] {8_000, 16_000, 32_000}) {
      // What is later depends on the samples that are left out.
      int kept = (samples - 500) * (rate / 100) / 441;
      resample.first(GoldenCut.range(0, kept, 1), "expect\\.(kaiser|hann)\\." + rate);
    }
    resample.write(out);
    cut("spectral-losses").rows(4096, "expect\\.grad\\..*").write(out);
    cut("attention")
        .drop("f[02]\\.h2\\..*", "f[13]\\.h1\\..*")
        .rows(16, ".*expect\\.(y|grad_x)")
        .write(out);
    List<String> cases = List.of("f0_h1_b8", "f1_h2_b16", "f2_h1_b16", "f3_h2_b16", "f3_h1_b8");
    GoldenCut attention = cut("extended/factored_attention");
    attention
        .describe(
            json ->
                ((ArrayNode) json.path("cases"))
                    .removeIf(one -> !cases.contains(one.path("tag").asText())))
        .drop("(?!input|" + String.join("|", cases) + ").*")
        .rows(16, ".*expect\\.(y|grad\\.x)")
        .write(out);
    cut("extended/audio_preprocess")
        .note("every 16th sample, which is no sound any more")
        .sample(16, "input\\.x", "expect\\.mono")
        .write(out);
    cut("extended/resample")
        .without(SOUND, "input.pcm_44100_stereo", "input.mono_16000")
        .drop("expect\\.r\\d+.*")
        .write(out);
    cut("extended/spectral_losses")
        .without(SOUND, "input.x_in", "input.x_out")
        .drop("expect\\.(mag|grad)_.*")
        .write(out);
    cut("extended/bandwidth").without(SOUND, "input.clips").write(out);
  }

  private void metrics() {
    cut("metrics")
        .drop("(input|expect)\\.fad\\.vggish.*")
        .describe(json -> ((ObjectNode) json.path("fad")).remove("vggish"))
        .first(GoldenCut.range(0, 20, 4), "input\\.clip_score\\..*", "expect\\.clip_score\\.per.*")
        .without("a mean over clips of which the cut has some", "expect.clip_score.mean")
        .drop("(input|expect)\\.fadinf\\..*")
        .without("extended/fad_inf proves the same", "input.fadinf")
        .write(out);
    cut("extended/kl_isc_accuracy")
        .first(GoldenCut.range(0, 40, 4), "input\\.(audio|image)_emb", "expect\\.clip_score_each")
        .without("a mean over clips of which the cut has some", "clip_score_mean")
        .write(out);
    cut("extended/frechet_distance")
        .drop("(input|expect)\\.plain48\\..*")
        .describe(json -> ((ObjectNode) json.path("cases")).remove("plain48"))
        .write(out);
  }
}
