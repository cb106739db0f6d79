package sightline.deploy.analysis;

import java.io.IOException;

/** Takes the lines of a result file in frame order. */
interface LineSink {

  void write(String line) throws IOException;
}
