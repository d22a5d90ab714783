package org.courtbridge.h323.q931;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TpktDecoderTest {

    private static final String TWO = "03000007" + "080201" + "03000005" + "aa";

    private final TpktDecoder decoder = new TpktDecoder(TpktDecoder.MAX_CONTENTS);
    private final List<String> contents = new ArrayList<>();

    private void take(String hex) {
        decoder.take(
                HexFormat.of().parseHex(hex),
                packet -> contents.add(HexFormat.of().formatHex(packet)));
    }

    @Test
    void findsSeveralPacketsInOneSegment() {
        take(TWO);

        assertThat(contents).containsExactly("080201", "aa");
        assertThat(decoder.pending()).isZero();
    }

    @Test
    void findsPacketsOctetByOctet() {
        for (int i = 0; i < TWO.length(); i += 2) {
            take(TWO.substring(i, i + 2));
        }

        assertThat(contents).containsExactly("080201", "aa");
    }

    @Test
    void findsPacketsHoweverTheyAreCut() {
        Random random = new Random(1);
        String many = TWO.repeat(50);
        for (int at = 0; at < many.length(); ) {
            int to = Math.min(many.length(), at + 2 * random.nextInt(9));
            take(many.substring(at, to));
            at = to;
        }

        assertThat(contents).hasSize(100);
    }

    @Test
    void passesOverPacketsThatOnlyKeepTheConnectionAlive() {
        take("03000004" + "03000005" + "aa" + "03000004");

        assertThat(contents).containsExactly("aa");
    }

    @Test
    void refusesAnotherVersionAfterWhatCameBefore() {
        assertThatThrownBy(() -> take("03000005aa" + "16030100"))
                .isInstanceOf(Q931Exception.class)
                .hasMessage("TPKT version: 22 (expected: 3)");
        assertThat(contents).containsExactly("aa");
    }

    @Test
    void refusesALengthThatHasNoRoomForTheHeader() {
        assertThatThrownBy(() -> take("03000003"))
                .isInstanceOf(Q931Exception.class)
                .hasMessage("TPKT length: 3 (expected: 4 to 65535)");
    }

    @Test
    void refusesAPacketBeyondTheLimit() {
        TpktDecoder small = new TpktDecoder(16);

        assertThatThrownBy(() -> small.take(HexFormat.of().parseHex("03000015"), contents -> {}))
                .isInstanceOf(Q931Exception.class)
                .hasMessage("TPKT length: 21 (expected: 4 to 20)");
    }

    /** Half a header that promises 64 kB costs what came of it. */
    @Test
    void holdsWhatCameAndNotWhatIsPromised() {
        take("0300ffff" + "aa");

        assertThat(decoder.pending()).isEqualTo(5);
        assertThat(contents).isEmpty();
    }

    @Test
    void takesThePacketsThatItMakes() {
        byte[] longest = new byte[TpktDecoder.MAX_CONTENTS];
        new Random(2).nextBytes(longest);
        List<byte[]> seen = new ArrayList<>();

        decoder.take(TpktDecoder.packet(longest), seen::add);

        assertThat(seen).containsExactly(longest);
        assertThatThrownBy(() -> TpktDecoder.packet(new byte[TpktDecoder.MAX_CONTENTS + 1]))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
