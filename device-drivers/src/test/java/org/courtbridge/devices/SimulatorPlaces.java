package org.courtbridge.devices;

import java.util.List;

/** The addresses of simulators in tests, where no device would be. */
public final class SimulatorPlaces {

    public static final AllowedAddresses LOOPBACK =
            AllowedAddresses.besides(List.of(IpNetwork.parse("127.0.0.0/8"), IpNetwork.parse("::1")));

    private SimulatorPlaces() {}
}
