package io.im2wav4j.pipeline.experiment;

import io.im2wav4j.core.error.UserError;
import io.im2wav4j.data.clips.EventClipConfig;
import io.im2wav4j.data.manifest.Item;
import io.im2wav4j.data.scenes.SceneConfig;
import io.im2wav4j.encoders.registry.NetworkKind;
import io.im2wav4j.encoders.registry.NetworkRegistry;
import io.im2wav4j.experiments.plan.Experiment;
import io.im2wav4j.experiments.plan.ExperimentData;
import io.im2wav4j.experiments.plan.ReferenceSystem;
import io.im2wav4j.experiments.plan.Variant;
import io.im2wav4j.experiments.stage.FileHashes;
import io.im2wav4j.experiments.stage.Stage;
import io.im2wav4j.experiments.stage.StageStore;
import io.im2wav4j.models.ModelKind;
import io.im2wav4j.pipeline.EvaluationConfig;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The stages of an experiment: data, encoder and VQ-VAE, features, Low and Up, sounds, scores. Each
 * variant is its own path through them; what two have in common is one stage.
 */
public final class ExperimentPlan {
  private final ExperimentFile file;
  private final Experiment experiment;
  private final ExperimentInputs given;
  private final DataStages dataStages;
  private final ModelStages modelStages;
  private final SoundStages soundStages;
  private final Map<String, Stage> networks;
  private final EvaluationStages evaluations;

  /** The plan of an experiment with what the user gives. */
  public ExperimentPlan(ExperimentFile file, ExperimentInputs given, StageStore store) {
    this.file = file;
    this.experiment = file.experiment();
    this.given = given;
    FileHashes hashes = new FileHashes(store.root().resolve("hashes.json"));
    ItemChoice choice = new ItemChoice(experiment.data());
    this.dataStages = new DataStages(hashes);
    this.modelStages = new ModelStages(store.root().resolve("sound-cache"));
    this.soundStages = new SoundStages(choice);
    VariantSettings base = settings(new Variant("base", Map.of()));
    EvaluationConfig protocol = base.evaluation();
    this.networks = protocol == null ? networks(base) : Map.of();
    this.evaluations =
        new EvaluationStages(
            protocol,
            networks,
            new EvaluationStages.OwnNetworks(
                base.generation(List.of()).seconds(),
                base.features().frameRate(),
                experiment.seed()),
            choice,
            referenceFolder(),
            given.weights(),
            hashes,
            store.root().resolve("vectors"));
  }

  /**
   * Refuses before any training data that nothing could be trained or scored on.
   *
   * @throws UserError that says what is missing
   */
  void requireItems() {
    ExperimentData data = experiment.data();
    if (data.scenes()) {
      SceneConfig scenes = settings(experiment.baselineVariant()).scenes();
      if (scenes.train() == 0 || scenes.test() == 0 && data.test().isEmpty()) {
        throw new UserError(
            file.file().toString(),
            "scenes without " + (scenes.train() == 0 ? "training" : "test") + " items",
            "at least one of each kind",
            "Set scenes.train and scenes.test above 0");
      }
      return;
    }
    List<Item> all = ItemChoice.all(given.data(data.train()));
    List<Item> test = new ItemChoice(data).test(given.data(data.test().orElse(data.train())));
    Set<String> trained = labels(all.stream().filter(i -> i.split().equals("train")));
    Set<String> unknown = labels(test.stream());
    unknown.removeAll(trained);
    if (!networks.isEmpty() && !unknown.isEmpty()) {
      throw new UserError(
          file.file().toString(),
          "test items of labels that no training item has: " + String.join(", ", unknown),
          "labels among " + String.join(", ", trained) + ", which the classifier is trained on",
          "Choose with data.labels, or name a protocol by base.evaluation");
    }
  }

  private static Set<String> labels(Stream<Item> items) {
    return items
        .map(Item::label)
        .filter(label -> !label.isEmpty())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private VariantSettings settings(Variant variant) {
    return new VariantSettings(file, variant);
  }

  private Map<String, Stage> networks(VariantSettings base) {
    Stage data = train(base);
    Map<String, Stage> networks = new LinkedHashMap<>();
    networks.put(ModelKind.ENCODER.toString(), modelStages.encoder(base.encoder(), data));
    networks.put(ModelKind.CLASSIFIER.toString(), modelStages.classifier(base.classifier(), data));
    return networks;
  }

  private Stage train(VariantSettings settings) {
    ExperimentData data = experiment.data();
    Stage whole =
        data.scenes()
            ? dataStages.scenes(settings.scenes())
            : dataStages.folder(given.data(data.train()));
    EventClipConfig clips = settings.clips();
    return clips == null ? whole : dataStages.clips(clips, whole);
  }

  private Stage test(VariantSettings settings) {
    return experiment
        .data()
        .test()
        .map(name -> dataStages.folder(given.data(name)))
        .orElseGet(() -> train(settings));
  }

  /** The data set with true sounds: the test items' own, or those of the training data. */
  private Stage sounding(VariantSettings settings) {
    ExperimentData data = experiment.data();
    if (data.test().isEmpty()) {
      return train(settings);
    }
    List<Item> items = new ItemChoice(data).test(given.data(data.test().get()));
    return items.stream().allMatch(item -> item.media() != null) ? test(settings) : train(settings);
  }

  private Path referenceFolder() {
    if (experiment.data().reference().isEmpty()) {
      return null;
    }
    Path named = Path.of(experiment.data().reference().get());
    Path folder = given.data(named.getName(0).toString());
    return named.getNameCount() == 1
        ? folder
        : folder.resolve(named.subpath(1, named.getNameCount()));
  }

  /** What a variant's sounds are made with: encoder, vqvae, features, low, up, and the data. */
  Map<String, Stage> models(Variant variant) {
    VariantSettings settings = settings(variant);
    Stage data = train(settings);
    Stage encoder = encoder(settings, data);
    Stage vqVae = modelStages.vqVae(settings.vqVae(), data);
    Stage features = modelStages.features(settings.features(), data, encoder, vqVae);
    Map<String, Stage> models = new LinkedHashMap<>();
    models.put("data", data);
    models.put(ModelKind.ENCODER.toString(), encoder);
    models.put(ModelKind.VQVAE.toString(), vqVae);
    models.put("features", features);
    for (ModelKind model : ModelKind.LANGUAGE_MODELS) {
      models.put(
          model.toString(),
          modelStages.languageModel(model, settings.languageModel(model), features, vqVae));
    }
    return models;
  }

  /** The classifier and encoder that sounds are scored with, where they are trained here. */
  Map<String, Stage> networks() {
    return networks;
  }

  private Stage encoder(VariantSettings settings, Stage data) {
    if (settings.trainsEncoder()) {
      return modelStages.encoder(settings.encoder(), data);
    }
    return dataStages.file(
        new NetworkRegistry(given.weights())
            .path(NetworkKind.IMAGE_ENCODER, settings.publishedEncoder()));
  }

  private Stage sounds(Variant variant, List<String> more) {
    VariantSettings settings = settings(variant);
    Map<String, Stage> all = models(variant);
    Map<String, Stage> needed = new LinkedHashMap<>();
    needed.put(ModelKind.ENCODER.toString(), all.get(ModelKind.ENCODER.toString()));
    ModelKind.IM2WAV.forEach(model -> needed.put(model.toString(), all.get(model.toString())));
    return soundStages.generated(
        settings.generation(more), settings.features(), test(settings), needed);
  }

  /** The scores of a variant. */
  public Stage evaluation(Variant variant) {
    return evaluations.of(
        variant.name(), "", sounds(variant, List.of()), false, test(settings(variant)));
  }

  /** The scores of a system that bounds the variants'. */
  public Stage evaluation(ReferenceSystem reference) {
    Variant baseline = experiment.baselineVariant();
    VariantSettings settings = settings(baseline);
    double seconds = settings.generation(List.of()).seconds();
    String name = reference.title();
    return switch (reference) {
      case TRUE_SOUNDS ->
          evaluations.of(
              name, "what a perfect system would score", null, false, sounding(settings));
      case RECONSTRUCTED ->
          evaluations.of(
              name,
              "true sounds encoded and decoded by the VQ-VAE: the best that its codes allow",
              soundStages.reconstructed(
                  seconds, sounding(settings), models(baseline).get(ModelKind.VQVAE.toString())),
              false,
              sounding(settings));
      case SHUFFLED ->
          evaluations.of(baseline.name(), "", sounds(baseline, List.of()), true, test(settings));
      case UNCONDITIONED ->
          evaluations.of(
              name,
              "the baseline's models without the condition",
              sounds(baseline, List.of("low.guidance=0", "up.guidance=0")),
              false,
              test(settings));
      case NEAREST_SOUND -> nearest(name, baseline, settings, seconds);
    };
  }

  private Stage nearest(String name, Variant baseline, VariantSettings settings, double seconds) {
    Map<String, Stage> models = models(baseline);
    Map<String, Stage> needed = new LinkedHashMap<>();
    for (String input : List.of("data", ModelKind.ENCODER.toString(), "features")) {
      needed.put(input, models.get(input));
    }
    return evaluations.of(
        name,
        "the sound of the training picture that is nearest to the test picture",
        soundStages.nearest(seconds, settings.features(), test(settings), needed),
        false,
        test(settings));
  }
}
