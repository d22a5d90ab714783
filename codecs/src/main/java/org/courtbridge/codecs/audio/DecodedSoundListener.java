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
    };

    /**
     * What a packet brought.
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

    /** What was made up since the last packet stands for nothing that was sent: the party was silent, and did not say so. */
    void partyWasSilent();
}
