package org.courtbridge.codecs.payload;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.courtbridge.codecs.rtp.RtpPacket;
import org.junit.jupiter.api.Test;

class H265PayloadTest {

    private static final String VPS = "4001" + "0c01ffff";
    private static final String SPS = "4201" + "01" + "016000000300900000030000030078" + "a0";
    private static final String PPS = "4401" + "c172b46240";
    private static final String SEI = "4e0105";
    private static final String IDR = "2601" + "af05";
    private static final String TRAILING = "0201" + "d0";
    private static final String AGGREGATE = "6001" + "0006" + VPS + "0007" + PPS + "0004" + IDR;
    private static final String FIRST_OF_IDR = "6201" + "93" + "af05";

    @Test
    void seesWherePicturesBegin() {
        assertThat(inspect(IDR)).isEqualTo(PayloadTraits.IDR);
        assertThat(inspect("2a01af")).as("CRA").isEqualTo(PayloadTraits.IDR);
        assertThat(inspect(TRAILING)).isEqualTo(PayloadTraits.DEPENDENT);
        assertThat(inspect(SPS)).isEqualTo(PayloadTraits.HAS_SPS);
        assertThat(inspect(PPS)).isEqualTo(PayloadTraits.HAS_PPS);
        assertThat(inspect(VPS)).isEqualTo(PayloadTraits.HAS_VPS);
        assertThat(inspect(SEI)).isZero();
        assertThat(inspect(AGGREGATE))
                .isEqualTo(PayloadTraits.AGGREGATE | PayloadTraits.HAS_VPS | PayloadTraits.HAS_PPS | PayloadTraits.IDR);
        assertThat(inspect(FIRST_OF_IDR)).isEqualTo(PayloadTraits.FRAGMENT | PayloadTraits.IDR);
        assertThat(inspect("6201" + "13" + "af05")).as("goes on").isEqualTo(PayloadTraits.FRAGMENT);
    }

    @Test
    void refusesEveryTruncation() {
        for (int length = 0; length < AGGREGATE.length() / 2; length++) {
            boolean atUnit = length == 10 || length == 19;
            assertThat(inspect(AGGREGATE.substring(0, 2 * length)) == PayloadTraits.MALFORMED)
                    .as("%d octets", length)
                    .isEqualTo(!atUnit && length != 2 || length < 3);
        }
        assertThat(inspect("620193")).as("an empty fragment").isEqualTo(PayloadTraits.MALFORMED);
        assertThat(inspect("640100000000")).as("PACI").isEqualTo(PayloadTraits.MALFORMED);
        assertThat(inspect("6001" + "00024001")).as("a unit without octets").isEqualTo(PayloadTraits.MALFORMED);
    }

    @Test
    void knowsWhatCannotEndAPicture() {
        assertThat(mayEnd(IDR)).isTrue();
        assertThat(mayEnd(SPS)).isFalse();
        assertThat(mayEnd(SEI)).as("SEI before").isFalse();
        assertThat(mayEnd("500105")).as("SEI after").isTrue();
        assertThat(mayEnd(FIRST_OF_IDR)).isFalse();
        assertThat(mayEnd("6201" + "53" + "af05")).as("the last part").isTrue();
        assertThat(mayEnd(AGGREGATE)).isTrue();
        assertThat(mayEnd("6001" + "0004" + IDR + "0006" + VPS)).isFalse();
    }

    @Test
    void putsAggregatesAndFragmentsTogether() {
        PictureDepacketizer depacketizer =
                H265Format.parse(96, Map.of()).orElseThrow().depacketizer();
        assertThat(depacketizer.push(packet(AGGREGATE, 1, 7, true)))
                .hasValue(bytes("00000001" + VPS + "00000001" + PPS + "00000001" + IDR));
        assertThat(depacketizer.push(packet(FIRST_OF_IDR, 2, 8, false))).isEmpty();
        assertThat(depacketizer.push(packet("6201" + "53" + "0607", 3, 8, true)))
                .hasValue(bytes("00000001" + "2601" + "af05" + "0607"));
        assertThat(depacketizer.incomplete()).isZero();
    }

    @Test
    void tellsParameterSetsApart() {
        List<Integer> keys = new ArrayList<>();
        for (RtpPacket packet : StrangersStream.H265.packets().subList(0, 6)) {
            H265Payload.forEachUnit(
                    packet.getBuffer(), packet.payloadAt(), packet.payloadLength(), (bytes, at, n, last) -> {
                        int key = ParameterSetSyntax.H265.key(bytes, at, n);
                        if (key >= 0 && !keys.contains(key)) {
                            keys.add(key);
                        }
                    });
        }
        assertThat(keys).containsExactly(H265Payload.VPS << 8, H265Payload.SPS << 8, H265Payload.PPS << 8);
        assertThat(key("4401" + "28")).as("PPS 4").isEqualTo(H265Payload.PPS << 8 | 4);
        // One more sub-layer, of which both profile and level are told: 2 + 14 bits of flags, 88 + 8 bits.
        String layered = "4201" + "03" + "01".repeat(12) + "c000" + "01".repeat(12) + "60";
        assertThat(key(layered)).as("SPS 2").isEqualTo(H265Payload.SPS << 8 | 2);
        assertThat(key(IDR)).isNegative();
        for (int length = 0; length < 15; length++) {
            assertThat(key(layered.substring(0, 2 * length))).isNegative();
        }
    }

    @Test
    void takesWhateverComes() {
        Random random = new Random(265);
        PictureDepacketizer depacketizer =
                H265Format.parse(96, Map.of()).orElseThrow().depacketizer();
        byte[] good = bytes(AGGREGATE);
        for (int i = 0; i < 50_000; i++) {
            byte[] payload = Arrays.copyOf(good, random.nextInt(good.length + 1));
            for (int flips = random.nextInt(4); flips > 0 && payload.length > 0; flips--) {
                payload[random.nextInt(payload.length)] ^= (byte) (1 << random.nextInt(8));
            }
            String hex = HexFormat.of().formatHex(payload);
            key(hex);
            mayEnd(hex);
            depacketizer.push(packet(hex, i & 0xFFFF, random.nextInt(3) + i / 4L, random.nextBoolean()));
        }
        assertThat(depacketizer.incomplete()).isPositive();
    }

    @Test
    void readsWhatAPartyCanTake() {
        H265Format said = parse(Map.of("level-id", "120", "Profile-Id", "1", "tier-flag", "0"));
        assertThat(said).isEqualTo(H265Format.inDecodingOrder(96, 1, 0, 120));
        assertThat(said.maxFs()).isEqualTo(8_704);
        assertThat(said.maxBr()).isEqualTo(12_000_000);
        assertThat(said.within(93).fmtp()).isEqualTo("profile-id=1;tier-flag=0;level-id=93");
        assertThat(parse(Map.of())).isEqualTo(H265Format.inDecodingOrder(96, 1, 0, 93));
        assertThat(parse(Map.of("level-id", "999", "profile-id", "x")))
                .isEqualTo(H265Format.inDecodingOrder(96, 1, 0, 93));
        assertThat(parse(Map.of("sprop-max-don-diff", "2", "sprop-depack-buf-nalus", "300")))
                .isEqualTo(new H265Format(96, 1, 0, 93, 2, 300));
        assertThat(H265Format.parse(96, Map.of("tx-mode", "MRST"))).isEmpty();
    }

    @Test
    void takesWhatItsProfileAndLevelDecode() {
        H265Format main = parse(Map.of());
        H265Format main10 = parse(Map.of("profile-id", "2"));
        H265Format larger = parse(Map.of("level-id", "120"));
        assertThat(main10.canTake(main, Optional.empty(), true)).isTrue();
        assertThat(main.misfit(main10, Optional.empty(), true))
                .hasValue(new PictureMisfit(PictureMisfit.Limit.PROFILE, "2", "1"));
        assertThat(main.misfit(larger, Optional.empty(), true))
                .hasValue(new PictureMisfit(PictureMisfit.Limit.LEVEL, "4", "3.1"));
        assertThat(larger.canTake(main, Optional.empty(), true)).isTrue();
        assertThat(Vp8Format.parse(97, Map.of()).misfit(main, Optional.empty(), false))
                .hasValue(new PictureMisfit(PictureMisfit.Limit.CODEC, "H265", "VP8"));
    }

    private static H265Format parse(Map<String, String> parameters) {
        return H265Format.parse(96, parameters).orElseThrow();
    }

    private static int inspect(String payload) {
        return H265Payload.inspect(bytes(payload), 0, payload.length() / 2);
    }

    private static boolean mayEnd(String payload) {
        return H265Payload.mayEndPicture(bytes(payload), 0, payload.length() / 2);
    }

    private static int key(String unit) {
        return ParameterSetSyntax.H265.key(bytes(unit), 0, unit.length() / 2);
    }

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex);
    }

    private static RtpPacket packet(String payload, int sequence, long timestamp, boolean marker) {
        byte[] bytes = bytes("80" + "00".repeat(RtpPacket.FIXED_HEADER - 1) + payload);
        RtpPacket packet = new RtpPacket().wrap(bytes, 0, bytes.length);
        packet.sequenceNumber(sequence);
        packet.timestamp(timestamp);
        packet.marker(marker);
        return packet;
    }
}
