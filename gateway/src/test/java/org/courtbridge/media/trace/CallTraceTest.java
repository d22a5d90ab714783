package org.courtbridge.media.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.EventLoop;
import io.netty.channel.embedded.EmbeddedChannel;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.courtbridge.codecs.rtp.BitrateTuple;
import org.courtbridge.codecs.rtp.FullIntraRequest;
import org.courtbridge.codecs.rtp.GenericNack;
import org.courtbridge.codecs.rtp.Goodbye;
import org.courtbridge.codecs.rtp.MaximumBitrate;
import org.courtbridge.codecs.rtp.PictureLossIndication;
import org.courtbridge.codecs.rtp.ReceiverReport;
import org.courtbridge.codecs.rtp.ReportBlock;
import org.courtbridge.codecs.rtp.RtcpPacket;
import org.courtbridge.codecs.rtp.RtpPacket;
import org.courtbridge.codecs.rtp.SenderReport;
import org.courtbridge.codecs.rtp.SourceDescription;
import org.courtbridge.codecs.rtp.TemporaryBitrateNotification;
import org.courtbridge.codecs.rtp.TemporaryBitrateRequest;
import org.courtbridge.codecs.rtp.TransportCcRecorder;
import org.courtbridge.hearings.LegId;
import org.courtbridge.media.leg.MediaTrace.Way;
import org.courtbridge.media.transport.RtpListener;
import org.courtbridge.media.transport.RtpTransport;
import org.courtbridge.media.transport.TransportStats;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** tshark, which we did not write, is the judge of what is written here. */
class CallTraceTest {

    private static final Instant NOW = Instant.parse("2026-03-01T10:00:00.123456789Z");

    private static final String INVITE = """
            INVITE sip:7000@10.77.0.1 SIP/2.0\r
            Via: SIP/2.0/UDP 10.77.0.9:5070;branch=z9hG4bK1\r
            From: <sip:room@10.77.0.9>;tag=a\r
            To: <sip:7000@10.77.0.1>\r
            Call-ID: call-1\r
            CSeq: 1 INVITE\r
            Max-Forwards: 70\r
            Content-Type: application/sdp\r
            Content-Length: 223\r
            \r
            v=0\r
            o=- 1 1 IN IP4 10.77.0.9\r
            s=-\r
            c=IN IP4 10.77.0.9\r
            t=0 0\r
            m=audio 20000 RTP/AVP 0\r
            a=rtpmap:0 PCMU/8000\r
            m=video 20002 RTP/AVPF 97\r
            a=rtpmap:97 H264/90000\r
            a=fmtp:97 profile-level-id=42e01f;packetization-mode=1\r
            a=sendrecv\r
            """;

    @TempDir
    private Path folder;

    @Test
    void tsharkFindsSignallingAndMediaAndNothingMalformed() throws Exception {
        for (String family : List.of("10.77.0.", "2001:db8::")) {
            Path captures = folder.resolve(family.replace(':', '-'));
            try (CallTrace trace = CallTrace.start(captures, address(family + "1"), () -> NOW)) {
                writeCall(trace, family);
                assertThat(trace.dropped()).isZero();
            }
            Path file = onlyFileIn(captures);
            assertThat(Tshark.lines(
                            file,
                            "-o",
                            "udp.check_checksum:TRUE",
                            "-o",
                            "ip.check_checksum:TRUE",
                            "-Y",
                            "_ws.malformed || _ws.expert.severity >= \"Warning\""
                                    + " || udp.checksum.status == \"Bad\" || ip.checksum.status == \"Bad\""))
                    .as("malformed or suspicious")
                    .isEmpty();
            List<String> seen = Tshark.lines(
                    file,
                    "-T",
                    "fields",
                    "-e",
                    "sip.Method",
                    "-e",
                    "rtp.p_type",
                    "-e",
                    "rtp.ssrc",
                    "-e",
                    "rtcp.pt",
                    "-e",
                    "frame.time_epoch",
                    "-e",
                    "frame.comment");
            assertThat(seen).hasSize(13).allSatisfy(line -> assertThat(line).contains(".123456789"));
            assertThat(seen)
                    .filteredOn(line -> line.startsWith("INVITE\t"))
                    .singleElement(STRING)
                    .endsWith("call call-1");
            assertThat(seen)
                    .filteredOn(line -> line.contains("\t97\t0x0badcafe\t"))
                    .hasSize(10);
            assertThat(seen)
                    .filteredOn(line -> line.contains("200,202,205,205,206,206,205,205,206\t"))
                    .hasSize(1);
            assertThat(Tshark.lines(
                            file,
                            "-Y",
                            "rtcp.rtpfb.fmt == 3",
                            "-T",
                            "fields",
                            "-e",
                            "rtcp.rtpfb.tmmbr.fci.ssrc",
                            "-e",
                            "rtcp.rtpfb.tmmbr.fci.exp",
                            "-e",
                            "rtcp.rtpfb.tmmbr.fci.mantissa",
                            "-e",
                            "rtcp.rtpfb.tmmbr.fci.measuredoverhead"))
                    .containsExactly("0x00000002,0x00000003\t4,4\t93750,93750\t40,40");
            assertThat(seen).filteredOn(line -> line.contains("201,202,203\t")).hasSize(1);
            assertThat(seen).filteredOn(line -> line.endsWith("leg L1")).hasSize(12);
        }
    }

    private static void writeCall(CallTrace trace, String family) throws Exception {
        InetSocketAddress room = new InetSocketAddress(address(family + "9"), 5070);
        String invite = family.equals("10.77.0.") ? INVITE : six(INVITE);
        trace.signalling(Way.FROM_PARTY, "call-1", new InetSocketAddress(5060), room, withLength(invite));
        Ported transport = new Ported(address(family + "9"));
        LegId leg = new LegId("L1");
        for (int i = 0; i < 10; i++) {
            byte[] bytes = new byte[12 + 101];
            bytes[0] = (byte) 0x80;
            // Some middle of a picture: FU-A.
            bytes[12] = 0x7C;
            bytes[13] = 0x01;
            RtpPacket packet = new RtpPacket().wrap(bytes, 0, bytes.length);
            packet.payloadType(97);
            packet.sequenceNumber(i);
            packet.timestamp(3000L * i);
            packet.ssrc(0x0BADCAFEL);
            trace.media(i % 2 == 0 ? Way.FROM_PARTY : Way.TO_PARTY, leg, transport, bytes, 0, bytes.length);
        }
        var recorder = new TransportCcRecorder(0);
        recorder.received(10, 70_000_000);
        recorder.received(13, 90_000_000);
        ReportBlock block = new ReportBlock(2, 3, 4, 5, 6, 7, 8);
        List<RtcpPacket> compound = new ArrayList<>(List.of(
                new SenderReport(0x0BADCAFEL, 0xE000_0000_0000_0000L, 1, 2, 3, List.of(block)),
                SourceDescription.cname(0x0BADCAFEL, "cname@courtbridge"),
                new GenericNack(1, 2, List.of(1, 2, 30)),
                recorder.report(1, 2).orElseThrow(),
                new PictureLossIndication(1, 2),
                new FullIntraRequest(1, List.of(new FullIntraRequest.Entry(2, 3))),
                new TemporaryBitrateRequest(1, List.of(new BitrateTuple(2, 1_500_000, 40))),
                new TemporaryBitrateNotification(1, List.of(new BitrateTuple(3, 1_500_000, 40))),
                new MaximumBitrate(1, 2_000_000, List.of(2L))));
        rtcp(trace, leg, transport, compound);
        rtcp(
                trace,
                leg,
                transport,
                List.of(
                        new ReceiverReport(1, List.of(block)),
                        SourceDescription.cname(1, "c"),
                        new Goodbye(List.of(1L), "")));
    }

    private static void rtcp(CallTrace trace, LegId leg, RtpTransport transport, List<RtcpPacket> compound) {
        ByteBuf out = Unpooled.buffer();
        RtcpPacket.writeCompound(compound, out);
        byte[] bytes = ByteBufUtil.getBytes(out);
        trace.media(Way.TO_PARTY, leg, transport, bytes, 0, bytes.length);
    }

    private static String six(String message) {
        return message.replace("IP4", "IP6")
                .replace("c=IN IP6 10.77.0.9", "c=IN IP6 2001:db8::9")
                .replace("o=- 1 1 IN IP6 10.77.0.9", "o=- 1 1 IN IP6 2001:db8::9")
                .replaceAll("10\\.77\\.0\\.(\\d)", "[2001:db8::$1]");
    }

    private static String withLength(String message) {
        int body = message.length() - message.indexOf("\r\n\r\n") - 4;
        return message.replaceFirst("Content-Length: \\d+", "Content-Length: " + body);
    }

    @Test
    void dropsAndCountsWhatTheWriterCannotTake() throws Exception {
        CallTrace trace = CallTrace.start(folder, address("10.77.0.1"), () -> NOW);
        trace.close();
        InetSocketAddress somewhere = new InetSocketAddress(address("10.77.0.9"), 1);
        IntStream.range(0, 3).forEach(i -> trace.signalling(Way.FROM_PARTY, "x", somewhere, somewhere, "OPTIONS"));
        assertThat(trace.dropped()).isEqualTo(3);
    }

    @Test
    void filesAreForTheirOwnerAlone() throws Exception {
        CallTrace.start(folder, address("10.77.0.1"), () -> NOW).close();
        assertThat(Files.getPosixFilePermissions(onlyFileIn(folder)))
                .containsExactlyInAnyOrder(
                        java.nio.file.attribute.PosixFilePermission.OWNER_READ,
                        java.nio.file.attribute.PosixFilePermission.OWNER_WRITE);
    }

    private static Path onlyFileIn(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.reduce((a, b) -> {
                        throw new AssertionError("more than one file");
                    })
                    .orElseThrow();
        }
    }

    private static InetAddress address(String text) throws IOException {
        return InetAddress.getByName(text);
    }

    /** Knows where it would send, and sends nothing. */
    private record Ported(InetAddress party) implements RtpTransport {

        @Override
        public Optional<Ends> ends(boolean rtcp) {
            int odd = rtcp ? 1 : 0;
            return Optional.of(
                    new Ends(new InetSocketAddress(30_002 + odd), new InetSocketAddress(party, 20_002 + odd)));
        }

        @Override
        public EventLoop loop() {
            return new EmbeddedChannel().eventLoop();
        }

        @Override
        public void listener(RtpListener listener) {}

        @Override
        public void send(RtpPacket packet) {}

        @Override
        public void sendRtcp(byte[] compound, int offset, int length) {}

        @Override
        public TransportStats stats() {
            return new TransportStats(0, 0, 0, 0, 0, 0);
        }

        @Override
        public void close() {}
    }
}
