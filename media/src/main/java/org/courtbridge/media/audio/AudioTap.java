package org.courtbridge.media.audio;

import org.courtbridge.codecs.audio.AudioCodec;
import org.courtbridge.codecs.audio.DecodedSoundListener;
import org.courtbridge.codecs.rtp.RtpPacket;

/** Listens in on what one leg sends, to measure it: to its sound on the tick, to its packets on their event loop. Returns at once. */
public interface AudioTap extends DecodedSoundListener {

    /** Hears nothing. */
    AudioTap NOBODY = new AudioTap() {
        @Override
        public void packet(RtpPacket packet, long arrival) {}

        @Override
        public void received(AudioCodec codec, float[] samples, int count) {}

        @Override
        public void madeUp(int samples, boolean announced) {}

        @Override
        public void partyWasSilent() {}

        @Override
        public void packetsWereLate() {}

        @Override
        public void played(float[] block) {}
    };

    /** A packet came, of whatever payload type and source. */
    void packet(RtpPacket packet, long arrival);

    /** The next 20 ms of it as others would hear them, 48 kHz. @param block lent */
    void played(float[] block);
}
