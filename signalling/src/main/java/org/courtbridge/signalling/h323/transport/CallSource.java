package org.courtbridge.signalling.h323.transport;

import java.net.InetAddress;
import org.courtbridge.h323.ras.Registration;

/** The owner of a connection of call signalling, as far as it shows: an endpoint's messages come from the same source as its calls. */
public sealed interface CallSource {

    /** Anybody at an address. */
    record Address(InetAddress address) implements CallSource {}

    /** The endpoint that has registered on the connection (H.460.17), and nobody else of the same address. */
    record Endpoint(String endpointIdentifier) implements CallSource {}

    /** That an endpoint's calls come from. */
    static CallSource of(Registration endpoint) {
        return endpoint.tunnel().isPresent()
                ? new Endpoint(endpoint.endpointIdentifier())
                : new Address(endpoint.rasAddress().getAddress());
    }
}
