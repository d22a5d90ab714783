package org.courtbridge.signalling.sdp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.courtbridge.signalling.sdp.FloorControlLine.Floor;
import org.junit.jupiter.api.Test;

class FloorControlLineTest {

    private static MediaDescription line(String protocol, String... attributes) {
        String session = """
                v=0
                o=- 1 1 IN IP4 192.0.2.1
                s=-
                c=IN IP4 192.0.2.1
                t=0 0
                """;
        return SessionDescription.parse(
                        session + "m=application 5070 " + protocol + " *\n" + String.join("\n", attributes))
                .media()
                .getFirst();
    }

    @Test
    void readsWhatAServerSays() {
        MediaDescription line = line(
                "TCP/TLS/BFCP",
                "a=setup:passive",
                "a=connection:new",
                "a=floorctrl:s-only",
                "a=confid:4294967295",
                "a=userid:15377",
                "a=floorid:2 mstrm:12 13",
                "a=floorid:1");

        FloorControlLine said = FloorControlLine.of(line);
        assertThat(said)
                .isEqualTo(new FloorControlLine(
                        List.of("s-only"),
                        OptionalLong.of(4_294_967_295L),
                        OptionalInt.of(15_377),
                        List.of(new Floor(2, List.of("12", "13")), new Floor(1, List.of()))));
        assertThat(said.maybeClient()).isFalse();
        assertThat(said.on(MediaDescription.of("application", 5070, "TCP/TLS/BFCP", List.of("*"))
                        .with("setup", "passive")
                        .with("connection", "new")))
                .isEqualTo(line);
    }

    @Test
    void readsHowOldRoomsNameStreams() {
        assertThat(FloorControlLine.of(line("UDP/BFCP", "a=floorid:1 m-stream:3"))
                        .floors())
                .containsExactly(new Floor(1, List.of("3")));
    }

    @Test
    void whoSaysNothingOfItsRoleIsAClient() {
        assertThat(FloorControlLine.of(line("UDP/BFCP")).maybeClient()).isTrue();
        assertThat(FloorControlLine.of(line("UDP/BFCP", "a=floorctrl:C-S")).maybeClient())
                .isTrue();
        assertThat(FloorControlLine.of(line("UDP/BFCP", "a=floorctrl:c-only s-only"))
                        .roles())
                .containsExactly("c-only", "s-only");
    }

    @Test
    void whatCannotBeReadIsNotThere() {
        FloorControlLine said = FloorControlLine.of(
                line("UDP/BFCP", "a=confid:4294967296", "a=userid:-1", "a=floorid:x mstrm:1", "a=floorid:65536"));

        assertThat(said)
                .isEqualTo(new FloorControlLine(List.of(), OptionalLong.empty(), OptionalInt.empty(), List.of()));
    }

    @Test
    void knowsItsLines() {
        assertThat(FloorControlLine.isOn(line("udp/bfcp"))).isTrue();
        assertThat(FloorControlLine.isOn(line("UDP/TLS/BFCP"))).isTrue();
        assertThat(FloorControlLine.isOn(line("RTP/AVP"))).isFalse();
        assertThat(FloorControlLine.isOn(MediaDescription.of("video", 1, "UDP/BFCP", List.of("*"))))
                .isFalse();
    }
}
