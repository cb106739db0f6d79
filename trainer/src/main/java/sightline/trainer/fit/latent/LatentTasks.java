package sightline.trainer.fit.latent;

import java.util.List;
import sightline.events.geometry.InputSpec;
import sightline.events.geometry.PerChannel;
import sightline.trainer.fit.task.Task;
import sightline.trainer.net.latent.LatentNet;
import sightline.trainer.net.latent.LatentNets;
import sightline.trainer.net.latent.NormalityNet;
import sightline.trainer.net.part.Settings;
import sightline.trainer.recipe.Recipe;

/** Builds tasks whose nets give back pictures. */
public final class LatentTasks {

  private static final double PIXELS = 255;

  private LatentTasks() {}

  /**
   * The task of a recipe whose task is {@code autoencode} or {@code anomaly}.
   *
   * <p>Loss: as {@link LatentLoss} says. Further parameters of the loss for {@code anomaly}, all
   * about its calibration: {@code quantile} (1), {@code margin} (1.1), {@code reach} of a
   * neighborhood in cells (1), {@code floor} least deviation of a place (0.3).
   *
   * @param labels of no meaning here
   * @throws IllegalArgumentException naming what cannot be
   */
  public static Task of(Recipe recipe, List<String> labels) {
    InputSpec spec = recipe.input();
    boolean unit = isUnit(spec);
    double range = PIXELS / Math.abs(spec.std().first()) * Math.abs(spec.scale());
    var picture = List.of(spec.channels(), spec.height(), spec.width());
    var ofNet = new Settings("net.parameters", recipe.net().parameters());
    var ofLoss = new Settings("loss.parameters", recipe.loss().parameters());
    LatentLoss loss = LatentLoss.of(recipe.loss(), ofLoss, unit, range);
    Task task =
        switch (recipe.task()) {
          case "autoencode" -> {
            LatentNet net = LatentNets.of(recipe.net().family(), ofNet, picture, unit);
            yield new LatentTask(net, loss, range);
          }
          case "anomaly" -> {
            NormalityNet net = NormalityNet.of(recipe.net().family(), ofNet, picture, unit);
            requireSum(net, loss);
            yield new AnomalyTask(net, loss, settled(ofLoss, net.measure()), range);
          }
          default ->
              throw new IllegalArgumentException(
                  "task is %s, expected autoencode or anomaly for pictures that are given back"
                      .formatted(recipe.task()));
        };
    ofNet.requireKnown();
    ofLoss.requireKnown();
    return task;
  }

  private static void requireSum(NormalityNet net, LatentLoss loss) {
    if (net.background() && loss.likelihood() == Likelihood.BERNOULLI) {
      throw new IllegalArgumentException(
          "loss.kind is bernoulli, expected l2, l1 or gaussian where a background is learned: what is given back is a sum then, no probability");
    }
  }

  private static Calibration.Settled settled(Settings loss, NormalityNet.Measure measure) {
    return new Calibration.Settled(
        loss.whole("reach", 1, 0, 64),
        loss.number("floor", .3, 0, 10),
        loss.number("quantile", 1, .5, 1),
        loss.number("margin", 1.1, 1, 10),
        measure.smooth(),
        measure.weight());
  }

  /** Whether pixels of 0 to 255 become 0 to 1. */
  private static boolean isUnit(InputSpec spec) {
    PerChannel mean = spec.mean();
    PerChannel std = spec.std();
    boolean alike = std.first() == std.second() && std.second() == std.third();
    return mean.first() == 0
        && mean.second() == 0
        && mean.third() == 0
        && alike
        && Math.abs(spec.scale() / std.first() * PIXELS - 1) < 1e-6;
  }
}
