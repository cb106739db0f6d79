package sightline.dashboards.feed;

import sightline.events.FrameCaptured;

/**
 * A picture together with the result made from that very picture, or with none; never with that of
 * another one.
 *
 * @param picture as captured
 * @param result made from it
 */
public record WallFrame(FrameCaptured picture, FrameResult result) {

  public WallFrame {
    if (!result.belongsTo(picture.frame())) {
      throw new IllegalStateException(
          "result of another frame beside picture " + picture.frame() + ": " + result);
    }
  }

  public String camera() {
    return picture.frame().camera();
  }
}
