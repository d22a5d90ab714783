package org.courtbridge.benchmarks;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.courtbridge.codecs.audio.AudioCodec;
import org.courtbridge.codecs.payload.H264Format;
import org.courtbridge.codecs.rtp.MalformedPacketException;
import org.courtbridge.codecs.rtp.ReceptionStatistics;
import org.courtbridge.codecs.rtp.ReportBlock;
import org.courtbridge.codecs.rtp.RtcpPacket;
import org.courtbridge.codecs.rtp.RtpPacket;
import org.courtbridge.codecs.rtp.SenderReport;
import org.courtbridge.codecs.rtp.SendingStatistics;
import org.courtbridge.codecs.rtp.SourceDescription;
import org.courtbridge.signalling.sdp.Attributes;
import org.courtbridge.signalling.sdp.AudioFormats;
import org.courtbridge.signalling.sdp.Connection;
import org.courtbridge.signalling.sdp.MediaDescription;
import org.courtbridge.signalling.sdp.Origin;
import org.courtbridge.signalling.sdp.SessionDescription;
import org.courtbridge.signalling.sdp.VideoFormats;

/** A room in a call: sends what was recorded, reports on what it receives. Belongs to the thread that calls it. */
final class ReplayingCall implements AutoCloseable {

    /** So long after the first packet a call has settled: until then it comes in, and gaps are not the others' doing. */
    private static final long SETTLED = 3_000_000_000L;

    private static final String PROTOCOL = "RTP/AVP";
    private static final int SOUND_CLOCK = 8_000;
    private static final int PICTURE_CLOCK = 90_000;
    private static final long SECOND = 1_000_000_000;
    private static final long SOUND_INTERVAL = SECOND / 50;
    private static final long PICTURE_INTERVAL = SECOND / RecordedRoom.PICTURES_PER_SECOND;

    private final RecordedRoom recorded;
    private final InetAddress local;
    private final Stream sound;
    private final Stream picture;
    private final RtpPacket packet = new RtpPacket();
    private final byte[] soundPacket = new byte[RtpPacket.FIXED_HEADER + RecordedRoom.SOUND_PACKET];
    private long soundDue;
    private long pictureDue;
    private long reportDue;
    private int spoken;
    private int shown;
    private String answer = "";

    /** One line of the session description: RTP and RTCP by one port (RFC 5761). */
    private static final class Stream implements AutoCloseable {

        final DatagramChannel channel;
        final long ssrc;
        final SendingStatistics sending;
        final ReceptionStatistics receiving;
        final ByteBuffer buffer = ByteBuffer.allocate(2_048);
        Optional<InetSocketAddress> remote = Optional.empty();
        long remoteSsrc = -1;
        int payloadType;
        int sequence;
        long received;
        long last;
        long first;
        long longestGap;
        long gapEnded;

        Stream(InetAddress local, long ssrc, int clockRate) throws IOException {
            channel = DatagramChannel.open();
            channel.bind(new InetSocketAddress(local, 0));
            channel.configureBlocking(false);
            this.ssrc = ssrc;
            sending = new SendingStatistics(ssrc, clockRate);
            receiving = new ReceptionStatistics(clockRate);
        }

        int port() throws IOException {
            return ((InetSocketAddress) channel.getLocalAddress()).getPort();
        }

        void send(byte[] bytes, int length) throws IOException {
            if (remote.isPresent()) {
                try {
                    channel.send(ByteBuffer.wrap(bytes, 0, length), remote.get());
                } catch (PortUnreachableException gone) {
                    // The gateway hangs up by SIP, and closes its port a moment before that.
                    remote = Optional.empty();
                }
            }
        }

        void receive(RtpPacket view) throws IOException {
            for (; channel.receive(buffer.clear()) != null; ) {
                buffer.flip();
                int second = buffer.remaining() > 1 ? buffer.get(1) & 0x7F : 0;
                if (second >= 64 && second < 96) {
                    heed();
                    continue;
                }
                try {
                    view.wrap(buffer.array(), 0, buffer.remaining());
                } catch (MalformedPacketException e) {
                    throw new IOException("the gateway sends what is no RTP", e);
                }
                remoteSsrc = view.ssrc();
                long now = System.nanoTime();
                note(now);
                receiving.received(view.sequenceNumber(), view.timestamp(), view.payloadLength(), now);
            }
        }

        private void note(long now) {
            if (received++ == 0) {
                first = now;
            } else if (now - first > SETTLED && now - last > longestGap) {
                longestGap = now - last;
                gapEnded = now;
            }
            last = now;
        }

        private void heed() throws IOException {
            try {
                for (RtcpPacket each : RtcpPacket.parse(Unpooled.wrappedBuffer(buffer))) {
                    if (each instanceof SenderReport report) {
                        receiving.senderReport(report, System.nanoTime());
                    }
                }
            } catch (MalformedPacketException e) {
                throw new IOException("the gateway sends what is no RTCP", e);
            }
        }

        void report(long now) throws IOException {
            List<ReportBlock> blocks = remoteSsrc < 0 ? List.of() : List.of(receiving.report(remoteSsrc, now));
            ByteBuf out = Unpooled.buffer(128);
            RtcpPacket.writeCompound(
                    List.of(sending.report(now, Instant.now(), blocks), SourceDescription.cname(ssrc, "room")), out);
            byte[] bytes = new byte[out.readableBytes()];
            out.readBytes(bytes);
            send(bytes, bytes.length);
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }

    ReplayingCall(RecordedRoom recorded, InetAddress local, int number) throws IOException {
        this.recorded = recorded;
        this.local = local;
        sound = new Stream(local, 2L * number + 1, SOUND_CLOCK);
        picture = new Stream(local, 2L * number + 2, PICTURE_CLOCK);
        soundPacket[0] = (byte) 0x80;
    }

    /** The answer to an offer; once made, it is given to every later one, too. */
    String answer(String offered) throws IOException {
        if (!answer.isEmpty()) {
            return answer;
        }
        SessionDescription offer = SessionDescription.parse(offered);
        List<MediaDescription> media = new ArrayList<>();
        boolean pictured = false;
        for (MediaDescription medium : offer.media()) {
            if (medium.type().equals("audio")) {
                media.add(sound(offer, medium));
            } else if (medium.type().equals("video") && !pictured) {
                pictured = true;
                media.add(picture(offer, medium));
            } else {
                media.add(medium.refused());
            }
        }
        answer = SessionDescription.of(new Origin("room", "1", "1", Connection.of(local)), Attributes.NONE, media)
                .write();
        long now = System.nanoTime();
        soundDue = now;
        pictureDue = now;
        reportDue = now + SECOND;
        return answer;
    }

    private MediaDescription sound(SessionDescription offer, MediaDescription medium) throws IOException {
        sound.payloadType = AudioFormats.of(medium).stream()
                .filter(format -> format.codec() == AudioCodec.G722)
                .findFirst()
                .orElseThrow()
                .payloadType();
        sound.remote = Optional.of(address(offer, medium));
        return MediaDescription.of("audio", sound.port(), PROTOCOL, List.of(Integer.toString(sound.payloadType)))
                .with("rtpmap", sound.payloadType + " G722/8000")
                .withFlag("rtcp-mux")
                .withFlag("sendrecv");
    }

    private MediaDescription picture(SessionDescription offer, MediaDescription medium) throws IOException {
        H264Format format = VideoFormats.h264(medium).stream()
                .filter(each -> each.packetizationMode() == 1)
                .findFirst()
                .orElseThrow();
        picture.payloadType = format.payloadType();
        picture.remote = Optional.of(address(offer, medium));
        return MediaDescription.of("video", picture.port(), PROTOCOL, List.of(Integer.toString(format.payloadType())))
                .with("rtpmap", format.payloadType() + " H264/90000")
                .with("fmtp", format.payloadType() + " profile-level-id=42e01f;packetization-mode=1")
                .with("rtcp-fb", "* nack pli")
                .withFlag("rtcp-mux")
                .withFlag("sendrecv");
    }

    private static InetSocketAddress address(SessionDescription offer, MediaDescription medium) {
        return new InetSocketAddress(
                InetAddress.ofLiteral(offer.connectionOf(medium).orElseThrow().address()), medium.port());
    }

    /** Sends what is due, and takes in what has come. */
    void run(long now) throws IOException {
        if (answer.isEmpty()) {
            return;
        }
        sound.receive(packet);
        picture.receive(packet);
        for (; now - soundDue >= 0; soundDue += SOUND_INTERVAL) {
            speak(now);
        }
        for (; now - pictureDue >= 0; pictureDue += PICTURE_INTERVAL) {
            show(now);
        }
        if (now - reportDue >= 0) {
            reportDue = now + SECOND;
            sound.report(now);
            picture.report(now);
        }
    }

    private void speak(long now) throws IOException {
        byte[] payload = recorded.sound().get(spoken % recorded.sound().size());
        System.arraycopy(payload, 0, soundPacket, RtpPacket.FIXED_HEADER, payload.length);
        long timestamp = (long) spoken * RecordedRoom.SOUND_PACKET;
        send(sound, soundPacket, timestamp, now);
        spoken++;
    }

    private void show(long now) throws IOException {
        long timestamp = (long) shown * PICTURE_CLOCK / RecordedRoom.PICTURES_PER_SECOND;
        for (byte[] each : recorded.pictures().get(shown % recorded.pictures().size())) {
            send(picture, each, timestamp, now);
        }
        shown++;
    }

    private void send(Stream stream, byte[] bytes, long timestamp, long now) throws IOException {
        packet.wrap(bytes, 0, bytes.length);
        packet.payloadType(stream.payloadType);
        packet.sequenceNumber(stream.sequence++ & 0xFFFF);
        packet.timestamp(timestamp);
        packet.ssrc(stream.ssrc);
        stream.send(bytes, bytes.length);
        stream.sending.sent(timestamp, bytes.length - RtpPacket.FIXED_HEADER, now);
    }

    /** Packets of sound that have come. */
    long heard() {
        return sound.received;
    }

    /** Packets of sound that have not. */
    long lost() {
        return sound.receiving.lost();
    }

    /** Between two of them, ms, once the call has settled. */
    long longestGap() {
        return sound.longestGap / 1_000_000;
    }

    /** End of the longest gap, in ms after the first packet. */
    long gapEnded() {
        return (sound.gapEnded - sound.first) / 1_000_000;
    }

    @Override
    public void close() throws IOException {
        sound.close();
        picture.close();
    }
}
