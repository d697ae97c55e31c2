package io.im2wav4j.models.exchange;

import com.fasterxml.jackson.databind.JsonNode;
import io.im2wav4j.core.archive.Tuple;
import io.im2wav4j.core.io.Json;
import io.im2wav4j.models.conditioning.CodeConditionerConfig;
import io.im2wav4j.models.conditioning.TimeConfig;
import io.im2wav4j.models.lm.LanguageModelConfig;
import io.im2wav4j.models.vqvae.Bandwidth;
import io.im2wav4j.models.vqvae.SpectralResolution;
import io.im2wav4j.models.vqvae.VqVaeConfig;
import io.im2wav4j.models.vqvae.VqVaeLossConfig;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;

/**
 * Our configurations as the reference's hyperparameters: all of its keys in its order, with its own
 * defaults (hps.json) where our models know nothing of them.
 */
final class PublishedHps {
  private static final String DEFAULTS = "hps.json";

  private PublishedHps() {}

  /**
   * The hps of a VQ-VAE.
   *
   * @param bandwidth of its data; null where it is not known
   */
  static Map<String, Object> vqVae(VqVaeConfig config, Bandwidth bandwidth) {
    Map<String, Object> hps = defaults(null);
    putSound(hps, config, bandwidth);
    return hps;
  }

  /** The hps of Low or Up over the codes of a VQ-VAE. */
  static Map<String, Object> languageModel(
      LanguageModelConfig config, VqVaeConfig sound, Bandwidth bandwidth) {
    CodeConditionerConfig upper = config.conditioner();
    TimeConfig time = config.image().time();
    Map<String, Object> hps = defaults(config.level().toString());
    putSound(hps, sound, bandwidth);
    hps.put("level", config.level().index());
    hps.put("sample_length", config.windowSamples());
    hps.put("n_ctx", config.contextLength());
    hps.put("prior_width", config.width());
    hps.put("prior_depth", config.depth());
    hps.put("heads", config.heads());
    hps.put("blocks", config.blocks());
    hps.put("m_attn", config.attentionState());
    hps.put("m_mlp", config.mlp());
    hps.put("init_scale", config.initScale());
    hps.put("video_clip_emb", config.image().perFrame());
    hps.put(
        "class_free_guidance_prob",
        config.image().hasNull() ? (Object) config.image().conditionDropout() : (Object) (-1L));
    hps.put("labels_v3", time != null);
    if (time != null) {
      hps.put("t_bins", time.bins());
      hps.put("min_duration", time.minSamples() / sound.sampleRate());
      hps.put("max_duration", time.maxSamples() / sound.sampleRate());
    }
    if (upper != null) {
      hps.put("cond_width", upper.width());
      hps.put("cond_depth", upper.depth());
      hps.put("cond_dilation_growth_rate", upper.dilationGrowth());
      hps.put("cond_dilation_cycle", upper.dilationCycle());
    }
    return hps;
  }

  private static void putSound(Map<String, Object> hps, VqVaeConfig config, Bandwidth bandwidth) {
    VqVaeLossConfig loss = config.loss();
    hps.put("sr", config.sampleRate());
    hps.put("sample_length", config.sampleLength());
    hps.put("levels", config.levels().size());
    hps.put("downs_t", Tuple.of(config.downsamplingLayers().toArray()));
    hps.put("strides_t", Tuple.of(config.downsamplingLayers().stream().map(layers -> 2).toArray()));
    hps.put("width", config.width());
    hps.put("depth", config.depth());
    hps.put("dilation_growth_rate", config.dilationGrowth());
    hps.put("emb_width", config.embeddingWidth());
    hps.put("l_bins", config.codebookSize());
    hps.put("l_mu", config.mu());
    hps.put("commit", config.commit());
    hps.put("revival_threshold", config.restartThreshold());
    hps.put("lmix_l1", loss.l1());
    hps.put("lmix_l2", loss.l2());
    hps.put("lmix_linf", loss.linf());
    hps.put("linf_k", loss.linfK());
    hps.put("spectral", loss.spectral());
    hps.put("multispectral", loss.multispectral());
    hps.put("multispec_loss_n_fft", sizes(loss.resolutions(), SpectralResolution::fft));
    hps.put("multispec_loss_hop_length", sizes(loss.resolutions(), SpectralResolution::hop));
    hps.put("multispec_loss_window_size", sizes(loss.resolutions(), SpectralResolution::window));
    if (bandwidth != null) {
      Map<String, Object> values = new LinkedHashMap<>();
      values.put("l2", bandwidth.l2());
      values.put("l1", bandwidth.l1());
      values.put("spec", bandwidth.spec());
      hps.put("bandwidth", values);
    }
  }

  private static Tuple sizes(
      List<SpectralResolution> resolutions, ToIntFunction<SpectralResolution> size) {
    return Tuple.of(resolutions.stream().map(r -> (Object) size.applyAsInt(r)).toArray());
  }

  private static Map<String, Object> defaults(String role) {
    JsonNode all;
    try (InputStream in = PublishedHps.class.getResourceAsStream(DEFAULTS)) {
      all = Json.mapper().readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException("resource " + DEFAULTS, e);
    }
    Map<String, Object> hps = new LinkedHashMap<>();
    all.get("all").properties().forEach(e -> hps.put(e.getKey(), value(e.getValue())));
    if (role != null) {
      all.get(role).properties().forEach(e -> hps.put(e.getKey(), value(e.getValue())));
    }
    return hps;
  }

  private static Object value(JsonNode node) {
    if (node.isObject()) {
      Map<String, Object> map = new LinkedHashMap<>();
      node.properties().forEach(e -> map.put(e.getKey(), value(e.getValue())));
      return map;
    }
    if (node.isArray()) {
      Object[] values = new Object[node.size()];
      for (int i = 0; i < values.length; i++) {
        values[i] = value(node.get(i));
      }
      return Tuple.of(values);
    }
    if (node.isNull()) {
      return null;
    }
    if (node.isBoolean()) {
      return node.booleanValue();
    }
    return node.isTextual()
        ? node.textValue()
        : node.isIntegralNumber() ? (Object) node.longValue() : (Object) node.doubleValue();
  }
}
