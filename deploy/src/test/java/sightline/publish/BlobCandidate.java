package sightline.publish;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.imageio.ImageIO;
import sightline.events.geometry.InputSpec;
import sightline.inference.engine.Engine;
import sightline.inference.engine.EngineOptions;
import sightline.inference.engine.OnnxEngine;
import sightline.inference.image.JpegDecoder;
import sightline.inference.image.Reduction;
import sightline.inference.image.TensorWriter;
import sightline.inference.manifest.Manifests;
import sightline.inference.model.ModelManifest;
import sightline.inference.testmodel.BlobDetector;
import sightline.trainer.publish.Candidate;
import sightline.trainer.publish.command.Evaluation;
import sightline.trainer.publish.golden.GoldenBundle;
import sightline.trainer.publish.golden.GoldenFrame;
import sightline.trainer.publish.golden.Numbers;
import sightline.trainer.recipe.Recipes;

/**
 * A net that nobody had to train, with golden frames and a dataset of two pictures, in a folder.
 *
 * @param folder of the job
 */
record BlobCandidate(Path folder) {

  private static final int SIDE = 416;
  private static final List<Integer> LEFTS = List.of(120, 60);

  /** The honest one, with the conditions {@code publish}, YAML. */
  Candidate candidate(String name, String publish) throws Exception {
    return candidate(name, publish, BlobDetector.bytes());
  }

  /** One whose file is {@code net}, though its golden frames are those of the honest one. */
  Candidate candidate(String name, String publish, byte[] net) throws Exception {
    Path onnx = Files.write(folder.resolve("model.onnx"), net);
    Path bundle = folder.resolve("bundle.zip");
    GoldenBundle.write(bundle, onnx, frames());
    String recipe =
        """
        name: %s
        task: detect
        data: {path: x}
        net: {family: yolo}
        publish: %s
        """;
    return new Candidate(
        Recipes.read(recipe.formatted(name, publish)),
        "detect",
        onnx,
        bundle,
        "ap50",
        Map.of("ap50", .9),
        JsonNodeFactory.instance.objectNode().put("job", 7).put("seed", 3),
        Optional.of(new Evaluation.Pinned(dataset(), "coco", "val")),
        Map.of());
  }

  private List<GoldenFrame> frames() throws Exception {
    Path honest = Files.write(folder.resolve("honest.onnx"), BlobDetector.bytes());
    var frames = new ArrayList<GoldenFrame>();
    try (Engine engine = OnnxEngine.open(honest, EngineOptions.cpu())) {
      ModelManifest manifest = Manifests.find("blob", engine.tensors()).manifest();
      try (Engine.Lane lane = engine.openLane(1, manifest.feed())) {
        for (int left : LEFTS) {
          frames.add(frame(picture(left), lane, manifest.input()));
        }
      }
    }
    return frames;
  }

  private static GoldenFrame frame(byte[] jpeg, Engine.Lane lane, InputSpec input)
      throws Exception {
    try (var decoder = new JpegDecoder(SIDE * SIDE);
        var writer = new TensorWriter()) {
      writer.write(decoder.decode(jpeg, Reduction.FULL), input, lane.input(), 0);
    }
    lane.run(1);
    Engine.Output output = lane.outputs().get(0);
    var shape = new ArrayList<>(List.of(1));
    shape.addAll(output.shape());
    return new GoldenFrame(
        "yard",
        jpeg,
        new Numbers(List.of(1, 3, SIDE, SIDE), floats(lane.input(), input.elements())),
        Map.of(output.name(), new Numbers(shape, floats(output.values(), output.elements()))),
        Optional.empty(),
        Optional.empty());
  }

  private static float[] floats(FloatBuffer buffer, int count) {
    var numbers = new float[count];
    buffer.get(0, numbers);
    return numbers;
  }

  private Path dataset() throws IOException {
    Path data = Files.createDirectories(folder.resolve("data"));
    var images = new ArrayList<String>();
    var boxes = new ArrayList<String>();
    for (int id = 1; id <= LEFTS.size(); id++) {
      int left = LEFTS.get(id - 1);
      Files.write(data.resolve(id + ".jpg"), picture(left));
      images.add(
          "{\"id\":%1$d,\"file_name\":\"%1$d.jpg\",\"width\":416,\"height\":416}".formatted(id));
      boxes.add(
          "{\"id\":%1$d,\"image_id\":%1$d,\"category_id\":1,\"bbox\":[%2$d,80,60,120],\"area\":7200,\"iscrowd\":0}"
              .formatted(id, left));
    }
    Files.writeString(
        data.resolve("val.json"),
        "{\"images\":%s,\"annotations\":%s,\"categories\":[{\"id\":1,\"name\":\"person\"}]}"
            .formatted(images, boxes));
    return data;
  }

  private static byte[] picture(int left) throws IOException {
    var image = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_3BYTE_BGR);
    Graphics2D canvas = image.createGraphics();
    canvas.setColor(new Color(96, 104, 100));
    canvas.fillRect(0, 0, SIDE, SIDE);
    canvas.setColor(new Color(230, 120, 20));
    canvas.fillRect(left, 80, 60, 120);
    canvas.dispose();
    var bytes = new ByteArrayOutputStream();
    ImageIO.write(image, "jpg", bytes);
    return bytes.toByteArray();
  }
}
