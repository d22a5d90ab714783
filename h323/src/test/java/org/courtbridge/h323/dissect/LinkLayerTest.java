package org.courtbridge.h323.dissect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.courtbridge.h323.dissect.Captures.bytes;

import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import org.courtbridge.h323.dissect.IpPayload.Tcp;
import org.courtbridge.h323.dissect.IpPayload.Udp;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LinkLayerTest {

    private static final String IPV4 = "4500 0020 0000 0000 4011 0000 0a0a0001 0a0a0003";
    private static final String UDP = "06b7 06b8 000c 0000 deadbeef";
    private static final String ADDRESSES = "fd000000000000000000000000000001 fd000000000000000000000000000003";
    private static final String IPV6 = "60000000 0014 00 40" + ADDRESSES + "11 00 0000 00000000";
    private static final String MACS = "000000000000 000000000000";
    private static final String COOKED = "0000 0001 0006 000000000000 0000";
    private static final String COOKED_2 = "0800 0000 00000001 0001 00 06 0000000000000000";

    private static Optional<IpPayload> read(int linkType, String hex) {
        return LinkLayer.payload(new Frame(1, Instant.EPOCH, linkType, bytes(hex)));
    }

    @ParameterizedTest
    @CsvSource({
        "1," + MACS + "0800" + IPV4 + UDP,
        // a VLAN tag, two of them, and what Ethernet fills a short frame with
        "1," + MACS + "8100 0001 0800" + IPV4 + UDP,
        "1," + MACS + "88a8 0001 8100 0001 0800" + IPV4 + UDP + "000000000000",
        "113," + COOKED + "0800" + IPV4 + UDP,
        "276," + COOKED_2 + IPV4 + UDP,
        "101," + IPV4 + UDP,
        "228," + IPV4 + UDP,
        "0,02000000" + IPV4 + UDP
    })
    void findsDatagrams(int linkType, String hex) {
        assertThat(read(linkType, hex)).hasValueSatisfying(payload -> {
            assertThat(payload.from()).hasToString("10.10.0.1:1719");
            assertThat(payload.to()).hasToString("10.10.0.3:1720");
            assertThat(((Udp) payload).octets()).isEqualTo(bytes("deadbeef"));
        });
    }

    @ParameterizedTest
    @CsvSource({"1," + MACS + "86dd" + IPV6 + UDP, "113," + COOKED + "86dd" + IPV6 + UDP, "101," + IPV6 + UDP})
    void findsDatagramsOfIpv6(int linkType, String hex) {
        assertThat(read(linkType, hex)).hasValueSatisfying(payload -> {
            assertThat(payload.from()).hasToString("[fd00:0:0:0:0:0:0:1]:1719");
            assertThat(((Udp) payload).octets()).isEqualTo(bytes("deadbeef"));
        });
    }

    @Test
    void findsSegments() {
        String segment = "06b7 06b8 01020304 00000000 6012 ffff 0000 0000 01010101 aabb";
        String padding = "000000";

        Tcp tcp = (Tcp) read(101, "4500 002e 0000 4000 4006 0000 0a0a0001 0a0a0003" + segment + padding)
                .orElseThrow();

        assertThat(tcp.sequence()).isEqualTo(0x01020304);
        assertThat(tcp.syn()).isTrue();
        assertThat(tcp.ack()).isTrue();
        assertThat(tcp.rst()).isFalse();
        assertThat(tcp.octets()).isEqualTo(bytes("aabb"));
    }

    @Test
    void passesOverEverythingElse() {
        assertThat(read(1, MACS + "0806" + "0001")).isEmpty();
        assertThat(read(9, IPV4 + UDP)).isEmpty();
        assertThat(read(101, IPV4.replace("4011", "4001") + UDP)).isEmpty();
        // a fragment
        assertThat(read(101, IPV4.replace("0000 0000 4011", "0000 2000 4011") + UDP))
                .isEmpty();
    }

    @Test
    void passesOverEveryTruncation() {
        byte[] whole = bytes(MACS + "0800" + IPV4 + UDP);
        for (int length = 0; length < whole.length - 4; length++) {
            assertThat(LinkLayer.payload(new Frame(1, Instant.EPOCH, 1, Arrays.copyOf(whole, length))))
                    .isEmpty();
        }
        byte[] six = bytes(MACS + "86dd" + IPV6 + UDP);
        for (int length = 0; length < six.length - 4; length++) {
            assertThat(LinkLayer.payload(new Frame(1, Instant.EPOCH, 1, Arrays.copyOf(six, length))))
                    .isEmpty();
        }
    }
}
