package org.courtbridge.gateway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * A room that takes H.264 in packetization mode 0 alone, each NAL unit in a packet of its own (RFC 6184, section 6.2), and a
 * phone whose NAL units are longer than a packet.
 */
class PacketizationModeIT {

    private static final int ROOM = 1;
    private static final int PHONE = 3;

    /** Each of the pictures that are seen is one at least. */
    private static final int FEWEST = 5;

    /** So that the fewest are among them: the parts of a picture are about as long as each other, and some of them short. */
    private static final int MANY = 8 * FEWEST;

    /** Enough for keyframes, and most of what comes between them, to be longer than a packet. */
    private static final int GRAIN = 8;

    private static final Path MODULES = Path.of("/usr/lib/baresip/modules");
    private static final String CODEC = "avcodec.so";

    @Test
    void aRoomOfMode0AndAPhoneSeeEachOther() throws Exception {
        try (Court court = Court.open("PacketizationModeIT")) {
            court.start();
            Path modules = modulesOfMode0(court.folder());
            try (BaresipPeer room =
                            BaresipPeer.start(court.folder(), court.account(ROOM), "module_path " + modules + "\n");
                    BrowserPeer phone = BrowserPeer.start(court.folder(), PHONE, "kk-KZ", GRAIN)) {
                phone.page().navigate(court.invite(PHONE));
                room.awaitRegistered();
                court.call(room);
                RoomCall.Stream picture = RoomCall.of(room).picture();
                court.knock(phone);
                court.admit(PHONE);
                court.awaitSight(phone, ROOM);
                Proof.sees(PHONE, ROOM, phone);
                Proof.sees(ROOM, PHONE, room);
                assertThat(Await.orComplaint(
                                "the phone sends pictures that are longer than a packet",
                                Court.PATIENCE,
                                () -> packetsBesideTheFirstOfEachPicture(phone) >= MANY))
                        .as(() -> "layers that the phone sends: " + phone.picturesSent())
                        .isEmpty();

                court.gateway().close();
                Path traces = court.gateway().traces();
                TraceJudge.judge(traces);
                assertThat(TraceJudge.fields(
                                traces, "sdp.fmtp.parameter contains \"packetization-mode\"", "sdp.fmtp.parameter"))
                        .allMatch(said -> !said.contains("packetization-mode=1"));
                assertThat(TraceJudge.fields(traces, "h264 && udp.srcport == " + picture.rtp(), "h264.nal_unit_hdr"))
                        .as("what the room is sent: slices, keyframes and parameter sets, whole")
                        .hasSizeGreaterThan(FEWEST)
                        .allMatch(type -> List.of("1", "5", "7", "8").contains(type));
                String fromPhone = "rtp && udp.dstport == " + GatewayProcess.WEBRTC_PORT;
                assertThat(fragments(TraceJudge.fields(
                                traces,
                                fromPhone,
                                "rtp.payload",
                                "-d",
                                "udp.port==" + GatewayProcess.WEBRTC_PORT + ",rtp")))
                        .as("fragments that the phone sends")
                        .hasSizeGreaterThan(FEWEST);
            }
        }
    }

    /** Of all layers: the smallest one's pictures fit into a packet each. */
    private static int packetsBesideTheFirstOfEachPicture(BrowserPeer phone) {
        int packets = 0;
        for (JsonNode layer : phone.picturesSent()) {
            packets += layer.path("packetsSent").asInt()
                    - layer.path("retransmittedPacketsSent").asInt()
                    - layer.path("framesEncoded").asInt();
        }
        return packets;
    }

    /** Payloads that are FU-A, and longer than any of sound: two halves of a picture that is a little longer than a packet are each. */
    private static List<String> fragments(List<String> payloads) {
        return payloads.stream()
                .filter(payload -> payload.length() > 1_000)
                .filter(payload -> (Integer.parseInt(payload.substring(0, 2), 16) & 0x1F) == 28)
                .toList();
    }

    /** baresip knows both modes and cannot be asked to leave one out: its module says 0 where it said 1. */
    private static Path modulesOfMode0(Path folder) throws IOException {
        Path modules = Files.createDirectories(folder.resolve("modules"));
        try (Stream<Path> all = Files.list(MODULES)) {
            for (Path module : all.filter(each -> !each.endsWith(CODEC)).toList()) {
                Files.createSymbolicLink(modules.resolve(module.getFileName()), module);
            }
        }
        String codec = Files.readString(MODULES.resolve(CODEC), StandardCharsets.ISO_8859_1);
        String changed = codec.replace("packetization-mode=1\0", "packetization-mode=0\0");
        assertThat(changed).isNotEqualTo(codec);
        Files.writeString(modules.resolve(CODEC), changed, StandardCharsets.ISO_8859_1);
        return modules;
    }
}
