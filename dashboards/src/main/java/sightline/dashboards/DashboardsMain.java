package sightline.dashboards;

import java.io.IOException;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs the dashboards alone: {@code DashboardsMain [config.yaml]}. */
public final class DashboardsMain {

  private static final Logger LOG = LoggerFactory.getLogger(DashboardsMain.class);

  private DashboardsMain() {}

  public static void main(String[] arguments) throws IOException {
    var config =
        arguments.length == 0
            ? DashboardsConfig.defaults()
            : DashboardsConfig.read(Path.of(arguments[0]));
    var dashboards = Dashboards.start(config);
    Runtime.getRuntime().addShutdownHook(new Thread(dashboards::close, "dashboards-stop"));
    LOG.info("the wall is at http://{}:{}/", config.host(), dashboards.port());
  }
}
