package org.courtbridge.media.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.courtbridge.codecs.payload.H261Format;
import org.courtbridge.codecs.payload.H263Format;
import org.courtbridge.codecs.payload.H264Format;
import org.courtbridge.codecs.payload.H265Format;
import org.courtbridge.codecs.payload.PictureFormat;
import org.courtbridge.codecs.payload.Vp8Format;
import org.courtbridge.codecs.payload.Vp9Format;
import org.courtbridge.codecs.rtp.RtpPacket;

/**
 * A hearing in which a room of each format sends pictures with octets changed, missing packets and wrong markers, while one
 * room sends as it should: a phone that sees them all sees that one untouched.
 */
final class SpoiltStreams {

    private static final int PICTURES = 45;
    private static final int PAYLOAD_TYPE = PictureParty.PAYLOAD_TYPE;

    /** Of so many packets one is changed. */
    private static final int CHANGED = 10;

    private final Random random;
    private final Map<String, List<RtpPacket>> recorded = new LinkedHashMap<>();
    private long sent;
    private long changed;
    private long seen;

    SpoiltStreams(long seed) throws IOException {
        random = new Random(seed);
        for (String name : formats().keySet()) {
            recorded.put(name, recorded(name));
        }
    }

    private static Map<String, PictureFormat> formats() {
        Map<String, PictureFormat> formats = new LinkedHashMap<>();
        formats.put("h261", H261Format.parse(PAYLOAD_TYPE, Map.of("CIF", "1")));
        formats.put("h263", H263Format.parse(PAYLOAD_TYPE, H263Format.Form.H263, Map.of("CIF", "1")));
        formats.put("h263-1998", H263Format.parse(PAYLOAD_TYPE, H263Format.Form.H263_1998, Map.of("CIF", "1")));
        formats.put("h264", H264Format.ofLevel(PAYLOAD_TYPE, 100, 0, 31, 1));
        formats.put("h265", H265Format.inDecodingOrder(PAYLOAD_TYPE, 1, 0, 93));
        formats.put("vp8", Vp8Format.parse(PAYLOAD_TYPE, Map.of()));
        formats.put("vp9", Vp9Format.parse(PAYLOAD_TYPE, Map.of()));
        return formats;
    }

    /** As another coded and packed it. */
    static List<RtpPacket> recorded(String name) throws IOException {
        Path file = Path.of("../codecs/src/test/resources/org/courtbridge/codecs/payload/" + name + ".rtp");
        ByteBuffer framed = ByteBuffer.wrap(Files.readAllBytes(file));
        List<RtpPacket> packets = new ArrayList<>();
        while (framed.hasRemaining()) {
            byte[] bytes = new byte[Short.toUnsignedInt(framed.getShort())];
            framed.get(bytes);
            packets.add(new RtpPacket().wrap(bytes, 0, bytes.length));
        }
        return packets;
    }

    /** One hearing, of a second and a half. */
    void play() {
        Map<String, PictureParty> spoilt = new LinkedHashMap<>();
        Map<String, Integer> places = new LinkedHashMap<>();
        try (PictureHearing hearing = new PictureHearing(8);
                Camera camera = new Camera()) {
            formats().forEach((name, format) -> spoilt.put(name, hearing.room(name, format)));
            PictureParty good = hearing.room("good");
            good.kept = Optional.of(new ArrayList<>());
            PictureParty phone = hearing.browser("phone", 1 + spoilt.size());
            List<PictureParty> all = new ArrayList<>(spoilt.values());
            all.add(good);
            all.add(phone);
            hearing.admit(all.toArray(PictureParty[]::new));
            for (int picture = 0; picture < PICTURES; picture++) {
                spoilt.forEach((name, room) -> places.merge(
                        name,
                        0,
                        (at, zero) -> sendPicture(room, recorded.getOrDefault(name, List.of()), at, hearing.now())));
                camera.film(hearing, good, 1);
            }
            settle(hearing, phone);
            assertUntouched(phone, good, camera);
        }
    }

    /** Waits until the workers have done all that is left, and nothing more comes of it. */
    private static void settle(PictureHearing hearing, PictureParty phone) {
        int before = -1;
        for (int quiet = 0; quiet < 3; ) {
            hearing.coded();
            int count = phone.transport.sent.size();
            quiet = count == before ? quiet + 1 : 0;
            before = count;
        }
    }

    /** @return where the next picture begins */
    private int sendPicture(PictureParty room, List<RtpPacket> packets, int from, long now) {
        room.timestamp += 3_000;
        int at = from % packets.size();
        long timestamp = packets.get(at).timestamp();
        for (; at < packets.size() && packets.get(at).timestamp() == timestamp; at++) {
            send(room, packets.get(at), now);
        }
        return at;
    }

    private void send(PictureParty room, RtpPacket packet, long now) {
        int at = packet.payloadAt();
        byte[] payload = Arrays.copyOfRange(packet.getBuffer(), at, at + packet.payloadLength());
        boolean marker = packet.marker();
        sent++;
        if (random.nextInt(CHANGED) == 0) {
            changed++;
            switch (random.nextInt(5)) {
                case 0 -> room.sequence = room.sequence + 1 & 0xFFFF;
                case 1 -> marker = !marker;
                case 2 -> payload = Arrays.copyOf(payload, random.nextInt(payload.length + 1));
                case 3 -> flip(payload, 4);
                default -> flip(payload, payload.length);
            }
        }
        room.send(payload, marker, now);
    }

    private void flip(byte[] bytes, int within) {
        for (int i = random.nextInt(8); i >= 0; i--) {
            bytes[random.nextInt(Math.min(within, bytes.length))] ^= (byte) (1 << random.nextInt(8));
        }
    }

    private void assertUntouched(PictureParty phone, PictureParty good, Camera camera) {
        int slot = slotOf(phone, "Party " + good.id());
        List<RtpPacket> received = phone.received(slot);
        List<byte[]> theirs = good.kept.orElseThrow();
        List<byte[]> ours = received.stream().map(SpoiltStreams::payload).toList();
        // From a keyframe on, which comes within its first pictures, to the last.
        assertThat(theirs.size() - ours.size()).isBetween(0, theirs.size() / 4);
        for (int i = 1; i <= ours.size(); i++) {
            assertThat(ours.get(ours.size() - i)).isEqualTo(theirs.get(theirs.size() - i));
        }
        seen += received.stream().map(RtpPacket::timestamp).distinct().count();
        assertThat(camera.filmed()).isEqualTo(PICTURES);
    }

    private static byte[] payload(RtpPacket packet) {
        int at = packet.payloadAt();
        return Arrays.copyOfRange(packet.getBuffer(), at, at + packet.payloadLength());
    }

    private static int slotOf(PictureParty phone, String name) {
        for (Map.Entry<String, String> slot : phone.names().entrySet()) {
            if (slot.getValue().equals(name)) {
                return Integer.parseInt(slot.getKey().substring(1));
            }
        }
        throw new AssertionError(name + " is in no slot of " + phone.names());
    }

    long changed() {
        return changed;
    }

    /** Pictures of the good room. */
    long seen() {
        return seen;
    }

    @Override
    public String toString() {
        return "sent=%d changed=%d seen=%d".formatted(sent, changed, seen);
    }
}
