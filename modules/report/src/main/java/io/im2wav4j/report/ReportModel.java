package io.im2wav4j.report;

import io.im2wav4j.core.result.EvaluationResult;
import io.im2wav4j.core.result.RunSummary;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * All that a page shows. Empty parts are left out of the page.
 *
 * @param title of the page
 * @param summary paragraphs in words
 * @param keyNumbers shown large
 * @param runs what was trained on what
 * @param evaluation metrics, or null
 * @param charts bars below the table of metrics
 * @param gallery pictures and sounds
 * @param secondsByStage where the time went
 * @param provenance further facts about the origin, shown with the evaluation's
 */
public record ReportModel(
    String title,
    List<String> summary,
    List<KeyNumber> keyNumbers,
    List<RunSummary> runs,
    EvaluationResult evaluation,
    List<BarChart> charts,
    List<GalleryItem> gallery,
    Map<String, Double> secondsByStage,
    Map<String, String> provenance) {

  /** Copies the collections. */
  public ReportModel {
    summary = List.copyOf(summary);
    keyNumbers = List.copyOf(keyNumbers);
    runs = List.copyOf(runs);
    charts = List.copyOf(charts);
    gallery = List.copyOf(gallery);
    secondsByStage = new LinkedHashMap<>(secondsByStage);
    provenance = new LinkedHashMap<>(provenance);
  }
}
