package org.courtbridge.media.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.stream.IntStream;
import org.courtbridge.codecs.rtp.RtpPacket;
import org.junit.jupiter.api.Test;

class PayloadTypeRepairTest {

    private static final int PCMU = 0;
    private static final int PCMA = 8;
    private static final int KEYS = 101;

    private final PayloadTypeRepair repair = new PayloadTypeRepair();
    private int number = 65_530;

    private int repaired(int payloadType) {
        return repaired(payloadType, 160);
    }

    private int repaired(int payloadType, int payload) {
        byte[] bytes = new byte[RtpPacket.FIXED_HEADER + payload];
        bytes[0] = (byte) 0x80;
        RtpPacket packet = new RtpPacket().wrap(bytes, 0, bytes.length);
        packet.payloadType(payloadType);
        packet.sequenceNumber(number++ & 0xFFFF);
        repair.repair(packet);
        return packet.payloadType();
    }

    private int[] repaired(int payloadType, int count, int payload) {
        return IntStream.range(0, count)
                .map(_ -> repaired(payloadType, payload))
                .toArray();
    }

    @Test
    void takesWhatKeepsComingForTheChannels() {
        repair.expect(Set.of(PCMU), Set.of(KEYS));
        assertThat(repaired(PCMA, 9, 160)).containsOnly(PCMA);
        assertThat(repaired(PCMA)).isEqualTo(PCMU);
        assertThat(repaired(KEYS)).isEqualTo(KEYS);
        number += 20; // lost
        assertThat(repaired(PCMA)).isEqualTo(PCMU);
        assertThat(repaired(96)).isEqualTo(96);
    }

    @Test
    void leavesWhatIsNotInARow() {
        repair.expect(Set.of(PCMU), Set.of(KEYS));
        for (int i = 0; i < 5; i++) {
            assertThat(repaired(PCMA, 9, 160)).containsOnly(PCMA);
            number++;
        }
        for (int i = 0; i < 20; i++) {
            assertThat(repaired(i % 2 == 0 ? PCMA : 18)).isNotEqualTo(PCMU);
        }
    }

    /** Keys, comfort noise and what keeps a NAT open. */
    @Test
    void leavesWhatIsNoSound() {
        repair.expect(Set.of(PCMU), Set.of(KEYS));
        assertThat(repaired(KEYS, 20, 4)).containsOnly(KEYS);
        assertThat(repaired(13, 20, 1)).containsOnly(13);
        assertThat(repaired(127, 20, 0)).containsOnly(127);
    }

    @Test
    void leavesEverythingOnceTheChannelsOwnHasCome() {
        repair.expect(Set.of(PCMU), Set.of(KEYS));
        assertThat(repaired(PCMU)).isEqualTo(PCMU);
        assertThat(repaired(PCMA, 20, 160)).containsOnly(PCMA);
    }

    @Test
    void leavesEverythingWhereSeveralCodingsMayCome() {
        repair.expect(Set.of(PCMU, PCMA), Set.of(KEYS));
        assertThat(repaired(18, 20, 20)).containsOnly(18);
        repair.expect(Set.of(), Set.of(KEYS));
        assertThat(repaired(18, 20, 20)).containsOnly(18);
    }

    @Test
    void beginsAnewWithAnotherChannel() {
        repair.expect(Set.of(PCMU), Set.of(KEYS));
        assertThat(repaired(PCMA, 10, 160)).endsWith(PCMU);
        repair.expect(Set.of(9), Set.of(KEYS));
        assertThat(repaired(PCMA, 10, 160)).startsWith(PCMA).endsWith(9);
    }
}
