package org.courtbridge.gateway.e2e;

/** Finds words of the gateway's in what a room hears, whether it hears the tones of others beside them or not. */
final class Speech {

    /** The largest sample: speech reaches more than a third of full scale. */
    private static final int LOUD = 3_000;

    /** In dB below full scale, where no party has its tone: speech reaches it, a tone alone does not. */
    static final double SPOKEN = -52;

    private Speech() {}

    /** Waits until a room is told something. */
    static void await(BaresipPeer room) {
        Await.until("speech", Court.PATIENCE, () -> {
            short[] heard = room.receivedInTheLast(1);
            return Tones.peak(heard) > LOUD && Tones.floor(heard, BaresipPeer.SAMPLE_RATE) > SPOKEN;
        });
    }
}
