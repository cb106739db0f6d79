package sightline.deploy.propose;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import sightline.events.Detection;
import sightline.events.geometry.Box;
import sightline.inference.engine.InferenceFailed;
import sightline.inference.image.DecodedPicture;
import sightline.inference.image.Proposal;
import sightline.inference.image.RegionProposals;
import sightline.inference.image.StillDecoder;
import sightline.inference.image.UnreadablePicture;
import sightline.inference.still.RegionModel;

/**
 * Proposes regions of one picture after the other, and lets a model say what is in them.
 *
 * <p>Threading: one thread. Ownership: uses what it is given, and closes its own decoder.
 */
final class Proposing implements AutoCloseable {

  private static final long MAX_PIXELS = 100_000_000;

  private final RegionProposals method;
  private final Optional<RegionModel> model;
  private final int most;
  private final StillDecoder decoder = new StillDecoder(MAX_PIXELS);

  Proposing(RegionProposals method, Optional<RegionModel> model, int most) {
    this.method = method;
    this.model = model;
    this.most = most;
  }

  /** What is to be said about {@code file}; with a {@code problem} when it cannot be read. */
  ObjectNode look(Path file) throws InferenceFailed {
    ObjectNode json = JsonNodeFactory.instance.objectNode().put("file", file.toString());
    long begin = System.nanoTime();
    try {
      DecodedPicture picture = decoder.decode(Files.readAllBytes(file));
      json.put("width", picture.size().width()).put("height", picture.size().height());
      List<Proposal> proposals = method.propose(picture, most);
      json.put("millis", (System.nanoTime() - begin) / 1_000_000);
      proposals.forEach(one -> add(json.withArray("proposals"), one.box(), one.score()));
      if (model.isPresent()) {
        ArrayNode detections = json.putArray("detections");
        for (Detection one : model.orElseThrow().classify(picture, proposals)) {
          add(detections, one.box(), one.score())
              .put("label", one.label())
              .put("classId", one.classId());
        }
      }
    } catch (UnreadablePicture e) {
      json.put("problem", e.getMessage());
    } catch (IOException e) {
      json.put("problem", "cannot be read: " + e.getMessage());
    }
    return json;
  }

  private static ObjectNode add(ArrayNode list, Box box, float score) {
    ObjectNode one = list.addObject();
    one.putArray("box").add(box.left()).add(box.top()).add(box.right()).add(box.bottom());
    return one.put("score", score);
  }

  @Override
  public void close() {
    decoder.close();
  }
}
