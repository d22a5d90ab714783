package org.courtbridge.signalling.h323.call;

import java.util.List;
import org.courtbridge.codecs.h2356.MediaKey;
import org.courtbridge.codecs.srtp.SrtpKey;

/** Protection of the packets of a logical channel. */
sealed interface ChannelProtection {

    record Clear() implements ChannelProtection {}

    /** Encryption of the payloads (H.235.6). */
    record Payloads(MediaKey key) implements ChannelProtection {}

    /** SRTP (H.235.8). @param keys under one of which each packet is, the first if we send */
    record Packets(List<SrtpKey> keys) implements ChannelProtection {

        public Packets {
            keys = List.copyOf(keys);
        }
    }
}
