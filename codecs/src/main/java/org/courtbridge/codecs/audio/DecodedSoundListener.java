package org.courtbridge.codecs.audio;

/**
 * Hears a party's sound as the decoder gives it, in the sender's time: before play-out makes it longer or shorter, and with word
 * of what never came. On the thread that plays.
 */
public interface DecodedSoundListener {

    /** Hears nothing. */
    DecodedSoundListener NOBODY = new DecodedSoundListener() {
        @Override
        public void received(AudioCodec codec, float[] samples, int count) {}

        @Override
        public void madeUp(int samples, boolean announced) {}

        @Override
        public void partyWasSilent() {}

        @Override
        public void packetsWereLate() {}
    };

    /**
     * The sound of a packet was decoded.
     *
     * @param samples at {@link AudioCodec#sampleRate}, full scale -1 to 1; lent for the length of the call
     */
    void received(AudioCodec codec, float[] samples, int count);

    /**
     * Something is played for which there is no packet of its own.
     *
     * @param samples how much, at 48 kHz
     * @param announced whether the party has said that it is silent, and sends nothing
     */
    void madeUp(int samples, boolean announced);

    /** Sound made up since the last packet replaces no packet: the party was silent, and did not say so. */
    void partyWasSilent();

    /** Sound made up since the last packet replaces no lost packet: the one awaited came late, and is played after it. */
    void packetsWereLate();
}
