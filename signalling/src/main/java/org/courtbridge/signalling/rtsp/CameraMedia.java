package org.courtbridge.signalling.rtsp;

import io.netty.buffer.ByteBuf;
import io.netty.channel.EventLoop;
import java.net.InetSocketAddress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import org.courtbridge.codecs.payload.PictureFormat;
import org.courtbridge.media.leg.LegMedia;
import org.courtbridge.media.leg.LegMedia.KeyframeRequestMethod;
import org.courtbridge.media.transport.InterleavedTransport;
import org.courtbridge.media.transport.MediaLoops;
import org.courtbridge.media.transport.RtpTransport;
import org.courtbridge.media.transport.UdpPorts;
import org.courtbridge.media.transport.UdpRtpTransport;
import org.courtbridge.signalling.rtsp.RtspTransport.Pair;
import org.courtbridge.signalling.sdp.MediaDescription;
import org.courtbridge.signalling.sdp.VideoFormats;
import org.jspecify.annotations.Nullable;

/**
 * The way of a camera's pictures to us: a pair of UDP ports, or, where the camera does not send there or nothing of it comes, the
 * connection itself. On the call's thread, except where it says otherwise.
 */
final class CameraMedia implements RtspFraming.Frames, AutoCloseable {

    private static final Pair CHANNELS = new Pair(0, 1);

    private final MediaLoops loops;
    private final EventLoop loop;
    private final UdpPorts ports;
    private @Nullable Open open;

    /** On the loop alone. */
    private @Nullable InterleavedTransport interleaved;

    private record Open(RtpTransport transport, LongSupplier lastPacketAt) {}

    /** @param loop of the connection that frames come by */
    CameraMedia(MediaLoops loops, EventLoop loop, UdpPorts ports) {
        this.loops = loops;
        this.loop = loop;
        this.ports = ports;
    }

    /**
     * Sets up a stream whose packets come by UDP.
     *
     * @param camera where the connection leads: packets are taken from, and reports go to, that machine alone
     * @return whether the camera does that
     */
    boolean setUpByUdp(RtspSession session, MediaDescription medium, InetSocketAddress camera) {
        UdpRtpTransport transport = ports.open();
        replace(new Open(transport, transport::lastPacketAt));
        Optional<RtspTransport> chosen = session.setUp(medium, RtspTransport.udp(transport.rtpPort()));
        chosen.ifPresent(way -> {
            transport.signalledFrom(camera.getAddress());
            Pair theirs = way.ports().orElse(new Pair(0, 0));
            transport.remote(
                    new InetSocketAddress(camera.getAddress(), theirs.rtp()),
                    new InetSocketAddress(camera.getAddress(), theirs.rtcp()),
                    false);
            transport.begins();
            transport.awaitSettings();
        });
        return chosen.isPresent();
    }

    /** Sets up a stream whose packets come by the connection. @return whether the camera does that */
    boolean setUpInterleaved(RtspSession session, MediaDescription medium, RtspConnection connection) {
        Optional<RtspTransport> chosen = session.setUp(medium, RtspTransport.interleaved(CHANNELS));
        chosen.ifPresent(way -> {
            Pair channels = way.channels().orElse(CHANNELS);
            InterleavedTransport transport =
                    InterleavedTransport.on(loops, connection.channel(), channels.rtp(), channels.rtcp());
            replace(new Open(transport, transport::lastPacketAt));
            loop.submit(() -> interleaved = transport).syncUninterruptibly();
        });
        return chosen.isPresent();
    }

    private void replace(Open fresh) {
        close();
        open = fresh;
    }

    /** {@link System#nanoTime} of the last packet, or of when the way was opened. */
    long lastPacketAt() {
        return opened().lastPacketAt().getAsLong();
    }

    boolean hasArrived() {
        return opened().transport().stats().packetsReceived() > 0;
    }

    private Open opened() {
        if (open == null) {
            throw new IllegalStateException("nothing is set up");
        }
        return open;
    }

    /** The pictures of a stream that is set up, for a hearing. */
    LegMedia pictures(MediaDescription medium) {
        Map<Integer, PictureFormat> formats = new LinkedHashMap<>();
        VideoFormats.of(medium).forEach(format -> formats.put(format.payloadType(), format));
        return LegMedia.ofPictures(
                Optional.of(new LegMedia.ReceivedVideo(
                        opened().transport(),
                        formats,
                        Map.of(),
                        Set.of(),
                        List.of(KeyframeRequestMethod.SIGNALLING),
                        VideoFormats.parameterSets(medium),
                        Optional.empty(),
                        LegMedia.ReceivedVideo.Extensions.NONE)),
                List.of());
    }

    /** On the loop. */
    @Override
    public void arrived(int channel, ByteBuf content) {
        if (interleaved != null) {
            interleaved.arrived(channel, content);
        }
    }

    @Override
    public void close() {
        if (open != null) {
            open.transport().close();
            open = null;
        }
    }
}
