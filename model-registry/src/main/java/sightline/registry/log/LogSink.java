package sightline.registry.log;

import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Who is told what was read.
 *
 * <p>Threading: that of the reader.
 */
public interface LogSink {

  void accept(ConsumerRecord<byte[], byte[]> entry);

  /** Nothing more has come for now: what was read may be shown. */
  void pause();
}
