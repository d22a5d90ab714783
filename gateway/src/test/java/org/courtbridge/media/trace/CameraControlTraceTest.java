package org.courtbridge.media.trace;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.courtbridge.codecs.h224.CameraCapabilities;
import org.courtbridge.codecs.h224.CameraCapabilities.Kind;
import org.courtbridge.codecs.h224.CameraCapabilities.Motion;
import org.courtbridge.codecs.h224.CameraCapabilities.Source;
import org.courtbridge.codecs.h224.CameraMessage;
import org.courtbridge.codecs.h224.CameraMove;
import org.courtbridge.codecs.h224.ClientId;
import org.courtbridge.codecs.h224.H224Frame;
import org.courtbridge.codecs.h224.ManagementMessage;
import org.courtbridge.codecs.rtp.RtpPacket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** tshark, which has a dissector of H.224 and H.281 that we did not write, reads every message that we write. */
class CameraControlTraceTest {

    private static final int PAYLOAD_TYPE = 101;

    @TempDir
    private Path folder;

    @Test
    void tsharkReadsEveryMessageAsItWasMeant() throws Exception {
        var all = new CameraMove(CameraMove.Pan.RIGHT, CameraMove.Tilt.DOWN, CameraMove.Zoom.IN, CameraMove.Focus.OUT);
        var other = new CameraMove(CameraMove.Pan.LEFT, CameraMove.Tilt.UP, CameraMove.Zoom.OUT, CameraMove.Focus.IN);
        List<String> camera = read(
                Stream.of(
                                new CameraMessage.StartAction(all, Duration.ofMillis(800)),
                                new CameraMessage.StartAction(other, Duration.ofMillis(150)),
                                new CameraMessage.ContinueAction(all),
                                new CameraMessage.StopAction(other),
                                new CameraMessage.StopAction(CameraMove.of(CameraMove.Tilt.DOWN)))
                        .map(CameraMessage::frame)
                        .toList(),
                "h224.q922_dlci_pri",
                "h224.standard_client_id",
                "h224.flag.es",
                "h224.flag.bs",
                "h224.fecc_message_code",
                "h224.pan_action",
                "h224.pan_dir",
                "h224.tilt_action",
                "h224.tilt_dir",
                "h224.zoom_action",
                "h224.zoom_dir",
                "h224.focus_action",
                "h224.focus_dir",
                "h224.timeout");
        String head = "0x0007 0x01 1 1 ";
        assertThat(camera)
                .containsExactly(
                        head + "0x01 1 1 1 0 1 1 1 0 0",
                        head + "0x01 1 0 1 1 1 0 1 1 3",
                        head + "0x02 1 1 1 0 1 1 1 0",
                        head + "0x03 1 0 1 1 1 0 1 1",
                        head + "0x03 0 0 1 0 0 0 0 0");
        assertThat(read(
                        Stream.of(
                                        new CameraMessage.SelectVideoSource(3, CameraMessage.VideoMode.STILL),
                                        new CameraMessage.VideoSourceSwitched(1, CameraMessage.VideoMode.MOTION),
                                        new CameraMessage.StoreAsPreset(15),
                                        new CameraMessage.ActivatePreset(2))
                                .map(CameraMessage::frame)
                                .toList(),
                        "h224.fecc_message_code",
                        "h224.vs_id",
                        "h224.vs_m1",
                        "h224.vs_m0",
                        "h224.preset_number"))
                .containsExactly("0x04 3 1 0", "0x05 1 0 0", "0x06    15", "0x07    2");
    }

    @Test
    void tsharkReadsWhatTheClientsTellEachOther() throws Exception {
        var capabilities = new CameraCapabilities(
                12, true, List.of(new Source(1, "", Set.of(Kind.MOTION), Set.of(Motion.PAN, Motion.ZOOM))));
        assertThat(read(
                        Stream.of(
                                        new ManagementMessage.ClientList(
                                                List.of(new ManagementMessage.Entry(ClientId.CAMERA, true))),
                                        new ManagementMessage.ClientListCommand(),
                                        capabilities.message(),
                                        new ManagementMessage.ExtraCapabilitiesCommand(ClientId.CAMERA))
                                .map(ManagementMessage::frame)
                                .toList(),
                        "h224.client_list_code",
                        "h224.ex_caps_code",
                        "h224.response_code",
                        "h224.number_of_clients",
                        "h224.standard_client_id",
                        "h224.ex_caps_bit",
                        "h224.brd_svs",
                        "h224.number_of_presets",
                        "h224.vs_id",
                        "h224.motion_video",
                        "h224.pan_cap",
                        "h224.tilt_cap",
                        "h224.zoom_cap",
                        "h224.focus_cap"))
                .containsExactly(
                        "0x01  0x00 1 0x00,0x01 1",
                        "0x01  0xff  0x00",
                        " 0x02 0x00  0x00,0x01 1 1 12 1 1 1 0 1 0",
                        " 0x02 0xff  0x00,0x01 1");
    }

    /** What tshark says of each frame; the values of a line with blanks between them. */
    private List<String> read(List<H224Frame> frames, String... fields) throws Exception {
        Path file = folder.resolve("camera.pcapng");
        try (OutputStream out = Files.newOutputStream(file);
                PcapngWriter capture = new PcapngWriter(out)) {
            InetSocketAddress from = new InetSocketAddress(InetAddress.getByName("10.77.0.1"), 20_004);
            InetSocketAddress to = new InetSocketAddress(InetAddress.getByName("10.77.0.9"), 30_004);
            for (int i = 0; i < frames.size(); i++) {
                capture.packet(i, UdpDatagram.of(from, to, rtp(frames.get(i), i)), "");
            }
        }
        List<String> options =
                new ArrayList<>(List.of("--enable-heuristic", "rtp_udp", "-d", "rtp.pt==" + PAYLOAD_TYPE + ",h224"));
        assertThat(Tshark.lines(file, with(options, "-Y", "_ws.malformed || _ws.expert.severity >= \"Warning\"")))
                .isEmpty();
        options.addAll(List.of("-T", "fields", "-E", "separator=/s"));
        for (String field : fields) {
            options.addAll(List.of("-e", field));
        }
        return Tshark.lines(file, options.toArray(String[]::new)).stream()
                .map(line -> line.replace("True", "1").replace("False", "0").stripTrailing())
                .toList();
    }

    private static String[] with(List<String> options, String... more) {
        return Stream.concat(options.stream(), Stream.of(more)).toArray(String[]::new);
    }

    private static byte[] rtp(H224Frame frame, int number) {
        ByteBuf payload = Unpooled.buffer();
        frame.write(payload);
        byte[] bytes = new byte[12 + payload.readableBytes()];
        bytes[0] = (byte) 0x80;
        System.arraycopy(ByteBufUtil.getBytes(payload), 0, bytes, 12, payload.readableBytes());
        RtpPacket packet = new RtpPacket().wrap(bytes, 0, bytes.length);
        packet.payloadType(PAYLOAD_TYPE);
        packet.sequenceNumber(number);
        packet.ssrc(7);
        return bytes;
    }
}
