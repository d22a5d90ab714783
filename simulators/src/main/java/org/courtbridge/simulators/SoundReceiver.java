package org.courtbridge.simulators;

import java.util.OptionalLong;
import org.courtbridge.codecs.audio.AudioCodec;
import org.courtbridge.codecs.audio.AudioDecoder;
import org.courtbridge.codecs.rtp.RtpPacket;

/** The sound of G.722 that the room receives: decodes it, plays it, and measures how loud it is. */
final class SoundReceiver implements AutoCloseable {

    private final Loudspeaker loudspeaker;
    private final AudioDecoder decoder = AudioDecoder.of(AudioCodec.G722);
    private final float[] sound = new float[AudioCodec.G722.sampleRate() * AudioDecoder.MAX_MS / 1_000];
    private boolean closed;
    private OptionalLong last = OptionalLong.empty();

    private int packets;
    private double squares;
    private long samples;

    SoundReceiver(Loudspeaker loudspeaker) {
        this.loudspeaker = loudspeaker;
    }

    synchronized void push(RtpPacket packet) {
        if (closed) {
            return;
        }
        last = OptionalLong.of(System.nanoTime());
        packets++;
        int decoded = decoder.decode(packet.getBuffer(), packet.payloadAt(), packet.payloadLength(), sound);
        for (int n = 0; n < decoded; n++) {
            squares += sound[n] * sound[n];
        }
        samples += Math.max(0, decoded);
        loudspeaker.play(sound, decoded);
    }

    /** {@link System#nanoTime} of the last packet. */
    synchronized OptionalLong last() {
        return last;
    }

    /** That since the last call. */
    synchronized SoundLine.Received take() {
        double power = samples == 0 ? 0 : squares / samples;
        double level = Math.max(SoundLine.SILENCE, 10 * Math.log10(power + 1e-13));
        SoundLine.Received received = new SoundLine.Received(packets, level);
        packets = 0;
        squares = 0;
        samples = 0;
        return received;
    }

    @Override
    public synchronized void close() {
        closed = true;
        decoder.close();
    }
}
