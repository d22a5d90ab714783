package org.courtbridge.benchmarks;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.EventLoop;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;
import org.courtbridge.codecs.payload.H264Format;
import org.courtbridge.codecs.rtp.RtpPacket;
import org.courtbridge.codecs.srtp.SrtpProfile;
import org.courtbridge.hearings.EndReason;
import org.courtbridge.hearings.LegId;
import org.courtbridge.media.bridge.HearingBridge;
import org.courtbridge.media.leg.Bridge.Policy;
import org.courtbridge.media.leg.BridgeClock;
import org.courtbridge.media.leg.Leg;
import org.courtbridge.media.leg.LegMedia;
import org.courtbridge.media.leg.LegMedia.Feedback;
import org.courtbridge.media.leg.LegMedia.KeyframeRequestMethod;
import org.courtbridge.media.leg.LegMedia.ReceivedVideo;
import org.courtbridge.media.leg.LegMedia.SentVideo;
import org.courtbridge.media.leg.LegNotice;
import org.courtbridge.media.transport.MediaPath;
import org.courtbridge.media.transport.RtpListener;
import org.courtbridge.media.transport.RtpTransport;
import org.courtbridge.media.transport.Scratch;
import org.courtbridge.media.transport.TransportStats;
import org.courtbridge.media.video.processing.PictureWorkers;

/** One party's picture on its way through a hearing to another's, all but the sockets, on the calling thread. */
final class ForwardedPicture implements Forwarded {

    private static final int PAYLOAD_TYPE = 97;
    private static final int PAYLOAD = 1100;
    private static final int PACKETS_OF_A_FRAME = 8;
    private static final int TRANSPORT_CC = 3;

    private static final byte[] SPS = HexFormat.of().parseHex("6742c01ed900a02ff970110000030001000003001e0f162e48");
    private static final byte[] PPS = HexFormat.of().parseHex("68cb83cb20");

    /** The first and the middle of a fragmented slice: an IDR slice, and one that depends on it (RFC 6184, 5.8). */
    private static final byte[] KEY_START = {0x7C, (byte) 0x85, (byte) 0x88};

    private static final byte[] KEY_MIDDLE = {0x7C, 0x05, (byte) 0x88};
    private static final byte[] OTHER_START = {0x5C, (byte) 0x81, (byte) 0x88};
    private static final byte[] OTHER_MIDDLE = {0x5C, 0x01, (byte) 0x88};

    private final EmbeddedChannel channel = new EmbeddedChannel();
    private final ScheduledExecutorService mixers = Executors.newSingleThreadScheduledExecutor();
    private final PictureWorkers pictures = PictureWorkers.withPlaces(0);
    private final HearingBridge bridge;
    private final Party from;
    private final Party to;
    private final Arrivals arrivals;
    private final byte[] bytes = new byte[1500];
    private final RtpPacket packet = new RtpPacket();
    private int number;

    ForwardedPicture(Optional<SrtpProfile> in, Optional<SrtpProfile> out, int packets) {
        Scratch scratch = new Scratch();
        arrivals = new Arrivals(in, packets);
        from = new Party("from", scratch, in);
        to = new Party("to", scratch, out);
        bridge = new HearingBridge(HearingBridge.Parts.plain(
                channel.eventLoop(), mixers, pictures, (leg, digit) -> {}, BridgeClock.SYSTEM));
        Stream.of(from, to).forEach(party -> bridge.attach(party, "bench", party.media()));
        bridge.policy(Policy.of(Set.of(from.id(), to.id()), Set.of()));
        channel.runPendingTasks();
    }

    /** A keyframe at the very beginning, then pictures of eight fragments each. */
    @Override
    public void prepare() {
        for (int i = 0; i < arrivals.count(); i++) {
            byte[] head = number == 0 ? SPS : number == 1 ? PPS : fragment(number);
            write(head, number < 2 ? head.length : PAYLOAD);
            arrivals.fill(packet);
            number++;
        }
    }

    private static byte[] fragment(int number) {
        boolean first = number == 2 || number >= PACKETS_OF_A_FRAME && number % PACKETS_OF_A_FRAME == 0;
        if (number < PACKETS_OF_A_FRAME) {
            return first ? KEY_START : KEY_MIDDLE;
        }
        return first ? OTHER_START : OTHER_MIDDLE;
    }

    private void write(byte[] head, int payload) {
        // One element of a header extension, the transport-wide sequence number, as Chromium sends it.
        bytes[0] = (byte) 0x90;
        byte[] extension = {
            (byte) 0xBE, (byte) 0xDE, 0, 1, TRANSPORT_CC << 4 | 1, (byte) (number >> 8), (byte) number, 0
        };
        System.arraycopy(extension, 0, bytes, RtpPacket.FIXED_HEADER, extension.length);
        int at = RtpPacket.FIXED_HEADER + extension.length;
        System.arraycopy(head, 0, bytes, at, head.length);
        packet.wrap(bytes, 0, at + payload);
        packet.payloadType(PAYLOAD_TYPE);
        packet.marker(number % PACKETS_OF_A_FRAME == PACKETS_OF_A_FRAME - 1);
        packet.sequenceNumber(number & 0xFFFF);
        packet.timestamp(3000L * (number / PACKETS_OF_A_FRAME) & 0xFFFF_FFFFL);
        packet.ssrc(1);
    }

    @Override
    public void forward() {
        arrivals.arriveAt(from.path);
        if (to.sent != number) {
            throw new IllegalStateException("forwarded: " + to.sent + " (expected: " + number + ")");
        }
    }

    @Override
    public void close() {
        bridge.close();
        from.path.close();
        to.path.close();
        channel.close();
        mixers.shutdownNow();
        pictures.close();
        arrivals.close();
    }

    /** A browser, as far as the bridge can tell. */
    private final class Party implements Leg, RtpTransport {

        private final LegId id;
        private final MediaPath path;
        private long sent;

        Party(String name, Scratch scratch, Optional<SrtpProfile> profile) {
            id = new LegId(name);
            LongAdder dropped = new LongAdder();
            path = profile.isEmpty() ? MediaPath.plain(scratch, dropped, 0) : MediaPath.secured(scratch, dropped, 0);
            profile.ifPresent(agreed -> path.keys(Arrivals.key(agreed), Arrivals.key(agreed)));
        }

        LegMedia media() {
            H264Format format = H264Format.ofLevel(PAYLOAD_TYPE, 66, 0xE0, 31, 1);
            Set<Feedback> feedback = Set.of(Feedback.values());
            return LegMedia.ofPictures(
                    Optional.of(new ReceivedVideo(
                            this,
                            Map.of(PAYLOAD_TYPE, format),
                            Map.of(),
                            feedback,
                            List.of(KeyframeRequestMethod.PLI),
                            Map.of(),
                            Optional.empty(),
                            new ReceivedVideo.Extensions(OptionalInt.of(TRANSPORT_CC), OptionalInt.empty()))),
                    List.of(new SentVideo(
                            this,
                            "1",
                            2,
                            List.of(format),
                            SentVideo.Retransmissions.NONE,
                            feedback,
                            "bench",
                            Long.MAX_VALUE,
                            OptionalInt.empty())));
        }

        @Override
        public LegId id() {
            return id;
        }

        @Override
        public Kind kind() {
            return Kind.BROWSER;
        }

        @Override
        public EventLoop loop() {
            return channel.eventLoop();
        }

        @Override
        public void listener(RtpListener listener) {
            path.listener(listener);
        }

        @Override
        public void send(RtpPacket packet) {
            ByteBuf outgoing = path.outgoing(packet, PooledByteBufAllocator.DEFAULT);
            if (outgoing != null) {
                outgoing.release();
                sent++;
            }
        }

        @Override
        public void sendRtcp(byte[] compound, int offset, int length) {}

        @Override
        public TransportStats stats() {
            return new TransportStats(0, 0, sent, 0, 0, 0);
        }

        @Override
        public void close() {}

        @Override
        public void end(EndReason reason) {
            throw new IllegalStateException("ended: " + reason);
        }

        @Override
        public void requestKeyframe() {}

        @Override
        public void notice(LegNotice notice) {}
    }
}
