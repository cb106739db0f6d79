package sightline.inference.manifest;

import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import sightline.inference.model.SuppressionSpec;
import sightline.inference.model.SuppressionSpec.Kind;

/** The part {@code suppression} of a manifest, filled up from what is usual. */
record ManifestSuppression(ManifestKeys keys, SuppressionSpec usual) {

  ManifestSuppression {
    keys.allow(List.of("kind", "acrossClasses", "sigma", "topK", "minScores"));
  }

  SuppressionSpec spec() {
    return new SuppressionSpec(
        keys.choice("kind", Kind.class, Optional.of(usual.kind())),
        keys.truth("acrossClasses", usual.acrossClasses()),
        keys.number("sigma", Optional.of(usual.sigma())),
        keys.whole("topK", Optional.of(usual.topK())),
        minScores());
  }

  private Map<String, Float> minScores() {
    if (!keys.has("minScores")) {
      return usual.minScores();
    }
    ManifestKeys given = keys.under("minScores");
    Map<String, Float> scores = new HashMap<>();
    for (Iterator<String> labels = given.tree().fieldNames(); labels.hasNext(); ) {
      String label = labels.next();
      scores.put(label, given.number(label, Optional.empty()));
    }
    return scores;
  }
}
