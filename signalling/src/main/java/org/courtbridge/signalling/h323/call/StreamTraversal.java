package org.courtbridge.signalling.h323.call;

import io.netty.util.concurrent.Future;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.courtbridge.codecs.rtp.RtpPacket;
import org.courtbridge.h323.asn1.Sequence;
import org.courtbridge.h323.h460.MediaTraversal;
import org.courtbridge.media.transport.UdpRtpTransport;

/**
 * One RTP session of a call that gets through a NAT (H.460.19). As a server we send to where the room's packets come from, and
 * nowhere before; as a client we send packets that keep the way open which the other side's packets come by. Belongs to the
 * call's thread.
 */
final class StreamTraversal implements AutoCloseable {

    /** RFC 3550, section 6.4.2, of no streams. */
    private static final int EMPTY_REPORT = 8;

    private static final int RECEIVER_REPORT = 201;
    private static final Duration AGAIN = Duration.ofMillis(500);

    private final CallTraversal call;
    private final UdpRtpTransport transport;
    private final Optional<MediaTraversal.Multiplexed> ours;
    private MediaTraversal.Numbers numbers;
    private final long ssrc = ThreadLocalRandom.current().nextLong(1, 0x1_0000_0000L);
    private final List<Future<?>> beats = new ArrayList<>();
    private Optional<MediaTraversal.KeepAlive> duty = Optional.empty();
    private Optional<MediaTraversal.KeepAlive> begun = Optional.empty();

    /** @param ours if its packets are taken with those of other sessions */
    StreamTraversal(CallTraversal call, UdpRtpTransport transport, Optional<MediaTraversal.Multiplexed> ours) {
        this.call = call;
        this.ours = ours;
        this.numbers = call.media().numbers(List.of());
        this.transport = transport;
        if (call.isServer()) {
            transport.signalledFrom(call.peer());
        }
    }

    /** Whether the other side's addresses are ones that we reach. */
    boolean reaches() {
        return !call.isServer();
    }

    /** With the request for a channel. @param media where we take RTP */
    List<Sequence> request(InetSocketAddress media) {
        return call.media().request(media, ours);
    }

    /** With the answer to a request. */
    List<Sequence> answer(List<Sequence> genericInformation) {
        return call.media().answer(genericInformation, ours);
    }

    /** Heeds what the other side says with a request or an answer. @return where packets are to go, if nothing else says so */
    Optional<InetSocketAddress> heard(List<Sequence> genericInformation) {
        Optional<MediaTraversal.KeepAlive> wanted = call.media().keepAlive(genericInformation);
        duty = wanted.or(() -> duty);
        number(call.media().numbers(genericInformation));
        return wanted.map(MediaTraversal.KeepAlive::to);
    }

    private void number(MediaTraversal.Numbers said) {
        numbers = new MediaTraversal.Numbers(
                said.media().or(numbers::media), said.mediaControl().or(numbers::mediaControl));
        transport.multiplexed(number(numbers.media()), number(numbers.mediaControl()));
    }

    private static OptionalInt number(Optional<Long> said) {
        return said.map(one -> OptionalInt.of(one.intValue())).orElseGet(OptionalInt::empty);
    }

    /** Address at which the other side receives RTP of several sessions on one port (H.460.19); empty if it does not. */
    Optional<InetSocketAddress> media(List<Sequence> genericInformation) {
        return call.media().multiplexedMedia(genericInformation);
    }

    /** Address at which it receives RTCP of several sessions on one port; empty if it does not. */
    Optional<InetSocketAddress> mediaControl(List<Sequence> genericInformation) {
        return call.media().multiplexedMediaControl(genericInformation);
    }

    /** Does what the other side has asked for, from when there is where to send it. */
    void begin() {
        if (!duty.equals(begun)) {
            begun = duty;
            stop();
            KeepAlivePackets packets = new KeepAlivePackets(ssrc);
            begun.ifPresent(wanted -> {
                transport.begins(); // these make the way that the other side's packets come by
                every(wanted.interval(), Duration.ZERO, packets);
                // Nothing comes before the first has arrived, and one may be lost.
                every(wanted.interval(), AGAIN, packets);
            });
        }
    }

    private void every(Duration interval, Duration first, KeepAlivePackets packets) {
        beats.add(transport
                .loop()
                .scheduleAtFixedRate(
                        () -> packets.sendBy(transport), first.toMillis(), interval.toMillis(), TimeUnit.MILLISECONDS));
    }

    private void stop() {
        beats.forEach(running -> running.cancel(false));
        beats.clear();
    }

    @Override
    public void close() {
        stop();
    }

    /** An RTP packet without contents and an RTCP packet without reports, time after time. Belongs to the event loop. */
    private static final class KeepAlivePackets {

        private final RtpPacket packet = new RtpPacket();
        private final byte[] report = new byte[EMPTY_REPORT];
        private int number = ThreadLocalRandom.current().nextInt(1 << 15);

        KeepAlivePackets(long ssrc) {
            byte[] octets = new byte[RtpPacket.FIXED_HEADER];
            octets[0] = (byte) 0x80;
            packet.wrap(octets, 0, octets.length);
            packet.payloadType(MediaTraversal.KEEP_ALIVE_PAYLOAD_TYPE);
            packet.ssrc(ssrc);
            report[0] = (byte) 0x80;
            report[1] = (byte) RECEIVER_REPORT;
            report[3] = 1;
            for (int i = 0; i < Integer.BYTES; i++) {
                report[Integer.BYTES + i] = (byte) (ssrc >> 8 * (Integer.BYTES - 1 - i));
            }
        }

        void sendBy(UdpRtpTransport transport) {
            packet.sequenceNumber(number++ & 0xFFFF);
            transport.send(packet);
            transport.sendRtcp(report, 0, report.length);
        }
    }
}
