package org.courtbridge.h323.ras;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.courtbridge.h323.asn1.Octets;

/** Answers requests, and those of registered endpoints once more with the same octets if they come again. */
final class Answers {

    private final Registry registry;

    Answers(Registry registry) {
        this.registry = registry;
    }

    /** Sealed if the request was, and kept as long as its sender is registered. */
    void answer(Asked asked, RasMessage answer, List<GatekeeperAction> actions) {
        byte[] octets = Seal.encode(answer, asked.seal());
        asked.sender()
                .filter(registry::has)
                .ifPresent(known -> known.answered(Arrays.hashCode(asked.datagram()), octets, asked.now()));
        actions.add(asked.path().send(Octets.of(octets)));
    }

    /** To somebody whose answers are neither sealed nor kept. */
    static void answerStranger(Asked asked, RasMessage answer, List<GatekeeperAction> actions) {
        actions.add(asked.path().send(Octets.of(answer.encode())));
    }

    /** The last answer, if the same request came from there just before. */
    static Optional<Octets> before(Optional<Registration> sender, byte[] datagram, Instant now) {
        return sender.flatMap(known -> known.lastAnswerTo(Arrays.hashCode(datagram), now))
                .map(Octets::of);
    }
}
