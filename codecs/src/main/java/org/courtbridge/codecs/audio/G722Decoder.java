package org.courtbridge.codecs.audio;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_ADPCM_G722;
import static org.bytedeco.ffmpeg.global.avcodec.av_new_packet;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_decoder;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_receive_frame;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_send_packet;

import org.bytedeco.javacpp.ShortPointer;

/** G.722 at 64 kbit/s: two samples a byte. */
final class G722Decoder implements AudioDecoder {

    private static final int MAX_BYTES = 8 * MAX_MS;

    private final G722Context ffmpeg = G722Context.decoder(avcodec_find_decoder(AV_CODEC_ID_ADPCM_G722));
    private final short[] samples = new short[2 * MAX_BYTES];

    @Override
    public int samples(byte[] payload, int at, int length) {
        return length > 0 && length <= MAX_BYTES ? 2 * length : INVALID;
    }

    @Override
    public int decode(byte[] payload, int at, int length, float[] into) {
        if (samples(payload, at, length) == INVALID) {
            return INVALID;
        }
        ffmpeg.requireOpen();
        G722Context.check("av_new_packet", av_new_packet(ffmpeg.packet, length));
        ffmpeg.packet.data().put(payload, at, length);
        int sent = avcodec_send_packet(ffmpeg.context, ffmpeg.packet);
        av_packet_unref(ffmpeg.packet);
        G722Context.check("avcodec_send_packet", sent);
        G722Context.check("avcodec_receive_frame", avcodec_receive_frame(ffmpeg.context, ffmpeg.frame));
        int count = ffmpeg.frame.nb_samples();
        new ShortPointer(ffmpeg.frame.data(0)).get(samples, 0, count);
        for (int i = 0; i < count; i++) {
            into[i] = Pcm.toFloat(samples[i]);
        }
        return count;
    }

    @Override
    public void close() {
        ffmpeg.close();
    }
}
