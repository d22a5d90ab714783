package org.courtbridge.media.transport;

import java.util.Set;
import org.courtbridge.codecs.rtp.RtpPacket;

/**
 * Sound that comes by another payload type than its channel (H.245) has. OPAL's does: where it closes a channel of one law of G.711 and
 * opens one of the other, its packets keep the number of the first. After {@value #RUN} packets in a row it is taken for what the channel
 * says, as in OpenH323 and what has come of it.
 *
 * <p>Only where there is one coding that may come, and nothing of it has: whoever is understood may send other things beside.
 */
final class PayloadTypeRepair {

    /** 200 ms of most codings: more than what is under way when a channel follows another. */
    private static final int RUN = 10;

    /** Comes from many, whether agreed or not (RFC 3389). */
    private static final int COMFORT_NOISE = 13;

    private static final int NONE = -1;

    private Set<Integer> others = Set.of();
    private int coding = NONE;
    private int taken = NONE;
    private int candidate = NONE;
    private int nextNumber;
    private int run;

    /**
     * @param codings payload types of the sound that may come; none for what is no sound
     * @param beside payload types of what else may
     */
    void expect(Set<Integer> codings, Set<Integer> beside) {
        others = beside;
        int only = codings.size() == 1 ? codings.iterator().next() : NONE;
        if (only != coding) {
            coding = only;
            taken = NONE;
            candidate = NONE;
            run = 0;
        }
    }

    /** In place. */
    void repair(RtpPacket packet) {
        int type = packet.payloadType();
        if (coding == NONE || type == COMFORT_NOISE || others.contains(type) || packet.payloadLength() == 0) {
            return;
        }
        if (type == coding) {
            coding = NONE;
            return;
        }
        if (type != taken) {
            run = type == candidate && packet.sequenceNumber() == nextNumber ? run + 1 : 1;
            candidate = type;
            nextNumber = packet.sequenceNumber() + 1 & 0xFFFF;
            if (run < RUN) {
                return;
            }
            taken = type;
        }
        packet.payloadType(coding);
    }
}
