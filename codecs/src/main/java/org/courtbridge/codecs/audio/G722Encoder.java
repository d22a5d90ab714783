package org.courtbridge.codecs.audio;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_ADPCM_G722;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_encoder;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_receive_packet;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_send_frame;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_make_writable;

import org.bytedeco.javacpp.ShortPointer;

/** G.722 at 64 kbit/s (RFC 3551, section 4.5.2). */
final class G722Encoder implements AudioEncoder {

    private final G722Context ffmpeg = G722Context.encoder(avcodec_find_encoder(AV_CODEC_ID_ADPCM_G722));
    private final short[] samples = new short[G722Context.SAMPLES];

    @Override
    public int encode(float[] block, byte[] into, int at) {
        ffmpeg.requireOpen();
        for (int i = 0; i < samples.length; i++) {
            samples[i] = Pcm.toShort(block[i]);
        }
        G722Context.check("av_frame_make_writable", av_frame_make_writable(ffmpeg.frame));
        new ShortPointer(ffmpeg.frame.data(0)).put(samples, 0, samples.length);
        G722Context.check("avcodec_send_frame", avcodec_send_frame(ffmpeg.context, ffmpeg.frame));
        G722Context.check("avcodec_receive_packet", avcodec_receive_packet(ffmpeg.context, ffmpeg.packet));
        int size = ffmpeg.packet.size();
        ffmpeg.packet.data().get(into, at, size);
        av_packet_unref(ffmpeg.packet);
        return size;
    }

    @Override
    public void close() {
        ffmpeg.close();
    }
}
