package sightline.deploy.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sightline.events.Topic;
import sightline.events.Topics;

class EmbeddedBrokerIT {

  private static final Topic NOTES = new Topic("notes", 1, Duration.ofHours(1), -1, 1 << 20, false);

  @TempDir Path folder;

  @Test
  void shouldKeepItsRecordsAcrossARestart() throws Exception {
    BrokerConfig config = BrokerConfig.temporary().withData(folder.toString());
    try (EmbeddedBroker broker = EmbeddedBroker.start(config)) {
      new TopicSetup(broker.bootstrapServers()).ensure(List.of(NOTES));
      write(broker, "kept");
    }

    try (EmbeddedBroker broker = EmbeddedBroker.start(config)) {
      new TopicSetup(broker.bootstrapServers()).ensure(List.of(NOTES));

      assertThat(readFirst(broker)).isEqualTo("kept");
    }
  }

  @Test
  void shouldRefuseAFolderThatAnotherBrokerUsesAndNameIt() throws Exception {
    BrokerConfig config = BrokerConfig.temporary().withData(folder.toString());

    try (EmbeddedBroker first = EmbeddedBroker.start(config)) {
      assertThat(first.bootstrapServers()).startsWith("127.0.0.1:");
      assertThatThrownBy(() -> EmbeddedBroker.start(config))
          .isInstanceOf(BrokerFailed.class)
          .hasMessageContaining(folder.toString());
      assertThat(isOpen(InetAddress.getLoopbackAddress(), portOf(first))).isTrue();
    }
  }

  @Test
  void shouldRunTwoSideBySideAndDeleteTheirTemporaryFolders() throws Exception {
    var folders = new ArrayList<Path>();

    try (EmbeddedBroker one = EmbeddedBroker.start(BrokerConfig.temporary());
        EmbeddedBroker two = EmbeddedBroker.start(BrokerConfig.temporary())) {
      new TopicSetup(one.bootstrapServers()).ensure(List.of(NOTES));
      new TopicSetup(two.bootstrapServers()).ensure(List.of(NOTES));
      assertThat(portOf(one)).isNotEqualTo(portOf(two));
      folders.addAll(List.of(one.folder(), two.folder()));
      assertThat(folders).allMatch(Files::isDirectory);
    }

    assertThat(folders).noneMatch(Files::exists);
  }

  @Test
  void shouldBeOutOfReachFromOtherAddressesOfThisMachine() throws Exception {
    try (EmbeddedBroker broker = EmbeddedBroker.start(BrokerConfig.temporary())) {
      List<InetAddress> others =
          NetworkInterface.networkInterfaces()
              .flatMap(NetworkInterface::inetAddresses)
              .filter(address -> !address.isLoopbackAddress())
              .toList();

      assertThat(others).noneMatch(address -> isOpen(address, portOf(broker)));
      assertThat(isOpen(InetAddress.getLoopbackAddress(), portOf(broker))).isTrue();
    }
  }

  @Test
  void shouldRefuseATopicWithAnotherNumberOfPartitionsByName() throws Exception {
    try (EmbeddedBroker broker = EmbeddedBroker.start(BrokerConfig.temporary())) {
      var setup = new TopicSetup(broker.bootstrapServers());
      setup.ensure(Topics.all());

      assertThatThrownBy(() -> setup.ensure(List.of(framesOf(3))))
          .isInstanceOf(BrokerFailed.class)
          .hasMessage("topic 'frames' has 8 partitions, expected 3");
    }
  }

  @Test
  void shouldSayWhichPortIsTaken() throws Exception {
    try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      BrokerConfig config = BrokerConfig.temporary().withPort(taken.getLocalPort());

      assertThatThrownBy(() -> EmbeddedBroker.start(config))
          .isInstanceOf(BrokerFailed.class)
          .hasMessageStartingWith("port " + taken.getLocalPort() + " of 127.0.0.1");
    }
  }

  private static void write(EmbeddedBroker broker, String text) throws Exception {
    try (var producer =
        new KafkaProducer<>(
            Map.<String, Object>of("bootstrap.servers", broker.bootstrapServers()),
            new StringSerializer(),
            new StringSerializer())) {
      producer.send(new ProducerRecord<>(NOTES.name(), text)).get();
    }
  }

  private static String readFirst(EmbeddedBroker broker) {
    try (var consumer =
        new KafkaConsumer<>(
            Map.<String, Object>of("bootstrap.servers", broker.bootstrapServers()),
            new StringDeserializer(),
            new StringDeserializer())) {
      var partition = new TopicPartition(NOTES.name(), 0);
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      return consumer.poll(Duration.ofSeconds(20)).iterator().next().value();
    }
  }

  private static int portOf(EmbeddedBroker broker) {
    String address = broker.bootstrapServers();
    return Integer.parseInt(address.substring(address.lastIndexOf(':') + 1));
  }

  private static boolean isOpen(InetAddress address, int port) {
    try (var socket = new Socket(address, port)) {
      return socket.isConnected();
    } catch (java.io.IOException e) {
      return false;
    }
  }

  private static Topic framesOf(int partitions) {
    Topic frames = Topics.FRAMES;
    return new Topic(
        frames.name(),
        partitions,
        frames.retention(),
        frames.retentionBytes(),
        frames.maxRecordBytes(),
        false);
  }
}
