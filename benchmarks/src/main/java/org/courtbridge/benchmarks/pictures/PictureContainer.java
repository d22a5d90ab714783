package org.courtbridge.benchmarks.pictures;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_H261;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_H263;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_H264;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_VP8;
import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_FLAG_KEY;
import static org.bytedeco.ffmpeg.global.avcodec.av_new_packet;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avformat.AVIO_FLAG_WRITE;
import static org.bytedeco.ffmpeg.global.avformat.av_interleaved_write_frame;
import static org.bytedeco.ffmpeg.global.avformat.av_write_trailer;
import static org.bytedeco.ffmpeg.global.avformat.avformat_alloc_output_context2;
import static org.bytedeco.ffmpeg.global.avformat.avformat_free_context;
import static org.bytedeco.ffmpeg.global.avformat.avformat_new_stream;
import static org.bytedeco.ffmpeg.global.avformat.avformat_write_header;
import static org.bytedeco.ffmpeg.global.avformat.avio_closep;
import static org.bytedeco.ffmpeg.global.avformat.avio_open;
import static org.bytedeco.ffmpeg.global.avutil.AVMEDIA_TYPE_VIDEO;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVIOContext;
import org.bytedeco.ffmpeg.avformat.AVOutputFormat;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.courtbridge.codecs.video.PictureCoding;
import org.courtbridge.codecs.video.PictureSize;

/** Coded pictures in a NUT file, which takes every coding as it is. */
final class PictureContainer implements AutoCloseable {

    private static final int TICKS = 90_000;

    private final AVFormatContext format = new AVFormatContext(null);
    private final AVIOContext io = new AVIOContext(null);
    private final AVStream stream;
    private final AVPacket packet = av_packet_alloc();

    PictureContainer(Path file, PictureCoding coding, PictureSize size) throws IOException {
        check("format", avformat_alloc_output_context2(format, (AVOutputFormat) null, "nut", file.toString()));
        stream = avformat_new_stream(format, null);
        stream.codecpar().codec_type(AVMEDIA_TYPE_VIDEO);
        stream.codecpar()
                .codec_id(
                        switch (coding) {
                            case H264 -> AV_CODEC_ID_H264;
                            case VP8 -> AV_CODEC_ID_VP8;
                            case H263 -> AV_CODEC_ID_H263;
                            case H261 -> AV_CODEC_ID_H261;
                            case H265, VP9 -> throw new IllegalArgumentException(coding + " is only decoded");
                        });
        stream.codecpar().width(size.width());
        stream.codecpar().height(size.height());
        stream.time_base().num(1).den(TICKS);
        check(file.toString(), avio_open(io, file.toString(), AVIO_FLAG_WRITE));
        format.pb(io);
        check("header", avformat_write_header(format, (AVDictionary) null));
    }

    void write(byte[] coded, boolean keyframe, Duration time) throws IOException {
        check("packet", av_new_packet(packet, coded.length));
        packet.data().put(coded);
        long ticks =
                time.toNanos() * stream.time_base().den() / stream.time_base().num() / 1_000_000_000;
        packet.pts(ticks);
        packet.dts(ticks);
        packet.flags(keyframe ? AV_PKT_FLAG_KEY : 0);
        check("write", av_interleaved_write_frame(format, packet));
    }

    private static void check(String what, int code) throws IOException {
        if (code < 0) {
            throw new IOException(what + ": " + code);
        }
    }

    @Override
    public void close() {
        av_write_trailer(format);
        av_packet_free(packet);
        avio_closep(io);
        avformat_free_context(format);
    }
}
