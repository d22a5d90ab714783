package org.courtbridge.media.video.receive;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.courtbridge.codecs.payload.H264Format;
import org.courtbridge.codecs.rtp.RtpPacket;
import org.junit.jupiter.api.Test;

class MarkerRepairTest {

    private static final long MILLISECOND = 1_000_000;
    private static final byte SLICE = 0x41;

    private final H264Format format = H264Format.parse(96, Map.of());
    private final MarkerRepair markers = new MarkerRepair();
    private final List<String> given = new ArrayList<>();
    private int sequence = 65_530;
    private long now = -5 * MILLISECOND;

    /** Sends a picture of some packets, a millisecond apart. */
    private void picture(int timestamp, int packets, boolean marked) {
        for (int i = 1; i <= packets; i++) {
            put(sequence++, timestamp, marked && i == packets, SLICE);
            now += MILLISECOND;
        }
    }

    private void put(int number, int timestamp, boolean marker, byte... payload) {
        byte[] bytes = new byte[RtpPacket.FIXED_HEADER + payload.length];
        bytes[0] = (byte) 0x80;
        System.arraycopy(payload, 0, bytes, RtpPacket.FIXED_HEADER, payload.length);
        RtpPacket packet = new RtpPacket().wrap(bytes, 0, bytes.length);
        packet.sequenceNumber(number & 0xFFFF);
        packet.timestamp(timestamp);
        packet.marker(marker);
        markers.put(packet, format, now);
        take();
    }

    private void take() {
        for (RtpPacket packet = markers.next(now); packet != null; packet = markers.next(now)) {
            given.add(packet.timestamp() + (packet.marker() ? "!" : ""));
        }
    }

    /** A source that sets no markers is known after two pictures. */
    private void becomeDistrusted() {
        picture(1, 2, false);
        picture(2, 2, false);
        picture(3, 1, false);
        given.clear();
    }

    @Test
    void aSourceThatMarksItsPicturesPassesAtOnce() {
        picture(1, 2, true);
        picture(2, 3, true);
        assertThat(given).containsExactly("1", "1!", "2", "2", "2!");
        assertThat(markers.untilDue(now)).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void theNextPacketTellsWhetherOneWasTheLastOfItsPicture() {
        becomeDistrusted();
        picture(3, 2, false);
        assertThat(given).containsExactly("3", "3");
        picture(4, 1, false);
        assertThat(given).containsExactly("3", "3", "3!");
    }

    @Test
    void aMarkerInTheMiddleOfAPictureIsTakenAway() {
        becomeDistrusted();
        picture(3, 1, true);
        picture(3, 1, false);
        picture(4, 1, false);
        assertThat(given).containsExactly("3", "3", "3!");
    }

    @Test
    void afterAPauseTheLastOneIsBelievedToBeThat() {
        becomeDistrusted();
        assertThat(markers.untilDue(now)).isEqualTo(9 * MILLISECOND);
        now += 8 * MILLISECOND;
        take();
        assertThat(given).isEmpty();
        now += MILLISECOND;
        take();
        assertThat(given).containsExactly("3!");
        assertThat(markers.untilDue(now)).isEqualTo(Long.MAX_VALUE);
    }

    /** More of the picture came after the pause, so the source needs longer ones. */
    @Test
    void aPauseThatWasTooShortIsDoubled() {
        becomeDistrusted();
        now += 9 * MILLISECOND;
        take();
        picture(3, 1, false);
        assertThat(markers.untilDue(now)).isEqualTo(19 * MILLISECOND);
    }

    @Test
    void paddingPassesWithoutAWord() {
        becomeDistrusted();
        put(sequence, 3, false);
        assertThat(given).containsExactly("3");
        assertThat(markers.untilDue(now)).isLessThan(Long.MAX_VALUE);
    }

    @Test
    void aLatePacketPassesAtOnceAndIsTheLastIfTheNextPictureHasCome() {
        becomeDistrusted();
        sequence++;
        picture(4, 1, false);
        given.clear();
        put(sequence - 2, 3, false, SLICE);
        assertThat(given).containsExactly("3!");
    }

    @Test
    void aSourceThatMarksItsPicturesForLongIsBelievedAgain() {
        becomeDistrusted();
        for (int i = 4; i < 300; i++) {
            picture(i, 1, true);
        }
        assertThat(given)
                .containsExactlyElementsOf(IntStream.range(3, 300)
                        .mapToObj(picture -> picture + "!")
                        .toList());
        assertThat(markers.untilDue(now)).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void nothingOfBeforeComesAfterANewBeginning() {
        becomeDistrusted();
        markers.restart();
        now += 100 * MILLISECOND;
        take();
        assertThat(given).isEmpty();
    }
}
