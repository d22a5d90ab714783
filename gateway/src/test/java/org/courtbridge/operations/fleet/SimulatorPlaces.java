package org.courtbridge.operations.fleet;

import java.util.List;
import org.courtbridge.devices.AllowedAddresses;
import org.courtbridge.devices.IpNetwork;

/** The addresses of simulators in tests, where no device would be. */
public final class SimulatorPlaces {

    public static final AllowedAddresses LOOPBACK =
            AllowedAddresses.besides(List.of(IpNetwork.parse("127.0.0.0/8"), IpNetwork.parse("::1")));

    private SimulatorPlaces() {}
}
