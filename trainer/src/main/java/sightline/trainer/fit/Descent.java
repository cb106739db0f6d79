package sightline.trainer.fit;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.pytorch.AdamW;
import org.bytedeco.pytorch.AdamWOptions;
import org.bytedeco.pytorch.InputArchive;
import org.bytedeco.pytorch.Optimizer;
import org.bytedeco.pytorch.OptimizerOptions;
import org.bytedeco.pytorch.OptimizerParamGroup;
import org.bytedeco.pytorch.OptimizerParamGroupVector;
import org.bytedeco.pytorch.OutputArchive;
import org.bytedeco.pytorch.SGD;
import org.bytedeco.pytorch.SGDOptions;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import sightline.trainer.net.Parameter;
import sightline.trainer.recipe.Recipe.Schedule;
import sightline.trainer.tensor.Weights;

/**
 * The optimizer: AdamW [Loshchilov 2019] or SGD with Nesterov momentum, with decay of kernels and
 * matrices only, not of biases and normalization.
 *
 * <p>Threading: one thread. Ownership: owns libtorch's optimizer and the lists of tensors, not the
 * tensors.
 */
final class Descent implements AutoCloseable {

  private static final double SECOND_BETA = 0.999;

  private final Optimizer optimizer;
  private final TensorVector all;
  private final double clip;

  private Descent(Optimizer optimizer, TensorVector all, double clip) {
    this.optimizer = optimizer;
    this.all = all;
    this.clip = clip;
    optimizer.retainReference();
    all.retainReference();
  }

  static Descent of(Weights weights, Schedule schedule) {
    List<Parameter> learned = weights.parameters().stream().filter(Parameter::learned).toList();
    if (learned.isEmpty()) {
      throw new IllegalArgumentException("nothing is left to be learned: start.freeze has it all");
    }
    Predicate<Parameter> decays = one -> one.sizes().size() > 1;
    List<Parameter> rest = learned.stream().filter(decays.negate()).toList();
    TensorVector decaying = vector(weights, learned.stream().filter(decays).toList());
    OptimizerOptions options = options(schedule, true);
    Optimizer optimizer =
        isAdam(schedule)
            ? new AdamW(decaying, (AdamWOptions) options)
            : new SGD(decaying, (SGDOptions) options);
    if (!rest.isEmpty()) {
      optimizer.add_param_group(
          new OptimizerParamGroup(vector(weights, rest), options(schedule, false)));
    }
    return new Descent(optimizer, vector(weights, learned), schedule.clip());
  }

  private static boolean isAdam(Schedule schedule) {
    return schedule.optimizer().equals("adamw");
  }

  private static TensorVector vector(Weights weights, List<Parameter> learned) {
    return new TensorVector(learned.stream().map(weights::tensor).toArray(Tensor[]::new));
  }

  private static OptimizerOptions options(Schedule schedule, boolean decays) {
    double decay = decays ? schedule.weightDecay() : 0;
    if (isAdam(schedule)) {
      var options = new AdamWOptions(schedule.learningRate());
      options.weight_decay().put(decay);
      setBetas(options.betas(), schedule.momentum());
      return options;
    }
    var options = new SGDOptions(schedule.learningRate());
    options.weight_decay().put(decay);
    options.momentum().put(schedule.momentum());
    options.nesterov().put(schedule.momentum() > 0);
    return options;
  }

  /** They lie in memory as the C++ library orders a tuple: the usual pair tells in which order. */
  private static void setBetas(DoublePointer betas, double first) {
    boolean inOrder = betas.get(0) < betas.get(1);
    betas.put(inOrder ? 0 : 1, first);
    betas.put(inOrder ? 1 : 0, SECOND_BETA);
  }

  /** Forgets the gradients. */
  void begin() {
    optimizer.zero_grad();
  }

  /** Goes one step along the gradients, whose norm it cuts. */
  void step(double rate) {
    if (clip > 0) {
      torch.clip_grad_norm_(all, clip);
    }
    OptimizerParamGroupVector groups = optimizer.param_groups();
    for (long i = 0; i < groups.size(); i++) {
      groups.get(i).options().set_lr(rate);
    }
    optimizer.step();
  }

  void save(Path file) {
    try (var archive = new OutputArchive()) {
      optimizer.save(archive);
      archive.save_to(file.toString());
    }
  }

  void load(Path file) {
    try (var archive = new InputArchive()) {
      archive.load_from(file.toString());
      optimizer.load(archive);
    }
  }

  @Override
  public void close() {
    all.releaseReference();
    optimizer.releaseReference();
  }
}
