package sightline.registry.log;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeConsumerGroupsOptions;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.common.errors.GroupIdNotFoundException;

/**
 * The members of the workers' consumer group: who is in it lives.
 *
 * <p>Threading: any thread.
 *
 * <p>Ownership: closes its connection.
 */
public final class WorkerGroup implements AutoCloseable {

  private final Admin admin;
  private final String group;
  private final Duration patience;

  public WorkerGroup(Clients clients, LogSettings settings, String group) {
    this.admin = clients.admin(settings.forAsking());
    this.group = group;
    this.patience = settings.answerWithin();
  }

  /**
   * Client ids of all members.
   *
   * @throws Unknown when the broker does not say in time
   */
  public List<String> clientIds() throws Unknown {
    try {
      var options = new DescribeConsumerGroupsOptions().timeoutMs((int) patience.toMillis());
      return admin
          .describeConsumerGroups(List.of(group), options)
          .describedGroups()
          .get(group)
          .get(patience.toMillis(), TimeUnit.MILLISECONDS)
          .members()
          .stream()
          .map(MemberDescription::clientId)
          .sorted()
          .toList();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof GroupIdNotFoundException) {
        return List.of();
      }
      throw new Unknown(
          "the broker does not tell the members of group %s: %s"
              .formatted(group, e.getCause().getMessage()));
    } catch (TimeoutException e) {
      throw new Unknown(
          "the broker did not tell the members of group %s within %s".formatted(group, patience));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Unknown("interrupted while asking for the members of group " + group);
    }
  }

  @Override
  public void close() {
    admin.close(Duration.ofSeconds(1));
  }

  /** Nobody knows who is in the group. */
  public static final class Unknown extends Exception {

    private static final long serialVersionUID = 1;

    public Unknown(String sentence) {
      super(sentence);
    }
  }
}
