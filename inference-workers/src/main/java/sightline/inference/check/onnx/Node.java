package sightline.inference.check.onnx;

import java.util.Collection;
import java.util.List;

/**
 * One operator of a graph.
 *
 * @param operator domain and type, as in {@code com.microsoft:Gelu}
 * @param takes names of its inputs, and what its subgraphs take from outside
 * @param makes names of its outputs
 */
record Node(String operator, Collection<String> takes, List<String> makes) {}
