package org.courtbridge.media.rtcp;

import java.util.Arrays;
import java.util.Set;

/** Tells sound from pictures among the packets of a transport, by their payload types. One thread's. */
final class PayloadTypes {

    enum Kind {
        UNKNOWN,
        SOUND,
        PICTURE
    }

    /** Comes from many, whether agreed or not (RFC 3389); it fills numbers that would else seem lost. */
    private static final int COMFORT_NOISE = 13;

    private final Kind[] kinds = new Kind[128];

    PayloadTypes() {
        Arrays.fill(kinds, Kind.UNKNOWN);
    }

    /** Follows a new offer and answer. */
    void agreed(Streams streams) {
        Arrays.fill(kinds, Kind.UNKNOWN);
        streams.receivedAudio().ifPresent(sound -> {
            kinds[COMFORT_NOISE] = Kind.SOUND;
            mark(sound.formats().keySet(), Kind.SOUND);
            mark(sound.telephoneEvents().keySet(), Kind.SOUND);
            sound.redundancy().ifPresent(payloadType -> kinds[payloadType] = Kind.SOUND);
        });
        streams.source().ifPresent(source -> {
            mark(source.agreed().formats().keySet(), Kind.PICTURE);
            mark(source.agreed().retransmissions().keySet(), Kind.PICTURE);
        });
    }

    private void mark(Set<Integer> payloadTypes, Kind kind) {
        payloadTypes.forEach(payloadType -> kinds[payloadType & 0x7F] = kind);
    }

    Kind of(int payloadType) {
        return kinds[payloadType];
    }
}
