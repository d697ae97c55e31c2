package io.im2wav4j.models.exchange;

import io.im2wav4j.core.archive.TensorRef;
import io.im2wav4j.models.conditioning.CodeConditionerConfig;
import io.im2wav4j.models.conditioning.ImageConditionerConfig;
import io.im2wav4j.models.conditioning.TimeConfig;
import io.im2wav4j.models.lm.LanguageModelConfig;
import io.im2wav4j.models.vqvae.SpectralResolution;
import io.im2wav4j.models.vqvae.VqVaeConfig;
import io.im2wav4j.models.vqvae.VqVaeLossConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The reference's hyperparameters as our configurations. A switch that our models lack must stand
 * as the published recipes have it, or the numbers would silently be others.
 */
public final class PublishedConfigs {
  /** The reference's code, not its hps, says with which transform the data's norm is taken. */
  private static final SpectralResolution NORM = new SpectralResolution(2048, 256, 1536);

  private static final double MAP_DROPOUT = 0.1;

  private PublishedConfigs() {}

  /** The configuration of a VQ-VAE. */
  public static VqVaeConfig vqVae(HyperParameters hps) {
    hps.require("prior", false);
    hps.require("m_conv", 1);
    hps.require("dilation_cycle", (Object) null);
    hps.require("vqvae_reverse_decoder_dilation", true);
    hps.require("use_bottleneck", true);
    hps.require("hvqvae_multipliers", (Object) null);
    return checked(
        hps,
        () ->
            new VqVaeConfig(
                hps.integer("sr"),
                hps.integer("sample_length"),
                downsamplingLayers(hps),
                hps.integer("width"),
                hps.integer("depth"),
                hps.integer("dilation_growth_rate"),
                hps.integer("emb_width"),
                hps.integer("l_bins"),
                hps.number("l_mu"),
                hps.number("commit"),
                hps.number("revival_threshold"),
                loss(hps)));
  }

  private static VqVaeLossConfig loss(HyperParameters hps) {
    List<Integer> fft = hps.integers("multispec_loss_n_fft");
    List<Integer> hop = hps.integers("multispec_loss_hop_length");
    List<Integer> window = hps.integers("multispec_loss_window_size");
    List<SpectralResolution> resolutions = new ArrayList<>();
    for (int i = 0; i < Math.min(fft.size(), Math.min(hop.size(), window.size())); i++) {
      resolutions.add(new SpectralResolution(fft.get(i), hop.get(i), window.get(i)));
    }
    return new VqVaeLossConfig(
        hps.number("lmix_l1"),
        hps.number("lmix_l2"),
        hps.number("lmix_linf"),
        hps.integer("linf_k"),
        hps.number("spectral"),
        hps.number("multispectral"),
        NORM,
        resolutions);
  }

  /** The downsampling layers of each level; strides other than 2 are refused. */
  private static List<Integer> downsamplingLayers(HyperParameters hps) {
    List<Integer> layers = hps.integers("downs_t");
    List<Integer> strides = hps.integers("strides_t");
    if (layers.size() != hps.integer("levels")
        || strides.size() != layers.size()
        || !strides.stream().allMatch(s -> s == 2)
        || !layers.stream().allMatch(n -> n >= 1 && n <= 10)) {
      throw hps.wrong("downs_t", "a number from 1 to 10 for each level, of strides 2");
    }
    return layers;
  }

  /**
   * The configuration of Low or Up.
   *
   * @param tensors its weights, which tell the width of the image embeddings
   */
  public static LanguageModelConfig languageModel(
      HyperParameters hps, Map<String, TensorRef> tensors) {
    hps.require("prior", true);
    hps.require("labels", true);
    hps.require("clip_emb", true);
    hps.require("attn_order", 2);
    hps.require("spread", (Object) null);
    for (String off :
        List.of(
            "res_scale",
            "merged_decoder",
            "single_enc_dec",
            "y_cond_as_bias",
            "copy_input",
            "use_tokens")) {
      hps.require(off, false);
    }
    List<Integer> layers = downsamplingLayers(hps);
    int level = hps.integer("level");
    if (level < 0 || level >= layers.size()) {
      throw hps.wrong("level", "a level from 0 to " + (layers.size() - 1));
    }
    int halved = layers.subList(0, level + 1).stream().mapToInt(n -> n).sum();
    return checked(
        hps,
        () ->
            new LanguageModelConfig(
                hps.integer("l_bins"),
                hps.integer("n_ctx"),
                1 << Math.min(30, halved),
                hps.integer("prior_width"),
                hps.integer("prior_depth"),
                hps.integer("heads"),
                hps.integer("blocks"),
                hps.number("m_attn"),
                hps.number("m_mlp"),
                hps.number("init_scale"),
                image(hps, tensors),
                level + 1 < layers.size() ? conditioner(hps, layers.get(level + 1)) : null));
  }

  private static ImageConditionerConfig image(HyperParameters hps, Map<String, TensorRef> tensors) {
    TensorRef map = tensors.get("y_emb.clip_map.sequential.0.weight");
    if (map == null || map.shape().length != 2) {
      throw hps.wrong("clip_emb", "a model with the weights y_emb.clip_map.sequential.0.weight");
    }
    double rate = hps.integer("sr");
    return new ImageConditionerConfig(
        (int) map.shape()[1],
        hps.flag("video_clip_emb"),
        Math.max(0, hps.number("class_free_guidance_prob")),
        MAP_DROPOUT,
        hps.flag("labels_v3")
            ? new TimeConfig(
                hps.integer("t_bins"),
                hps.number("min_duration") * rate,
                hps.number("max_duration") * rate)
            : null);
  }

  private static CodeConditionerConfig conditioner(HyperParameters hps, int upsamplingLayers) {
    hps.require("cond_m_conv", 1);
    hps.require("cond_res_scale", false);
    int depth = hps.integer("cond_depth");
    return new CodeConditionerConfig(
        hps.integer("l_bins"),
        hps.integer("cond_width"),
        depth,
        hps.integer("cond_dilation_growth_rate"),
        hps.has("cond_dilation_cycle") ? hps.integer("cond_dilation_cycle") : depth,
        upsamplingLayers);
  }

  /** Rules of our configurations, as an error about the file. */
  static <T> T checked(HyperParameters hps, Supplier<T> make) {
    try {
      return make.get();
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw hps.inconsistent(e);
    }
  }
}
