package org.courtbridge.signalling.bfcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.courtbridge.media.trace.Tshark;
import org.courtbridge.signalling.bfcp.Primitive.Known;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Everything that the server says, read by Wireshark. */
class SentMessagesTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private final List<String> dump = new ArrayList<>();

    @TempDir
    private Path folder;

    /** What a floor says to two rooms by way of every message that it can send. */
    private void everything(int version, FloorLink.Reliability reliability) {
        ContentFloor floor = new ContentFloor(FloorPolicy.HEARING_DECIDES);
        floor.enter(1, "Courtroom 1");
        floor.enter(2, "A room whose name is much longer than any that a technician would give it, but who knows");
        FloorLink link = new FloorLink(reliability, 0x1234_5678, 1);
        BfcpAttribute ours = BfcpAttribute.id(BfcpAttribute.FLOOR_ID, ContentFloor.FLOOR);
        int transaction = 100;
        for (BfcpMessage request : List.of(
                request(version, Known.HELLO),
                request(version, Known.FLOOR_QUERY, ours),
                request(
                        version,
                        Known.FLOOR_REQUEST,
                        ours,
                        BfcpAttribute.text(BfcpAttribute.PARTICIPANT_PROVIDED_INFO, "plan of the house")),
                request(version, Known.USER_QUERY),
                request(version, Known.FLOOR_REQUEST_QUERY, BfcpAttribute.id(BfcpAttribute.FLOOR_REQUEST_ID, 1)),
                request(version, Known.FLOOR_RELEASE, BfcpAttribute.id(BfcpAttribute.FLOOR_REQUEST_ID, 1)),
                request(version, Known.CHAIR_ACTION),
                request(version, Known.HELLO, new BfcpAttribute.Unknown(100, true, "")),
                request(version, Known.GOODBYE))) {
            transaction++;
            BfcpMessage numbered = new BfcpMessage(
                    version, false, request.primitive(), 0x1234_5678, transaction, 1, request.attributes());
            run(link, numbered, floor.receive(1, numbered));
            if (request.primitive() == Known.FLOOR_REQUEST) {
                run(link, numbered, floor.grant(1));
            }
        }
        run(link, request(version, Known.HELLO), floor.grant(2));
        run(link, request(version, Known.HELLO), floor.revoke());
    }

    private static BfcpMessage request(int version, Primitive primitive, BfcpAttribute... attributes) {
        return new BfcpMessage(version, false, primitive, 0x1234_5678, 0, 1, List.of(attributes));
    }

    private void run(FloorLink link, BfcpMessage request, List<FloorAction> actions) {
        for (FloorAction action : actions) {
            List<LinkAction> sent = switch (action) {
                case FloorAction.Answer answer -> link.answer(request, answer.primitive(), answer.attributes(), NOW);
                case FloorAction.Tell tell ->
                    new FloorLink(FloorLink.Reliability.UNRELIABLE, 0x1234_5678, tell.user())
                            .tell(tell.primitive(), tell.attributes(), NOW);
                case FloorAction.FloorAsked _,
                        FloorAction.FloorTaken _,
                        FloorAction.FloorWithdrawn _,
                        FloorAction.FloorFreed _,
                        FloorAction.SaidGoodbye _ -> List.of();
            };
            sent.forEach(each -> keep(((LinkAction.Send) each).bytes()));
        }
    }

    private void keep(ByteBuf bytes) {
        StringBuilder line = new StringBuilder("0000 ");
        while (bytes.isReadable()) {
            line.append(" %02x".formatted(bytes.readUnsignedByte()));
        }
        dump.add(line + "\n");
    }

    @Test
    void areUnderstoodByWiresharkToTheLastOctet() throws Exception {
        everything(2, FloorLink.Reliability.UNRELIABLE);
        everything(1, FloorLink.Reliability.RELIABLE);
        Path text = folder.resolve("sent.txt");
        Path capture = folder.resolve("sent.pcap");
        Files.write(text, dump);
        Process converted = new ProcessBuilder("text2pcap", "-u", "5070,5070", text.toString(), capture.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile())
                .start();
        assertThat(converted.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(converted.exitValue()).isZero();

        String[] asBfcp = {"-d", "udp.port==5070,bfcp"};
        List<String> primitives =
                Tshark.lines(capture, asBfcp[0], asBfcp[1], "-Y", "bfcp", "-T", "fields", "-e", "bfcp.primitive");
        assertThat(primitives).hasSize(dump.size());
        assertThat(primitives).contains("4", "6", "8", "12", "13", "17");
        assertThat(Tshark.lines(capture, asBfcp[0], asBfcp[1], "-Y", "_ws.expert || _ws.malformed"))
                .isEmpty();
        assertThat(Tshark.lines(
                        capture,
                        asBfcp[0],
                        asBfcp[1],
                        "-Y",
                        "bfcp.request_status == 3",
                        "-T",
                        "fields",
                        "-e",
                        "bfcp.user_disp_name"))
                .isNotEmpty()
                .allMatch(names -> names.contains("Courtroom 1"));
    }
}
