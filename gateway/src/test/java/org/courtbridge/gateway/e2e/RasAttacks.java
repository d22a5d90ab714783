package org.courtbridge.gateway.e2e;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import org.courtbridge.h323.h225.AliasAddress;
import org.courtbridge.h323.ras.RasMessage;
import org.courtbridge.signalling.h323.RasAttacker;

/** A room of the inventory that sends RAS in its own name and in those of others, from its own address and from theirs. */
final class RasAttacks implements AutoCloseable {

    static final InetSocketAddress GATEKEEPER = new InetSocketAddress(Scratch.ADDRESS, 1719);

    /** Nobody receives there. */
    private static final int SOME_PORT = 1_718;

    private static final String ADDRESS = "10.77.0.67";

    private final RasAttacker own;
    private final ForgedDatagrams forger;

    RasAttacks(Path folder, String user, String password) throws IOException {
        own = new RasAttacker(ADDRESS, GATEKEEPER, user, password);
        forger = new ForgedDatagrams(folder);
    }

    /** The attacker as the room that it is. */
    RasAttacker own() {
        return own;
    }

    /** Octets from an address of somebody else's, which does not hear the answer. */
    void forge(InetAddress as, byte[] octets) throws IOException {
        forger.send(new InetSocketAddress(as, SOME_PORT), GATEKEEPER, octets);
    }

    /** RRQs of a room, from its address, that a wrong password proves. */
    void wrongPasswords(InetAddress as, String user, int times) throws IOException {
        try (RasAttacker guesser = new RasAttacker(ADDRESS, GATEKEEPER, user, "wrong")) {
            for (int i = 0; i < times; i++) {
                forge(as, guesser.proved(guesser.registration(new AliasAddress.H323Id(user))));
            }
        }
    }

    /** RRQs from its own address and from ever new ones. */
    void flood(int perSecond, Duration time) throws IOException {
        byte[] registration;
        try (RasAttacker anybody = new RasAttacker(ADDRESS, GATEKEEPER, "anybody", "none")) {
            registration =
                    anybody.registration(new AliasAddress.H323Id("anybody")).encode();
        }
        long begin = System.nanoTime();
        for (int i = 0; i < perSecond * time.toSeconds(); i++) {
            Await.elapsed(Duration.ofNanos(begin + i * 1_000_000_000L / perSecond - System.nanoTime()));
            boolean itself = i % 2 == 0;
            forge(
                    InetAddress.ofLiteral(itself ? ADDRESS : "10.91.%d.%d".formatted(i / 250 % 250, i % 250 + 1)),
                    registration);
        }
    }

    /** Waits until the gatekeeper has received all that was forged: what comes last bears the attacker's own place. */
    RasMessage arrive(String user) throws IOException {
        forger.send(own.address(), GATEKEEPER, own.proved(own.registration(new AliasAddress.H323Id(user))));
        return own.hears();
    }

    @Override
    public void close() throws IOException {
        own.close();
        forger.close();
    }
}
