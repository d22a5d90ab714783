package org.courtbridge.media.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.courtbridge.codecs.payload.H264Format;
import org.courtbridge.codecs.payload.ParameterSetSyntax;
import org.courtbridge.codecs.payload.SpropParameterSets;
import org.courtbridge.codecs.rtp.RtpPacket;
import org.courtbridge.media.leg.LegStatistics.Direction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Streams of H.264 as devices packetise them, and what a receiver gets of them. */
class PictureDialectsTest {

    private static final String BASE64_SETS = base64(PictureParty.SPS) + "," + base64(PictureParty.PPS);

    /** A second picture parameter set, number 1, of the same sequence. */
    private static final byte[] SECOND_PPS = HexFormat.of().parseHex("685a0f20");

    private final PictureHearing hearing = new PictureHearing();
    private final PictureParty room = hearing.room("A");
    private final PictureParty phone = hearing.browser("B", 1);

    @AfterEach
    void close() {
        hearing.close();
    }

    private static String base64(byte[] unit) {
        return Base64.getEncoder().encodeToString(unit);
    }

    private static byte[] slice(int header, int size) {
        byte[] slice = new byte[size];
        slice[0] = (byte) header;
        slice[1] = (byte) 0x88;
        slice[2] = 'A';
        return slice;
    }

    private static byte[] aggregate(byte[]... units) {
        byte[] aggregate = new byte
                [1 + Arrays.stream(units).mapToInt(unit -> 2 + unit.length).sum()];
        aggregate[0] = 0x78;
        int at = 1;
        for (byte[] unit : units) {
            aggregate[at] = (byte) (unit.length >> 8);
            aggregate[at + 1] = (byte) unit.length;
            System.arraycopy(unit, 0, aggregate, at + 2, unit.length);
            at += 2 + unit.length;
        }
        return aggregate;
    }

    private static byte[] fragment(int flags, int type, int size) {
        byte[] fragment = new byte[size];
        fragment[0] = 0x7C;
        fragment[1] = (byte) (flags | type);
        fragment[2] = (byte) 0x88;
        return fragment;
    }

    private List<Integer> types(PictureParty receiver) {
        return receiver.transport.packets().stream()
                .map(packet -> packet.getBuffer()[packet.payloadAt()] & 0x1F)
                .toList();
    }

    private List<Boolean> markers(PictureParty receiver) {
        return receiver.transport.packets().stream().map(RtpPacket::marker).toList();
    }

    private void send(byte[]... payloads) {
        send(payloads.length - 1, payloads);
    }

    /** One picture; the marker on one of its packets. */
    private void send(int marked, byte[]... payloads) {
        room.timestamp += 6000;
        for (int i = 0; i < payloads.length; i++) {
            room.send(payloads[i], i == marked, hearing.now());
        }
    }

    @Test
    void singleUnitsAggregatesAndFragmentsMayBeMixedInOnePicture() {
        hearing.admit(room, phone);
        send(
                aggregate(PictureParty.SPS, PictureParty.PPS),
                fragment(0x80, 5, 900),
                fragment(0, 5, 900),
                fragment(0x40, 5, 30),
                slice(0x65, 400));
        send(
                slice(0x41, 300),
                aggregate(slice(0x41, 40), slice(0x41, 50)),
                fragment(0x80, 1, 900),
                fragment(0x40, 1, 9));
        assertThat(types(phone)).containsExactly(24, 28, 28, 28, 5, 1, 24, 28, 28);
        assertThat(markers(phone)).containsExactly(false, false, false, false, true, false, false, false, true);
        hearing.later(1100);
        assertThat(hearing.stream(room, Direction.RECEIVED).content().keyframes())
                .isEqualTo(1);
        assertThat(hearing.stream(room, Direction.RECEIVED).content().frames()).isEqualTo(2);
    }

    private static H264Format interleaved(int depth) {
        return H264Format.parse(
                PictureParty.PAYLOAD_TYPE,
                Map.of(
                        "profile-level-id",
                        "42e01f",
                        "packetization-mode",
                        "2",
                        "sprop-interleaving-depth",
                        Integer.toString(depth)));
    }

    /** STAP-B (RFC 6184, section 5.7.1). */
    private static byte[] numbered(int number, byte[]... units) {
        byte[] plain = aggregate(units);
        byte[] numbered = new byte[plain.length + 2];
        numbered[0] = 0x79;
        numbered[1] = (byte) (number >> 8);
        numbered[2] = (byte) number;
        System.arraycopy(plain, 1, numbered, 3, plain.length - 1);
        return numbered;
    }

    @Test
    void aRoomThatInterleavesIsSeenByThoseWhoDoNotKnowThat() {
        PictureParty interleaving = hearing.room("I", interleaved(1));
        hearing.admit(interleaving, phone);
        interleaving.timestamp += 6000;
        interleaving.send(numbered(0xFFFF, PictureParty.SPS, PictureParty.PPS), false, hearing.now());
        interleaving.send(numbered(2, slice(0x65, 400)), false, hearing.now());
        interleaving.send(numbered(1, slice(0x65, 300)), true, hearing.now());
        interleaving.timestamp += 6000;
        interleaving.send(numbered(3, slice(0x41, 200)), true, hearing.now());
        hearing.later(50);

        assertThat(types(phone)).containsExactly(7, 8, 5, 5, 1);
        assertThat(phone.transport.packets().stream().map(RtpPacket::payloadLength))
                .containsExactly(PictureParty.SPS.length, PictureParty.PPS.length, 300, 400, 200);
        assertThat(markers(phone)).containsExactly(false, false, false, true, true);
    }

    @Test
    void aRoomThatTakesInterleavedPicturesAloneIsSentSuch() {
        PictureParty taker = hearing.room("I", interleaved(0));
        hearing.admit(room, taker);
        send(
                aggregate(PictureParty.SPS, PictureParty.PPS),
                fragment(0x80, 5, 900),
                fragment(0, 5, 900),
                fragment(0x40, 5, 30));
        send(slice(0x41, 300));

        assertThat(types(taker)).containsExactly(25, 25, 29, 28, 28, 25);
        List<RtpPacket> sent = taker.transport.packets();
        RtpPacket last = sent.getLast();
        byte[] expected = numbered(last.sequenceNumber(), slice(0x41, 300));
        expected[0] = 0x59;
        assertThat(Arrays.copyOfRange(last.getBuffer(), last.payloadAt(), last.payloadAt() + last.payloadLength()))
                .isEqualTo(expected);
    }

    @Test
    void parameterSetsOutOfBandComeBeforeTheFirstKeyframe() {
        room.parameterSets =
                Map.of(PictureParty.PAYLOAD_TYPE, new SpropParameterSets(ParameterSetSyntax.H264, BASE64_SETS));
        hearing.admit(room, phone);
        send(slice(0x65, 500));
        send(slice(0x41, 500));
        assertThat(types(phone)).containsExactly(7, 8, 5, 1);
        assertThat(phone.transport.packets().getFirst().payloadLength()).isEqualTo(PictureParty.SPS.length);
    }

    @Test
    void whatIsOutOfBandSaysWhomThePictureFits() {
        room.parameterSets =
                Map.of(PictureParty.PAYLOAD_TYPE, new SpropParameterSets(ParameterSetSyntax.H264, BASE64_SETS));
        PictureParty small = hearing.room("S", H264Format.ofLevel(PictureParty.PAYLOAD_TYPE, 66, 0xE0, 13, 1));
        hearing.admit(room, small);
        send(slice(0x65, 500));
        hearing.run();
        assertThat(small.transport.packets()).isEmpty();
        assertThat(hearing.statistics(small).blocked()).hasSize(1);
    }

    @Test
    void whatCameWithThePicturesHoldsUntilTheDescriptionSaysSomethingNew() {
        room.parameterSets =
                Map.of(PictureParty.PAYLOAD_TYPE, new SpropParameterSets(ParameterSetSyntax.H264, BASE64_SETS));
        hearing.admit(room, phone);
        byte[] changed = PictureParty.PPS.clone();
        changed[3]++;
        send(changed, slice(0x65, 500));
        hearing.bridge.renegotiated(room.id(), room.media());
        hearing.run();
        phone.transport.forget();
        PictureParty late = hearing.browser("C", 2);
        hearing.admit(room, phone, late);
        send(slice(0x65, 500));
        assertThat(late.transport.packets().get(1).getBuffer()).endsWith(changed);

        room.parameterSets = Map.of(
                PictureParty.PAYLOAD_TYPE,
                new SpropParameterSets(
                        ParameterSetSyntax.H264, base64(PictureParty.SPS) + "," + base64(SECOND_PPS) + ",%%%,QQ=="));
        hearing.bridge.renegotiated(room.id(), room.media());
        hearing.run();
        PictureParty later = hearing.browser("D", 3);
        hearing.admit(room, phone, late, later);
        send(slice(0x65, 500));
        assertThat(types(later)).containsExactly(7, 8, 8, 5);
    }

    @Test
    void aStreamWithSeveralPictureParameterSetsBeginsWithThemAll() {
        hearing.admit(room);
        send(PictureParty.SPS, PictureParty.PPS, SECOND_PPS, slice(0x65, 500));
        hearing.admit(room, phone);
        send(slice(0x65, 500));
        assertThat(types(phone)).containsExactly(7, 8, 8, 5);
        assertThat(phone.transport.packets().get(2).getBuffer()).endsWith(SECOND_PPS);
    }

    @Test
    void parameterSetsThatChangeInMidCallAreGoneAlongWith() {
        byte[] smaller = HexFormat.of().parseHex("6742c00dd900b04a20");
        hearing.admit(room, phone);
        send(PictureParty.SPS, PictureParty.PPS, slice(0x65, 500));
        send(smaller, PictureParty.PPS, slice(0x65, 500));
        PictureParty late = hearing.browser("C", 2);
        hearing.admit(room, phone, late);
        send(slice(0x65, 500));
        assertThat(types(phone)).containsExactly(7, 8, 5, 7, 8, 5, 5);
        assertThat(late.transport.packets().getFirst().getBuffer()).endsWith(smaller);
    }

    @Test
    void markersOnEveryPacketAreTakenOffAllButTheLast() {
        hearing.admit(room, phone);
        for (int picture = 0; picture < 4; picture++) {
            room.timestamp += 6000;
            for (byte[] payload : List.of(PictureParty.SPS, PictureParty.PPS, slice(0x65, 500), slice(0x65, 400))) {
                room.send(payload, true, hearing.now());
            }
            hearing.later(67);
        }
        assertThat(types(phone)).containsExactly(7, 8, 5, 5, 7, 8, 5, 5, 7, 8, 5, 5, 7, 8, 5, 5);
        // What comes before slices is no end in any case; the slices of the first two gave it away.
        assertThat(markers(phone).subList(8, 16)).containsExactly(false, false, false, true, false, false, false, true);
        assertThat(markers(phone).subList(0, 2)).containsExactly(false, false);
    }

    @Test
    void markersThatAreMissingAreSetSoonAfterTheLastPacket() {
        hearing.admit(room, phone);
        for (int picture = 0; picture < 4; picture++) {
            send(-1, PictureParty.SPS, PictureParty.PPS, slice(0x65, 500), slice(0x65, 400));
            hearing.later(20);
            if (picture > 1) {
                assertThat(markers(phone).subList(4 * picture, phone.transport.sent.size()))
                        .as("20 ms after picture %d", picture)
                        .containsExactly(false, false, false, true);
            }
            hearing.later(47);
        }
    }

    @Test
    void ofPacketsThatComeFarApartNoneIsTakenForTheLastForLong() {
        hearing.admit(room, phone);
        for (int picture = 0; picture < 8; picture++) {
            room.timestamp += 6000;
            for (byte[] payload : List.of(PictureParty.SPS, PictureParty.PPS, slice(0x65, 500), slice(0x65, 400))) {
                room.send(payload, false, hearing.now());
                hearing.later(15);
            }
        }
        hearing.later(200);
        assertThat(markers(phone).subList(12, 32))
                .as("from the fourth picture on")
                .isEqualTo(Collections.nCopies(5, List.of(false, false, false, true)).stream()
                        .flatMap(List::stream)
                        .toList());
    }

    @Test
    void anHonestSourceIsNotHeldUpByALossNorByALateOne() {
        hearing.admit(room, phone);
        send(PictureParty.SPS, PictureParty.PPS, slice(0x65, 500));
        for (int picture = 0; picture < 20; picture++) {
            send(1, slice(0x41, 300), slice(0x41, 300));
            room.sequence++;
            send(1, slice(0x41, 300), slice(0x41, 300));
        }
        assertThat(phone.transport.sent).hasSize(83);
        assertThat(markers(phone).subList(3, 83)).containsSequence(false, true, false, true);
    }

    @Test
    void onlyThePayloadIsForwarded() {
        hearing.admit(room, phone);
        room.sendKeyframe(hearing.now());
        RtpPacket dressed = dressed(slice(0x41, 500));
        room.transport.arrive(dressed, hearing.now());
        // Nothing but padding, as bandwidth probes are: numbers go on without it.
        RtpPacket padding = dressed(new byte[0]);
        room.transport.arrive(padding, hearing.now());
        room.sendPicture(hearing.now());
        List<RtpPacket> sent = phone.transport.packets();
        assertThat(phone.seen(0)).isEqualTo("AAA");
        RtpPacket forwarded = sent.get(3);
        assertThat(forwarded.getLength()).isEqualTo(RtpPacket.FIXED_HEADER + 500);
        assertThat(forwarded.getBuffer()[0]).isEqualTo((byte) 0x80);
        assertThat(sent.get(4).sequenceNumber()).isEqualTo(forwarded.sequenceNumber() + 1 & 0xFFFF);
    }

    /** With one contributing source, an extension of two-byte elements (RFC 8285) and three bytes of padding. */
    private RtpPacket dressed(byte[] payload) {
        room.timestamp += 3000;
        int header = RtpPacket.FIXED_HEADER + 4 + 8;
        byte[] bytes = new byte[header + payload.length + 3];
        bytes[0] = (byte) (0x80 | 0x20 | 0x10 | 1);
        bytes[RtpPacket.FIXED_HEADER + 4] = 0x10;
        bytes[RtpPacket.FIXED_HEADER + 7] = 1;
        bytes[RtpPacket.FIXED_HEADER + 8] = 5;
        bytes[RtpPacket.FIXED_HEADER + 9] = 2;
        System.arraycopy(payload, 0, bytes, header, payload.length);
        bytes[bytes.length - 1] = 3;
        RtpPacket packet = new RtpPacket().wrap(bytes, 0, bytes.length);
        packet.payloadType(PictureParty.PAYLOAD_TYPE);
        packet.marker(true);
        packet.sequenceNumber(room.sequence++ & 0xFFFF);
        packet.timestamp(room.timestamp);
        packet.ssrc(room.ssrc);
        return packet;
    }

    @Test
    void whatComesTwoPacketsLateKeepsItsPlace() {
        hearing.admit(room, phone);
        room.sendKeyframe(hearing.now());
        int first = phone.transport.packets().getLast().sequenceNumber();
        int base = room.sequence;
        for (int ahead : new int[] {1, 2, 0, 4, 5, 3}) {
            room.sequence = base + ahead & 0xFFFF;
            room.timestamp = 80_000 + 3000L * ahead;
            room.send(slice(0x41, 500), true, hearing.now());
        }
        assertThat(phone.transport.packets().stream()
                        .skip(3)
                        .map(packet -> packet.sequenceNumber() - first & 0xFFFF)
                        .toList())
                .containsExactly(2, 3, 1, 5, 6, 4);
        hearing.later(1100);
        assertThat(hearing.stream(room, Direction.RECEIVED).network().lost()).isZero();
    }
}
