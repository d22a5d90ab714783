package org.courtbridge.devices.lifesize;

import java.net.InetSocketAddress;
import java.security.KeyPair;
import java.util.Set;
import org.courtbridge.devices.Credentials;
import org.courtbridge.devices.simulate.SecureFront;
import org.courtbridge.devices.simulate.SimulatedRoom;
import org.courtbridge.devices.simulate.Simulator;
import org.courtbridge.devices.simulate.SshFront;

/** A LifeSize Icon or Room with its automation interface over SSH. */
public final class LifesizeSimulator implements Simulator {

    private final SimulatedRoom room = new SimulatedRoom();
    private final SecureFront front;

    LifesizeSimulator(
            InetSocketAddress bind, Credentials credentials, KeyPair key, LifesizeShell.Model model, Set<String> more) {
        this.front = new SshFront(bind, credentials, key, new LifesizeShell(room, model, more));
    }

    /** An Icon, with a host key of its own. */
    public static LifesizeSimulator icon(InetSocketAddress bind, Credentials credentials) {
        return icon(bind, credentials, Set.of());
    }

    /**
     * An Icon, with a host key of its own.
     *
     * @param more words of settings that it has besides, such as {@code x gatekeeper}; those of real ones are not known
     */
    public static LifesizeSimulator icon(InetSocketAddress bind, Credentials credentials, Set<String> more) {
        return new LifesizeSimulator(bind, credentials, SshFront.newKey(), LifesizeShell.Model.ICON, more);
    }

    /** A Room 220, with a host key of its own. */
    public static LifesizeSimulator room220(InetSocketAddress bind, Credentials credentials) {
        return new LifesizeSimulator(bind, credentials, SshFront.newKey(), LifesizeShell.Model.ROOM, Set.of());
    }

    @Override
    public SecureFront front() {
        return front;
    }

    @Override
    public SimulatedRoom room() {
        return room;
    }
}
