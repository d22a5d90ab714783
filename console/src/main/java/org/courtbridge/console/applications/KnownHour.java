package org.courtbridge.console.applications;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.courtbridge.operations.feasibility.Feasibility;
import org.courtbridge.operations.fleet.RegistrationHere;
import org.courtbridge.provisioning.testcall.Outcome;
import org.courtbridge.provisioning.testcall.Tested;

/**
 * Document of the API about the hour that an application asks for.
 *
 * @param rooms of the court and of the institution asked, those that the reader may know of
 * @param tests whether this gateway makes test calls; without them, nothing is known from the absence of a test
 */
record KnownHour(
        Instant from, Instant to, List<KnownRoom> rooms, KnownPorts ports, KnownProcessor processor, boolean tests) {

    /** @param taken absent if neither a booking nor a seat of its devices takes it */
    record KnownRoom(
            String id, String name, String institution, Optional<TakenHours> taken, List<KnownDevice> devices) {}

    /** @param to absent if nobody has said when the other hearing ends */
    record TakenHours(Instant from, Optional<Instant> to) {}

    /**
     * A device as it is now.
     *
     * @param seen when it last answered its driver or was in a call; absent if it did neither since the start
     * @param formerUntil until when a former password works, where the present one has not been proved
     */
    record KnownDevice(
            String id,
            String name,
            boolean enabled,
            RegistrationHere registration,
            Feasibility.Health health,
            Optional<Instant> seen,
            Optional<Instant> formerUntil,
            Optional<KnownTest> test) {}

    record KnownTest(String id, Instant ended, Outcome outcome) {}

    /**
     * Pairs of UDP ports for rooms' media.
     *
     * @param rooms that are in hearings in that hour
     * @param needed by them at most
     * @param withoutTime hearings without a time, which are not counted
     */
    record KnownPorts(int pairs, int rooms, int needed, int left, int withoutTime) {}

    /** How busy those who code pictures are now. @param busy 0 to 1 @param saving 0 for nothing saved, and more the more is */
    record KnownProcessor(double busy, int saving) {}

    static KnownHour of(Feasibility known) {
        Feasibility.PortsThen ports = known.ports();
        return new KnownHour(
                known.hour().from(),
                known.hour().to(),
                known.rooms().stream().map(KnownHour::room).toList(),
                new KnownPorts(ports.pairs(), ports.rooms(), ports.needed(), ports.left(), ports.withoutTime()),
                new KnownProcessor(known.processor().share(), known.processor().saving()),
                known.tests());
    }

    private static KnownRoom room(Feasibility.RoomThen one) {
        return new KnownRoom(
                one.room().id(),
                one.room().name(),
                one.institution().id(),
                one.taken().map(taken -> new TakenHours(taken.from(), taken.to())),
                one.devices().stream().map(KnownHour::device).toList());
    }

    private static KnownDevice device(Feasibility.DeviceNow one) {
        return new KnownDevice(
                one.device().id(),
                one.device().name(),
                one.device().enabled(),
                one.registration(),
                one.health(),
                one.seen(),
                one.formerUntil(),
                one.test().map(KnownHour::test));
    }

    private static KnownTest test(Tested test) {
        return new KnownTest(test.id(), test.ended(), test.outcome());
    }
}
