package sightline.deploy.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntFunction;
import org.apache.kafka.clients.producer.KafkaProducer;
import sightline.events.QueuePolicy;
import sightline.events.Topics;
import sightline.events.geometry.FrameSize;

/** Live cameras that offer frames at an even rate, one after the other, whoever can follow. */
final class LiveCameras implements AutoCloseable {

  private final KafkaProducer<String, byte[]> producer;
  private final List<FrameFeeder> cameras = new ArrayList<>();
  private final IntFunction<QueuePolicy> policies;

  LiveCameras(
      String bootstrapServers,
      List<byte[]> pictures,
      FrameSize size,
      List<String> names,
      IntFunction<QueuePolicy> policies) {
    this.policies = policies;
    producer = FrameFeeder.producer(bootstrapServers, false);
    for (int i = 0; i < names.size(); i++) {
      int partition = i % Topics.FRAMES.partitions();
      cameras.add(new FrameFeeder(producer, pictures, size, names.get(i), partition));
    }
  }

  /** Offers {@code framesPerSecond} of all cameras together for a while; calls back between. */
  long offer(double framesPerSecond, double seconds, Runnable between) {
    long start = System.nanoTime();
    long frames = Math.round(framesPerSecond * seconds);
    for (long frame = 0; frame < frames; frame++) {
      long due = start + (long) (frame * 1e9 / framesPerSecond);
      while (System.nanoTime() < due) {
        between.run();
        LockSupport.parkNanos(Math.min(500_000, Math.max(1, due - System.nanoTime())));
      }
      int camera = (int) (frame % cameras.size());
      cameras.get(camera).send(policies.apply(camera));
    }
    return frames;
  }

  @Override
  public void close() {
    producer.close();
  }
}
