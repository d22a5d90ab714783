package org.courtbridge.media.transport.ice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.courtbridge.codecs.rtp.MalformedPacketException;
import org.junit.jupiter.api.Test;

class StunMessageTest {

    private static final byte[] PASSWORD = "VOkJxbRl1RmTxUk/WvJxBt".getBytes(StandardCharsets.UTF_8);

    /** RFC 5769, section 2.1. */
    private static final byte[] REQUEST = HexFormat.of()
            .parseHex("000100582112a442b7e7a701bc34d686fa87dfae"
                    + "802200105354554e207465737420636c69656e74"
                    + "002400046e0001ff"
                    + "80290008932ff9b151263b36"
                    + "000600096576746a3a68367659202020"
                    + "000800149aeaa70cbfd8cb56781ef2b5b2d3f249c1b571a2"
                    + "80280004e57a3bcf");

    /** RFC 5769, section 2.2. */
    private static final byte[] RESPONSE = HexFormat.of()
            .parseHex("0101003c2112a442b7e7a701bc34d686fa87dfae"
                    + "8022000b7465737420766563746f7220"
                    + "002000080001a147e112a643"
                    + "000800142b91f599fd9e90c38c7489f92af9ba53f06be7d7"
                    + "80280004c07d4c96");

    @Test
    void readsTheSampleRequest() {
        StunMessage message = StunMessage.parse(REQUEST, 0, REQUEST.length);
        assertThat(message.type()).isEqualTo(StunMessage.BINDING_REQUEST);
        assertThat(message.username()).contains("evtj:h6vY");
        assertThat(message.hasFingerprint()).isTrue();
        assertThat(message.isIntact(PASSWORD)).isTrue();
        assertThat(message.isIntact("another".getBytes(StandardCharsets.UTF_8))).isFalse();
        assertThat(message.controlled()).isTrue();
        assertThat(message.useCandidate()).isFalse();
        assertThat(message.unknownAttributes()).isEmpty();
    }

    @Test
    void readsTheSampleResponse() {
        StunMessage message = StunMessage.parse(RESPONSE, 0, RESPONSE.length);
        assertThat(message.type()).isEqualTo(StunMessage.BINDING_SUCCESS);
        assertThat(message.hasFingerprint()).isTrue();
        assertThat(message.isIntact(PASSWORD)).isTrue();
    }

    @Test
    void writesAddressesAsTheSamplesDo() {
        byte[] transaction = StunMessage.parse(REQUEST, 0, REQUEST.length).transaction();
        assertThat(HexFormat.of()
                        .formatHex(new StunWriter(StunMessage.BINDING_SUCCESS, transaction)
                                .xorMappedAddress(new InetSocketAddress("192.0.2.1", 32_853))
                                .fingerprint()))
                .contains("002000080001a147e112a643");
        assertThat(HexFormat.of()
                        .formatHex(new StunWriter(StunMessage.BINDING_SUCCESS, transaction)
                                .xorMappedAddress(new InetSocketAddress("2001:db8:1234:5678:11:2233:4455:6677", 32_853))
                                .fingerprint()))
                .contains("002000140002a1470113a9faa5d3f179bc25f4b5bed2b9d9");
    }

    @Test
    void readsWhatItWrites() {
        byte[] bytes = new StunWriter(
                        StunMessage.BINDING_REQUEST,
                        new byte[] {0x21, 0x12, (byte) 0xA4, 0x42, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
                .attribute(StunMessage.USERNAME, "abc:de".getBytes(StandardCharsets.UTF_8))
                .attribute(StunMessage.USE_CANDIDATE, new byte[0])
                .attribute(0x7777, new byte[3])
                .integrity(PASSWORD)
                .fingerprint();
        byte[] shifted = new byte[bytes.length + 9];
        System.arraycopy(bytes, 0, shifted, 5, bytes.length);
        StunMessage message = StunMessage.parse(shifted, 5, bytes.length);
        assertThat(message.username()).contains("abc:de");
        assertThat(message.useCandidate()).isTrue();
        assertThat(message.isIntact(PASSWORD)).isTrue();
        assertThat(message.hasFingerprint()).isTrue();
        assertThat(message.unknownAttributes()).containsExactly(0x7777);
    }

    @Test
    void refusesEveryTruncation() {
        for (int n = 0; n < REQUEST.length; n++) {
            byte[] cut = Arrays.copyOf(REQUEST, n);
            assertThatThrownBy(() -> StunMessage.parse(cut, 0, cut.length))
                    .isInstanceOf(MalformedPacketException.class);
        }
    }

    @Test
    void noChangedBitPasses() {
        Random random = new Random(3);
        for (int i = 0; i < 2_000; i++) {
            byte[] changed = REQUEST.clone();
            changed[random.nextInt(changed.length)] ^= (byte) (1 << random.nextInt(8));
            try {
                StunMessage message = StunMessage.parse(changed, 0, changed.length);
                assertThat(message.hasFingerprint() && message.isIntact(PASSWORD))
                        .isFalse();
            } catch (MalformedPacketException e) {
                assertThat(e).hasMessageContaining(":");
            }
        }
    }

    @Test
    void ignoresWhatStandsBehindTheIntegrity() {
        byte[] bytes = new StunWriter(StunMessage.BINDING_REQUEST, Arrays.copyOfRange(REQUEST, 4, 20))
                .integrity(PASSWORD)
                .attribute(StunMessage.USE_CANDIDATE, new byte[0])
                .fingerprint();
        StunMessage message = StunMessage.parse(bytes, 0, bytes.length);
        assertThat(message.isIntact(PASSWORD)).isTrue();
        assertThat(message.useCandidate()).isFalse();
    }
}
