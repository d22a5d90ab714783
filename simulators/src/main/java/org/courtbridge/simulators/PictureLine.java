package org.courtbridge.simulators;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.LocalTime;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.courtbridge.codecs.payload.H264Packetizer;
import org.courtbridge.codecs.rtp.FullIntraRequest;
import org.courtbridge.codecs.rtp.MalformedPacketException;
import org.courtbridge.codecs.rtp.PictureLossIndication;
import org.courtbridge.codecs.rtp.RtcpPacket;
import org.courtbridge.codecs.rtp.RtpPacket;
import org.courtbridge.codecs.video.EncodedPicture;
import org.courtbridge.codecs.video.EncoderSettings;
import org.courtbridge.codecs.video.PictureEncoder;

/** The room's camera and screen: sends what the one sees, and counts the pictures that it receives and can decode. */
final class PictureLine implements AutoCloseable {

    private static final int FRAMES_PER_SECOND = 15;
    private static final int BITS_PER_SECOND = 500_000;
    private static final int CLOCK_RATE = 90_000;
    private static final int MAX_PAYLOAD = 1_200;
    /** Slices as long as a payload, so that both packetization modes can carry them whole. */
    private static final int MAX_NAL = 1_100;

    private static final long SHORTEST_BETWEEN_KEYFRAMES =
            Duration.ofMillis(300).toNanos();
    private static final long BETWEEN_LOSS_INDICATIONS = Duration.ofMillis(500).toNanos();

    /** Pictures received since the report before, and the size of the last. */
    record Received(int pictures, int width, int height) {}

    private final RtpPair ports;
    private final StreamReports reports;
    private final long ssrc;
    private final Camera camera;
    private final PictureEncoder encoder;
    private final H264Packetizer packetizer = new H264Packetizer(0, MAX_PAYLOAD);
    private final OutgoingRtp outgoing;
    private final AtomicBoolean keyframeWanted = new AtomicBoolean();
    private final Pace pace;
    private long lastKeyframe = System.nanoTime() - SHORTEST_BETWEEN_KEYFRAMES;

    private final ReceivedPictures received = new ReceivedPictures();
    private volatile int receivedPayloadType;
    private volatile Runnable lossIndication = this::indicateLossByRtcp;
    private long lastLossIndication;

    PictureLine(RtpPair ports, String cname, Camera camera) {
        this.ports = ports;
        this.camera = camera;
        encoder = PictureEncoder.h264(EncoderSettings.ofDefaultProfile(
                camera.width(), camera.height(), FRAMES_PER_SECOND, BITS_PER_SECOND, MAX_NAL));
        ssrc = new SecureRandom().nextInt() & 0xFFFF_FFFFL;
        reports = new StreamReports(ssrc, cname, CLOCK_RATE);
        outgoing = new OutgoingRtp(ports, reports, ssrc, MAX_PAYLOAD);
        ports.start("picture", this::receivedRtp, this::receivedRtcp);
        pace = Pace.start("camera", Duration.ofNanos(1_000_000_000L / FRAMES_PER_SECOND), this::sendPicture);
    }

    /** Both ways at once. @param payloadType what the far end calls H.264 */
    void negotiated(int payloadType, boolean sends) {
        receives(payloadType);
        if (sends) {
            sends(payloadType);
        } else {
            stops();
        }
    }

    /** @param payloadType by which the far end sends H.264 */
    void receives(int payloadType) {
        receivedPayloadType = payloadType;
    }

    /** @param payloadType by which the far end knows H.264 */
    void sends(int payloadType) {
        outgoing.start(payloadType);
        keyframeWanted.set(true);
    }

    void stops() {
        outgoing.stop();
    }

    /** Asks for a keyframe in another way than by RTCP. @param asks must not block */
    void lossIndication(Runnable asks) {
        lossIndication = asks;
    }

    void wantKeyframe() {
        keyframeWanted.set(true);
    }

    private void sendPicture() {
        if (!outgoing.isStarted()) {
            return;
        }
        long now = System.nanoTime();
        boolean keyframe = now - lastKeyframe >= SHORTEST_BETWEEN_KEYFRAMES && keyframeWanted.getAndSet(false);
        if (keyframe) {
            lastKeyframe = now;
        }
        long timestamp = now / 1_000 * 9 / 100 & 0xFFFF_FFFFL;
        EncodedPicture picture = encoder.encode(camera.at(LocalTime.now()), keyframe);
        packetizer.pack(picture, (payload, length, marker) -> outgoing.send(payload, length, marker, timestamp));
    }

    private void receivedRtp(byte[] bytes, int length) {
        RtpPacket packet;
        try {
            packet = new RtpPacket().wrap(bytes, 0, length);
        } catch (MalformedPacketException e) {
            return;
        }
        if (packet.payloadType() != receivedPayloadType) {
            return;
        }
        reports.received(packet);
        if (!received.push(packet)) {
            indicateLoss();
        }
    }

    private void indicateLoss() {
        long now = System.nanoTime();
        if (now - lastLossIndication > BETWEEN_LOSS_INDICATIONS) {
            lastLossIndication = now;
            lossIndication.run();
        }
    }

    private void indicateLossByRtcp() {
        byte[] compound = reports.write(List.of(new PictureLossIndication(ssrc, reports.remoteSsrc())));
        ports.sendRtcp(compound, compound.length);
    }

    private void receivedRtcp(byte[] bytes, int length) {
        for (RtcpPacket one : reports.read(bytes, length)) {
            boolean asks = one instanceof PictureLossIndication loss && loss.mediaSsrc() == ssrc
                    || one instanceof FullIntraRequest request
                            && request.entries().stream().anyMatch(entry -> entry.ssrc() == ssrc);
            if (asks) {
                wantKeyframe();
            }
        }
    }

    /** Sends the report that is due every few seconds. */
    void report() {
        byte[] compound = reports.write(List.of());
        ports.sendRtcp(compound, compound.length);
    }

    Received takeReceived() {
        return received.take();
    }

    @Override
    public void close() {
        pace.close();
        encoder.close();
        received.close();
    }
}
