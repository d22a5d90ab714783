package org.courtbridge.h323.dissect;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import org.courtbridge.h323.dissect.DissectedMessage.Protocol;
import org.courtbridge.h323.h225.CallSignalling;
import org.courtbridge.h323.h225.TransportAddress;
import org.junit.jupiter.api.Test;

class SignallingAddressesTest {

    private static final Endpoint CALLER = endpoint(12_032);
    private static final Endpoint CONTROL = endpoint(34_383);
    private static final Endpoint SIGNALLING = endpoint(1_720);

    private final SignallingAddresses addresses = new SignallingAddresses();

    private static InetSocketAddress address(int port) {
        return new InetSocketAddress("192.0.2.1", port);
    }

    private static Endpoint endpoint(int port) {
        return new Endpoint(address(port).getAddress(), port);
    }

    private void learn(String component, int port) {
        addresses.learn(CallSignalling.SETUP_UUIE
                .build()
                .set(component, TransportAddress.toChoice(address(port)))
                .done());
    }

    @Test
    void knowsWhatIsSpokenWhere() {
        assertThat(addresses.between(CALLER, SIGNALLING)).contains(Protocol.CALL_SIGNALLING);
        assertThat(addresses.between(CALLER, CONTROL)).isEmpty();
        learn("h245Address", CONTROL.port());
        assertThat(addresses.between(CALLER, CONTROL)).contains(Protocol.H245);
        assertThat(addresses.between(CONTROL, CALLER)).contains(Protocol.H245);
        learn("sourceCallSignalAddress", 5_000);
        assertThat(addresses.between(CALLER, endpoint(5_000))).contains(Protocol.CALL_SIGNALLING);
    }

    /** chan_ooh323 (Asterisk) names the port that its Setup comes from, and later has H.245 come from the same. */
    @Test
    void takesTheSourceOfASetupForNoSignThatLaterConnectionsFromThereAreOfCallSignalling() {
        learn("sourceCallSignalAddress", CALLER.port());
        learn("h245Address", CONTROL.port());

        assertThat(addresses.between(CALLER, CONTROL)).contains(Protocol.H245);
        assertThat(addresses.between(CALLER, SIGNALLING)).contains(Protocol.CALL_SIGNALLING);
    }
}
