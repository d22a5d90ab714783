package org.courtbridge.media.audio;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.courtbridge.codecs.payload.TelephoneEvent;
import org.courtbridge.codecs.rtp.RtpPacket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys as devices send them. */
class KeyPressesTest {

    private final KeyPresses presses = new KeyPresses();
    private final StringBuilder heard = new StringBuilder();
    private int sequence = 65_530;
    private long timestamp = 0xFFFF_FF00L;

    private RtpPacket packet(long at, int key, boolean end, int duration, boolean marker) {
        byte[] bytes = new byte[RtpPacket.FIXED_HEADER + 4];
        bytes[0] = (byte) 0x80;
        new TelephoneEvent(key, end, 10, duration).write(bytes, RtpPacket.FIXED_HEADER);
        RtpPacket packet = new RtpPacket().wrap(bytes, 0, bytes.length);
        packet.marker(marker);
        packet.sequenceNumber(sequence++ & 0xFFFF);
        packet.timestamp(at & 0xFFFF_FFFFL);
        return packet;
    }

    /** A press of 100 ms in five packets, the last three times. */
    private List<RtpPacket> press(int key, int clockRate, boolean marker) {
        List<RtpPacket> packets = new ArrayList<>();
        int step = clockRate / 50;
        for (int i = 1; i <= 5; i++) {
            packets.add(packet(timestamp, key, false, i * step, marker && i == 1));
        }
        for (int i = 0; i < 3; i++) {
            packets.add(packet(timestamp, key, true, 6 * step, false));
        }
        timestamp += clockRate / 5;
        return packets;
    }

    private String hear(List<RtpPacket> packets) {
        heard.setLength(0);
        packets.forEach(packet -> presses.packet(packet).ifPresent(heard::append));
        return heard.toString();
    }

    @ParameterizedTest
    @ValueSource(ints = {8_000, 16_000, 48_000})
    void oncePerPressAtWhateverClockWithAMarkerOrWithout(int clockRate) {
        List<RtpPacket> packets = new ArrayList<>();
        packets.addAll(press(1, clockRate, true));
        packets.addAll(press(1, clockRate, false));
        packets.addAll(press(11, clockRate, false));
        packets.addAll(press(0, clockRate, true));
        assertThat(hear(packets)).isEqualTo("11#0");
    }

    @Test
    void anyPacketOfAPressWillDoInAnyOrder() {
        Random random = new Random(4);
        for (int i = 0; i < 200; i++) {
            List<RtpPacket> packets = press(7, 8_000, random.nextBoolean());
            Collections.shuffle(packets, random);
            int kept = random.nextInt(1, packets.size() + 1);
            assertThat(hear(packets.subList(0, kept))).isEqualTo("7");
        }
    }

    /** As Sonus sends them. */
    @Test
    void aTimestampForEachPacketIsOnePressAllTheSame() {
        List<RtpPacket> packets = new ArrayList<>();
        for (int press = 0; press < 3; press++) {
            for (int i = 1; i <= 5; i++) {
                packets.add(packet(timestamp += 160, 5, false, i * 160, i == 1));
            }
            for (int i = 0; i < 3; i++) {
                packets.add(packet(timestamp += 160, 5, true, 960, false));
            }
        }
        packets.remove(2);
        assertThat(hear(packets)).isEqualTo("555");
    }

    @Test
    void aTimestampForTwoPressesIsTwoPressesAllTheSame() {
        long same = timestamp;
        List<RtpPacket> packets = press(3, 8_000, false);
        timestamp = same;
        packets.addAll(press(4, 8_000, false));
        timestamp = same;
        packets.addAll(press(4, 8_000, false));
        assertThat(hear(packets)).isEqualTo("344");
    }

    @Test
    void aPressOfManySecondsIsOne() {
        List<RtpPacket> packets = new ArrayList<>();
        packets.add(packet(timestamp, 9, false, 400, true));
        packets.add(packet(timestamp, 9, false, 0xFFFF, false));
        packets.add(packet(timestamp + 0xFFFF, 9, false, 800, false));
        packets.add(packet(timestamp + 0xFFFF, 9, true, 1_200, false));
        assertThat(hear(packets)).isEqualTo("9");
    }

    @Test
    void whatIsTooShortOrNoKeyIsNone() {
        RtpPacket flash = packet(timestamp, 16, true, 400, true);
        assertThat(hear(List.of(flash))).isEmpty();
        RtpPacket cut = packet(timestamp, 1, true, 400, true);
        cut.wrap(cut.getBuffer(), 0, RtpPacket.FIXED_HEADER + 3);
        assertThat(hear(List.of(cut))).isEmpty();
    }
}
