package org.courtbridge.devices.polygroup;

import java.net.InetSocketAddress;
import java.security.KeyPair;
import java.util.Optional;
import java.util.function.Function;
import org.courtbridge.devices.Credentials;
import org.courtbridge.devices.simulate.Front;
import org.courtbridge.devices.simulate.LineFront;
import org.courtbridge.devices.simulate.LineService;
import org.courtbridge.devices.simulate.SimulatedRoom;
import org.courtbridge.devices.simulate.Simulator;
import org.courtbridge.devices.simulate.SshFront;

/** A codec of the Group Series that takes commands over TCP, where it asks for the password itself, or over SSH. */
public final class PolyGroupSimulator implements Simulator {

    private final SimulatedRoom room = new SimulatedRoom();
    private final Front front;

    private PolyGroupSimulator(Function<SimulatedRoom, Front> open) {
        this.front = open.apply(room);
    }

    /** @param password empty for one that lets everybody in */
    public static PolyGroupSimulator overTelnet(InetSocketAddress bind, Optional<String> password) {
        return new PolyGroupSimulator(room -> {
            PolyGroupShell shell = new PolyGroupShell(room);
            LineService service = mouth -> password.<LineService.Conversation>map(
                            wanted -> new PolyGroupEntrance(mouth, wanted, shell))
                    .orElseGet(() -> shell.converse(mouth));
            return new LineFront("poly-group", bind, Optional.empty(), service);
        });
    }

    /** With a host key of its own. */
    public static PolyGroupSimulator overSsh(InetSocketAddress bind, Credentials credentials) {
        return overSsh(bind, credentials, SshFront.newKey());
    }

    static PolyGroupSimulator overSsh(InetSocketAddress bind, Credentials credentials, KeyPair key) {
        return new PolyGroupSimulator(room -> new SshFront(bind, credentials, key, new PolyGroupShell(room)));
    }

    @Override
    public Front front() {
        return front;
    }

    @Override
    public SimulatedRoom room() {
        return room;
    }
}
