package org.courtbridge.signalling.sip.media;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.courtbridge.signalling.bfcp.BfcpTransport;
import org.courtbridge.signalling.bfcp.RoomAccess;
import org.courtbridge.signalling.sdp.Attributes;
import org.courtbridge.signalling.sdp.MediaDescription;
import org.courtbridge.signalling.sdp.SessionDescription;
import org.junit.jupiter.api.Test;

class RoomFloorTest {

    private static final RoomAccess ROOM = new RoomAccess(4_711, 12);

    private static SessionDescription offer(String protocol, String... attributes) {
        String session = """
                v=0
                o=- 1 1 IN IP4 192.0.2.1
                s=-
                c=IN IP4 192.0.2.1
                t=0 0
                """;
        return SessionDescription.parse(
                session + "m=application 5070 " + protocol + " *\n" + String.join("\n", attributes));
    }

    private static Optional<BfcpTransport> transportOf(String protocol, String... attributes) {
        SessionDescription offer = offer(protocol, attributes);
        return RoomFloor.transportOf(offer.media().getFirst(), offer);
    }

    private static List<String> lines(MediaDescription said) {
        return SessionDescription.of(offer("UDP/BFCP").origin(), Attributes.NONE, List.of(said))
                .write()
                .lines()
                .dropWhile(line -> !line.startsWith("m="))
                .toList();
    }

    @Test
    void takesWhatRoomsOfferAsItsServer() {
        assertThat(transportOf("UDP/BFCP", "a=floorctrl:c-s", "a=confid:1", "a=userid:1"))
                .contains(BfcpTransport.UDP);
        assertThat(transportOf("TCP/BFCP", "a=setup:actpass", "a=floorctrl:c-only s-only"))
                .contains(BfcpTransport.TCP);
        assertThat(transportOf("TCP/BFCP")).contains(BfcpTransport.TCP);
        assertThat(transportOf("TCP/TLS/BFCP", "a=setup:active")).contains(BfcpTransport.TLS);
    }

    @Test
    void refusesToConnectToAskAndToSpeakOverDtls() {
        assertThat(transportOf("TCP/BFCP", "a=setup:passive")).isEmpty();
        assertThat(transportOf("UDP/BFCP", "a=floorctrl:s-only")).isEmpty();
        assertThat(transportOf("UDP/TLS/BFCP", "a=setup:actpass")).isEmpty();
        assertThat(transportOf("RTP/AVP", "a=rtpmap:99 H224/4800")).isEmpty();
        SessionDescription refused = offer("UDP/BFCP");
        assertThat(RoomFloor.transportOf(refused.media().getFirst().refused(), refused))
                .isEmpty();
    }

    @Test
    void answersAsAPassiveServerWithTheFloorOfTheSlides() {
        MediaDescription offered =
                offer("TCP/BFCP", "a=setup:active", "a=mid:4").media().getFirst();

        assertThat(lines(RoomFloor.answer(offered, 31_000, ROOM, "12")))
                .containsExactly(
                        "m=application 31000 TCP/BFCP *",
                        "a=setup:passive",
                        "a=connection:new",
                        "a=floorctrl:s-only",
                        "a=confid:4711",
                        "a=userid:12",
                        "a=floorid:1 mstrm:12",
                        "a=mid:4");
    }

    @Test
    void offersWithoutConnectionsOverUdp() {
        assertThat(lines(RoomFloor.offer(BfcpTransport.UDP, 31_000, ROOM, "3")))
                .containsExactly(
                        "m=application 31000 UDP/BFCP *",
                        "a=floorctrl:s-only",
                        "a=confid:4711",
                        "a=userid:12",
                        "a=floorid:1 mstrm:3");
    }

    @Test
    void callsTheSlidesAsTheRoomDoes() {
        MediaDescription slides = MediaDescription.of("video", 9, "RTP/AVP", List.of("97"));

        assertThat(RoomFloor.label(slides.with("label", "12"))).isEqualTo("12");
        assertThat(RoomFloor.label(slides)).isEqualTo("3");
    }
}
