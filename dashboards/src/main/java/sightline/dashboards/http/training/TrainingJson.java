package sightline.dashboards.http.training;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import sightline.dashboards.training.JobView;
import sightline.dashboards.training.RecipeFolder;

/**
 * Training jobs as JSON; {@code openapi.yaml} describes it.
 *
 * <p>Threading: stateless, any thread.
 */
final class TrainingJson {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private TrainingJson() {}

  static ObjectNode jobs(List<ObjectNode> jobs) {
    ObjectNode json = JSON.objectNode();
    json.putArray("jobs").addAll(jobs);
    return json;
  }

  static ObjectNode job(JobView view) {
    ObjectNode json = view.facts();
    long number = json.path("job").asLong();
    ArrayNode curves = json.putArray("curves");
    for (JobView.Curve curve : view.curves()) {
      ObjectNode each = curves.addObject().put("name", curve.name());
      ArrayNode steps = each.putArray("steps");
      curve.steps().forEach(steps::add);
      ArrayNode values = each.putArray("values");
      curve.values().forEach(values::add);
    }
    ArrayNode samples = json.putArray("samples");
    for (JobView.SampleView sample : view.samples()) {
      samples
          .addObject()
          .put("sample", sample.number())
          .put("epoch", sample.epoch())
          .put("name", sample.name())
          .put(
              "picture",
              "/api/training/jobs/%d/samples/%d?revision=%d"
                  .formatted(number, sample.number(), sample.revision()));
    }
    ArrayNode log = json.putArray("log");
    view.log().forEach(log::add);
    return json.put("recipeText", view.recipe());
  }

  static ObjectNode recipes(List<RecipeFolder.Named> recipes) {
    ObjectNode json = JSON.objectNode();
    ArrayNode list = json.putArray("recipes");
    recipes.forEach(each -> list.addObject().put("name", each.name()).put("text", each.text()));
    return json;
  }
}
