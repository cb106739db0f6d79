package sightline.ingest.source;

import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_alloc_context3;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_free_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_open2;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_parameters_to_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_receive_frame;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_send_packet;
import static org.bytedeco.ffmpeg.global.avdevice.avdevice_register_all;
import static org.bytedeco.ffmpeg.global.avformat.av_find_best_stream;
import static org.bytedeco.ffmpeg.global.avformat.av_find_input_format;
import static org.bytedeco.ffmpeg.global.avformat.av_guess_frame_rate;
import static org.bytedeco.ffmpeg.global.avformat.av_read_frame;
import static org.bytedeco.ffmpeg.global.avformat.avformat_alloc_context;
import static org.bytedeco.ffmpeg.global.avformat.avformat_close_input;
import static org.bytedeco.ffmpeg.global.avformat.avformat_find_stream_info;
import static org.bytedeco.ffmpeg.global.avformat.avformat_free_context;
import static org.bytedeco.ffmpeg.global.avformat.avformat_network_init;
import static org.bytedeco.ffmpeg.global.avformat.avformat_open_input;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EAGAIN;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EOF;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EXIT;
import static org.bytedeco.ffmpeg.global.avutil.AVMEDIA_TYPE_VIDEO;
import static org.bytedeco.ffmpeg.global.avutil.AV_LOG_QUIET;
import static org.bytedeco.ffmpeg.global.avutil.AV_NOPTS_VALUE;
import static org.bytedeco.ffmpeg.global.avutil.AV_TIME_BASE;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_free;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_set;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_log_set_level;

import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVIOInterruptCB;
import org.bytedeco.ffmpeg.avformat.AVInputFormat;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.avutil.AVRational;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerPointer;
import sightline.events.geometry.FrameSize;

/**
 * One opening of a video by FFmpeg, at the level of its C interface: the interrupt callback that
 * ends a read which blocks has to be there before the open, and openings of different cameras must
 * not wait for each other.
 *
 * <p>FFmpeg itself prints nothing: its messages hold URLs with credentials.
 *
 * <p>Threading: one thread opens, reads and closes; the {@link StopSignal} may be raised by any.
 *
 * <p>Ownership: everything native is freed by {@link #close} in reverse order, also when opening
 * fails half-way. {@link #picture} is lent until the next read.
 */
final class NativeVideo implements AutoCloseable {

  /** What one read came to. */
  enum Read {
    PICTURE,
    UNREADABLE,
    END
  }

  private static final long DEVICE_WAIT_NANOS = 2_000_000;

  /** JavaCPP has few callback slots, so all cameras share one and differ in the flag it reads. */
  private static final AVIOInterruptCB.Callback_Pointer IS_STOPPED =
      new AVIOInterruptCB.Callback_Pointer() {
        @Override
        public int call(Pointer flag) {
          return flag == null ? 0 : new IntPointer(flag).get();
        }
      };

  static {
    av_log_set_level(AV_LOG_QUIET);
    avformat_network_init();
    avdevice_register_all();
  }

  private final VideoRequest request;
  private final StopSignal stop;
  private final IntPointer stopFlag = new IntPointer(1).put(0);
  private final StopSignal.Listener raiseFlag = () -> stopFlag.put(0, 1);
  private AVFormatContext format;
  private AVStream stream;
  private AVCodecContext codec;
  private AVPacket packet;
  private AVFrame frame;

  private NativeVideo(VideoRequest request, StopSignal stop) {
    this.request = request;
    this.stop = stop;
    stop.add(raiseFlag);
  }

  static NativeVideo open(VideoRequest request, StopSignal stop) throws SourceLost {
    var video = new NativeVideo(request, stop);
    try {
      video.openFormat();
      video.openCodec();
      return video;
    } catch (SourceLost | RuntimeException e) {
      video.close();
      throw e;
    }
  }

  /** The next picture into {@link #picture}; blocks. */
  Read read() throws SourceLost {
    while (true) {
      int received = avcodec_receive_frame(codec, frame);
      if (received == 0) {
        return Read.PICTURE;
      }
      if (received == AVERROR_EOF()) {
        return Read.END;
      }
      if (received != AVERROR_EAGAIN() || !feedDecoder()) {
        return Read.UNREADABLE;
      }
    }
  }

  /** The decoded picture, lent until the next read. */
  AVFrame picture() {
    return frame;
  }

  /** Time of the picture on the footage's clock, seconds; NaN when the footage does not say. */
  double pictureSeconds() {
    long timestamp = frame.best_effort_timestamp();
    return timestamp == AV_NOPTS_VALUE ? Double.NaN : timestamp * seconds(stream.time_base());
  }

  FrameSize size() {
    return new FrameSize(codec.width(), codec.height());
  }

  String codecName() {
    return codec.codec().name().getString();
  }

  /** Frames per second as the footage says; 0 when it does not. */
  double framesPerSecond() {
    AVRational rate = stream.avg_frame_rate();
    if (rate.num() <= 0 || rate.den() <= 0) {
      rate = av_guess_frame_rate(format, stream, null);
    }
    return rate.num() <= 0 || rate.den() <= 0 ? 0 : (double) rate.num() / rate.den();
  }

  /** Whether it can be had faster than it was filmed: HLS, a segment at once, or footage. */
  boolean comesAhead() {
    return format.iformat().name().getString().startsWith("hls") || format.duration() > 0;
  }

  /** Frames in the footage, counted by its index or estimated from its length; -1 unknown. */
  long frames() {
    if (stream.nb_frames() > 0) {
      return stream.nb_frames();
    }
    double length =
        format.duration() == AV_NOPTS_VALUE ? 0 : (double) format.duration() / AV_TIME_BASE;
    long estimate = Math.round(length * framesPerSecond());
    return estimate > 0 ? estimate : -1;
  }

  @Override
  public void close() {
    stop.remove(raiseFlag);
    if (frame != null) {
      av_frame_free(frame);
    }
    if (packet != null) {
      av_packet_free(packet);
    }
    if (codec != null) {
      avcodec_free_context(codec);
    }
    if (format != null) {
      avformat_close_input(format);
    }
    stopFlag.close();
  }

  private void openFormat() throws SourceLost {
    AVFormatContext opening = avformat_alloc_context();
    opening.interrupt_callback().callback(IS_STOPPED);
    opening.interrupt_callback().opaque(stopFlag);
    if (!request.format().isEmpty()) {
      opening.flags(opening.flags() | AVFormatContext.AVFMT_FLAG_NONBLOCK);
    }
    AVInputFormat input =
        request.format().isEmpty() ? null : av_find_input_format(request.format());
    AVDictionary options = new AVDictionary(null);
    request.options().forEach((key, value) -> av_dict_set(options, key, value, 0));
    try {
      check(avformat_open_input(opening, request.url(), input, options));
      format = opening;
    } finally {
      av_dict_free(options);
      if (format == null && !opening.isNull()) {
        avformat_free_context(opening);
      }
    }
    check(avformat_find_stream_info(format, (PointerPointer<?>) null));
  }

  private void openCodec() throws SourceLost {
    AVCodec decoder = new AVCodec(null);
    int index = av_find_best_stream(format, AVMEDIA_TYPE_VIDEO, -1, -1, decoder, 0);
    if (index < 0) {
      throw new SourceLost(
          SourceLost.Cause.BROKEN, request.location() + " holds no video that can be decoded");
    }
    stream = format.streams(index);
    codec = avcodec_alloc_context3(decoder);
    check(avcodec_parameters_to_context(codec, stream.codecpar()));
    codec.thread_count(1);
    codec.max_pixels(request.maxPixels());
    codec.pkt_timebase(stream.time_base());
    check(avcodec_open2(codec, decoder, (AVDictionary) null));
    packet = av_packet_alloc();
    frame = av_frame_alloc();
  }

  /** Hands the decoder the next packet of the video; false when it cannot make sense of it. */
  private boolean feedDecoder() throws SourceLost {
    while (true) {
      int read = av_read_frame(format, packet);
      if (read == AVERROR_EOF()) {
        avcodec_send_packet(codec, null);
        return true;
      }
      if (read == AVERROR_EAGAIN() && !stop.isRaised()) {
        stop.awaitUntil(System.nanoTime() + DEVICE_WAIT_NANOS);
      } else {
        check(stop.isRaised() ? AVERROR_EXIT() : read);
        if (packet.stream_index() == stream.index()) {
          int sent = avcodec_send_packet(codec, packet);
          av_packet_unref(packet);
          return sent >= 0 || sent == AVERROR_EAGAIN();
        }
        av_packet_unref(packet);
      }
    }
  }

  private void check(int code) throws SourceLost {
    if (code < 0) {
      throw FfmpegError.lost(stop.isRaised() ? AVERROR_EXIT() : code, request.location());
    }
  }

  private static double seconds(AVRational base) {
    return (double) base.num() / base.den();
  }
}
