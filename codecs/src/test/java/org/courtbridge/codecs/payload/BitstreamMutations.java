package org.courtbridge.codecs.payload;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import org.courtbridge.codecs.rtp.RtpPacket;
import org.courtbridge.codecs.video.PictureDecoder;

/**
 * Streams of every format that comes in, again and again, with octets changed in packets and in coded pictures, with packets
 * missing, twice, out of order, cut or of another format.
 */
final class BitstreamMutations {

    /** Of so many packets, and of so many pictures, one is changed: most pictures must be good for the bad ones to get far. */
    private static final int PACKETS = 12;

    private static final int COMPLETE = 3;

    /** A decoder lives for so many rounds of its stream. */
    private static final int ROUNDS = 3;

    private final Random random;
    private final List<Played> streams = new ArrayList<>();

    private long packets;
    private long changed;
    private long pictures;
    private long shown;
    private long refused;
    private long incomplete;

    private record Played(PictureFormat format, List<RtpPacket> packets) {}

    BitstreamMutations(long seed) {
        random = new Random(seed);
        for (StrangersStream stream : StrangersStream.values()) {
            streams.add(new Played(stream.format(), stream.packets()));
        }
        streams.add(new Played(
                H264Format.parse(96, Map.of("packetization-mode", "2", "sprop-interleaving-depth", "2")),
                InterleavedStream.h264(seed, 2, InterleavedStream.units(StrangersStream.H264))
                        .packets()));
        streams.add(new Played(
                H265Format.parse(96, Map.of("sprop-max-don-diff", "60", "sprop-depack-buf-nalus", "2"))
                        .orElseThrow(),
                InterleavedStream.h265(seed, 2, InterleavedStream.units(StrangersStream.H265))
                        .packets()));
    }

    /** Plays every stream some times through a depacketizer and a decoder of its own. */
    void play() {
        for (Played stream : streams) {
            PictureDepacketizer depacketizer = stream.format().depacketizer();
            Optional<PlainPackets> plain = stream.format().plainPackets();
            try (PictureDecoder decoder = stream.format().coding().decoder()) {
                Consumer<RtpPacket> sink = packet -> push(packet, depacketizer, decoder);
                for (int round = 0; round < ROUNDS; round++) {
                    play(
                            stream.packets(),
                            round,
                            packet -> plain.ifPresentOrElse(
                                    order -> plain(order, packet, sink), () -> sink.accept(packet)));
                }
                refused += decoder.refused();
            }
            incomplete += depacketizer.incomplete();
        }
    }

    private static void plain(PlainPackets order, RtpPacket packet, Consumer<RtpPacket> sink) {
        order.put(packet);
        for (RtpPacket out = order.next(); out != null; out = order.next()) {
            sink.accept(out);
        }
    }

    private void play(List<RtpPacket> original, int round, Consumer<RtpPacket> way) {
        for (int i = 0; i < original.size(); i++) {
            RtpPacket packet = copy(original.get(i));
            packet.sequenceNumber(round * original.size() + i & 0xFFFF);
            packet.timestamp(packet.timestamp() + 1_000_000L * round & 0xFFFF_FFFFL);
            if (random.nextInt(PACKETS) == 0) {
                changed++;
                packet = mutated(packet, random.nextInt(9));
            }
            boolean twice = random.nextInt(20 * PACKETS) == 0;
            packets++;
            way.accept(packet);
            if (twice) {
                packets++;
                way.accept(packet);
            }
        }
    }

    private void push(RtpPacket packet, PictureDepacketizer depacketizer, PictureDecoder decoder) {
        depacketizer.push(packet).ifPresent(picture -> {
            pictures++;
            if (random.nextInt(COMPLETE) == 0) {
                changed++;
                flip(picture, 0, picture.length, 1 + random.nextInt(20));
            }
            shown += decoder.decode(picture).isPresent() ? 1 : 0;
        });
    }

    private RtpPacket mutated(RtpPacket packet, int how) {
        int at = packet.payloadAt();
        int length = packet.payloadLength();
        byte[] bytes = packet.getBuffer();
        return switch (how) {
            case 0 -> flip(packet, at, Math.min(4, length), 1 + random.nextInt(3));
            case 1, 2 -> flip(packet, at, length, 1 + random.nextInt(8));
            case 3 -> wrap(Arrays.copyOf(bytes, at + random.nextInt(length + 1)));
            case 4 -> longer(bytes);
            case 5 -> {
                packet.marker(!packet.marker());
                yield packet;
            }
            case 6 -> {
                packet.timestamp(random.nextInt(1 << 30));
                yield packet;
            }
            case 7 -> {
                packet.sequenceNumber(random.nextInt(1 << 16));
                yield packet;
            }
            default -> {
                List<RtpPacket> other =
                        streams.get(random.nextInt(streams.size())).packets();
                RtpPacket foreign = copy(other.get(random.nextInt(other.size())));
                foreign.sequenceNumber(packet.sequenceNumber());
                foreign.timestamp(packet.timestamp());
                yield foreign;
            }
        };
    }

    private RtpPacket longer(byte[] bytes) {
        byte[] longer = Arrays.copyOf(bytes, bytes.length + random.nextInt(1_000));
        for (int i = bytes.length; i < longer.length; i++) {
            longer[i] = (byte) random.nextInt();
        }
        return wrap(longer);
    }

    private RtpPacket flip(RtpPacket packet, int at, int length, int bits) {
        flip(packet.getBuffer(), at, length, bits);
        return packet;
    }

    private void flip(byte[] bytes, int at, int length, int bits) {
        for (int i = 0; i < bits && length > 0; i++) {
            bytes[at + random.nextInt(length)] ^= (byte) (1 << random.nextInt(8));
        }
    }

    private static RtpPacket copy(RtpPacket packet) {
        return wrap(Arrays.copyOf(packet.getBuffer(), packet.getLength()));
    }

    private static RtpPacket wrap(byte[] bytes) {
        return new RtpPacket().wrap(bytes, 0, bytes.length);
    }

    long changed() {
        return changed;
    }

    long shown() {
        return shown;
    }

    long refused() {
        return refused;
    }

    long incomplete() {
        return incomplete;
    }

    @Override
    public String toString() {
        return "packets=%d changed=%d pictures=%d shown=%d refused=%d incomplete=%d"
                .formatted(packets, changed, pictures, shown, refused, incomplete);
    }
}
