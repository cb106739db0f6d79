package sightline.deploy.soak.process;

import java.util.concurrent.CountDownLatch;
import sightline.deploy.broker.BrokerConfig;
import sightline.deploy.broker.BrokerFailed;
import sightline.deploy.broker.EmbeddedBroker;
import sightline.inference.StopSignals;

/** The broker alone in a process: {@code BrokerMain FOLDER PORT}. */
public final class BrokerMain {

  private static final int FAILED = 1;

  private BrokerMain() {}

  public static void main(String[] arguments) throws InterruptedException {
    ParentWatch.begin();
    System.exit(run(arguments[0], Integer.parseInt(arguments[1])));
  }

  private static int run(String folder, int port) throws InterruptedException {
    var end = new CountDownLatch(1);
    var config = BrokerConfig.temporary().withData(folder).withPort(port);
    try (StopSignals signals = StopSignals.install(end::countDown)) {
      EmbeddedBroker broker = EmbeddedBroker.start(config);
      broker.onFault(
          fault -> {
            System.err.println(fault);
            Runtime.getRuntime().halt(FAILED); // as Kafka would have done
          });
      System.out.println(Child.READY);
      end.await();
      broker.close();
      return signals.exitCodeOr(FAILED);
    } catch (BrokerFailed e) {
      System.err.println(e.getMessage());
      return FAILED;
    }
  }
}
