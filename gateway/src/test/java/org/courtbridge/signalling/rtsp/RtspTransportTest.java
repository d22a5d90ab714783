package org.courtbridge.signalling.rtsp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.courtbridge.signalling.rtsp.RtspTransport.Pair;
import org.junit.jupiter.api.Test;

class RtspTransportTest {

    @Test
    void readsThePortsOfTheCamera() {
        assertThat(RtspTransport.parse("RTP/AVP;unicast;client_port=4588-4589;server_port=6256-6257;ssrc=1A2B"))
                .isEqualTo(new RtspTransport(Optional.of(new Pair(6256, 6257)), Optional.empty()));
        assertThat(RtspTransport.parse("RTP/AVP/UDP; unicast; Server_Port = 6256-6257; source=192.0.2.1")
                        .ports())
                .isEmpty();
        assertThat(RtspTransport.parse("RTP/AVP;server_port=6256").ports()).contains(new Pair(6256, 6257));
    }

    @Test
    void readsTheChannelsOfItsConnection() {
        assertThat(RtspTransport.parse("RTP/AVP/TCP;unicast;interleaved=2-3").channels())
                .contains(new Pair(2, 3));
    }

    @Test
    void takesNothingThatCannotBe() {
        for (String header : List.of(
                "",
                ";;;",
                "RTP/AVP;server_port=",
                "RTP/AVP;server_port=70000-70001",
                "RTP/AVP;server_port=65535",
                "RTP/AVP;server_port=-1",
                "RTP/AVP/TCP;interleaved=255",
                "RTP/AVP/TCP;interleaved=256-257",
                "RTP/AVP;server_port=999999999999")) {
            assertThat(RtspTransport.parse(header))
                    .as(header)
                    .isEqualTo(new RtspTransport(Optional.empty(), Optional.empty()));
        }
    }

    @Test
    void asksForOneWayOrTheOther() {
        assertThat(RtspTransport.udp(5000)).isEqualTo("RTP/AVP;unicast;client_port=5000-5001");
        assertThat(RtspTransport.interleaved(new Pair(0, 1))).isEqualTo("RTP/AVP/TCP;unicast;interleaved=0-1");
    }
}
