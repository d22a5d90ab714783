package org.courtbridge.benchmarks;

import io.netty.channel.EventLoop;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.courtbridge.codecs.payload.H264Format;
import org.courtbridge.codecs.payload.H264Packetizer;
import org.courtbridge.codecs.rtp.RtpPacket;
import org.courtbridge.codecs.video.EncodedPicture;
import org.courtbridge.media.leg.LegMedia;
import org.courtbridge.media.leg.LegMedia.Feedback;
import org.courtbridge.media.leg.LegMedia.KeyframeRequestMethod;
import org.courtbridge.media.leg.LegMedia.ReceivedVideo;

/** A room that sends a film, and sees nothing. */
final class FilmedRoom extends PartyInHearing {

    private static final int PAYLOAD_TYPE = 97;
    private static final int MAX_PAYLOAD = 1_200;
    private static final long CLOCK_RATE = 90_000;
    private static final long SECOND = 1_000_000_000;

    /** Difference between the picture intervals of one party and the next, as a share of the first party's. */
    private static final double DRIFT = 0.005;

    private final int party;
    private final List<List<byte[]>> packets = new ArrayList<>();
    private final long[] arrivals;
    private final RtpPacket packet = new RtpPacket();
    private int sequence;

    FilmedRoom(int party, List<byte[]> film, EventLoop loop) {
        super("camera-" + party, loop);
        this.party = party;
        this.arrivals = new long[film.size()];
        H264Packetizer packetizer = new H264Packetizer(1, MAX_PAYLOAD);
        for (byte[] picture : film) {
            List<byte[]> payloads = new ArrayList<>();
            packetizer.pack(
                    EncodedPicture.of(picture), (bytes, length, marker) -> payloads.add(packet(bytes, length, marker)));
            packets.add(payloads);
        }
    }

    private byte[] packet(byte[] payload, int length, boolean marker) {
        byte[] bytes = new byte[RtpPacket.FIXED_HEADER + length];
        bytes[0] = (byte) 0x80;
        System.arraycopy(payload, 0, bytes, RtpPacket.FIXED_HEADER, length);
        packet.wrap(bytes, 0, bytes.length);
        packet.payloadType(PAYLOAD_TYPE);
        packet.marker(marker);
        packet.sequenceNumber(sequence);
        packet.timestamp(packets.size() * CLOCK_RATE / CodedFilms.FRAMES_PER_SECOND);
        packet.ssrc(1 + party);
        sequence = sequence + 1 & 0xFFFF;
        return bytes;
    }

    int pictures() {
        return packets.size();
    }

    /** Time at which a picture is due by the party's own clock, in nanoseconds after the first picture of all. */
    long due(int picture) {
        double period = SECOND / (double) CodedFilms.FRAMES_PER_SECOND;
        return (long) (period * (party / 4.0 + picture * (1 + party * DRIFT)));
    }

    /** On the event loop. */
    void send(int picture) {
        List<byte[]> all = packets.get(picture);
        long now = System.nanoTime();
        for (int i = 0; i < all.size(); i++) {
            packet.wrap(all.get(i), 0, all.get(i).length);
            if (i == all.size() - 1) {
                arrivals[picture] = now;
            }
            arrive(packet, now);
        }
    }

    /** Arrival time of a picture's last packet, in nanoseconds of {@link System#nanoTime}. */
    long arrival(int picture) {
        return arrivals[picture];
    }

    @Override
    LegMedia media() {
        return LegMedia.ofPictures(
                Optional.of(new ReceivedVideo(
                        this,
                        Map.of(PAYLOAD_TYPE, H264Format.ofLevel(PAYLOAD_TYPE, 66, 0xE0, 31, 1)),
                        Map.of(),
                        Set.of(Feedback.PLI),
                        List.of(KeyframeRequestMethod.PLI),
                        Map.of(),
                        Optional.empty(),
                        ReceivedVideo.Extensions.NONE)),
                List.of());
    }
}
