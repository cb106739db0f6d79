package sightline.trainer.net.file;

import java.util.List;
import java.util.function.Function;
import sightline.trainer.net.Value;

/** What a node's operator does. */
@FunctionalInterface
interface Operator {

  /** The node's results, as many as it names. */
  List<Traced> of(Call call);

  /** One with one result, a picture or a row of a batch. */
  static Operator one(Function<Call, Value> does) {
    return call -> List.of(Traced.of(does.apply(call)));
  }

  /** Of each number of the first input. */
  static Operator each(Function<Value, Value> does) {
    return call -> {
      Traced in = call.traced(0);
      return List.of(new Traced(does.apply(in.value()), in.batched()));
    };
  }
}
