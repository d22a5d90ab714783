package org.courtbridge.console.applications;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.courtbridge.console.applications.HourDetails.DeviceRow;
import org.courtbridge.console.applications.HourDetails.RoomRow;
import org.courtbridge.console.html.Badge;
import org.courtbridge.console.html.Fact;
import org.courtbridge.console.html.Names;
import org.courtbridge.console.http.Allowed;
import org.courtbridge.console.http.Principal;
import org.courtbridge.operations.feasibility.Feasibility;
import org.courtbridge.operations.feasibility.Feasibility.DeviceNow;
import org.courtbridge.operations.feasibility.Feasibility.PortsThen;
import org.courtbridge.operations.feasibility.Feasibility.RoomThen;
import org.courtbridge.provisioning.inventory.Institution;
import org.courtbridge.provisioning.testcall.Outcome;

/** Describes what is known of the hour that an application asks for; what is not known is said to be so. */
final class HourDescription {

    /** Rooms that are shown: more than a court has. */
    private static final int MOST_ROOMS = 50;

    private final ApplicationWords words;
    private final Principal reader;

    HourDescription(ApplicationWords words, Principal reader) {
        this.words = words;
        this.reader = reader;
    }

    HourDetails of(Feasibility known) {
        int all = known.rooms().size();
        return new HourDetails(
                words.minute(known.hour().from()),
                known.rooms().stream()
                        .sorted(Names.<RoomThen>by(one -> one.institution().name())
                                .thenComparing(
                                        Names.<RoomThen>by(one -> one.room().name())))
                        .limit(MOST_ROOMS)
                        .map(one -> room(one, known.tests()))
                        .toList(),
                all > MOST_ROOMS ? Optional.of(words.say("known.rooms.more", MOST_ROOMS, all)) : Optional.empty(),
                List.of(ports(known.ports()), processor(known)));
    }

    private RoomRow room(RoomThen one, boolean tests) {
        return new RoomRow(
                one.room().name(),
                one.institution().name(),
                one.taken().map(this::taken).orElseGet(() -> new Badge(words.say("known.room.free"), "good")),
                one.devices().stream()
                        .sorted(Names.by(device -> device.device().name()))
                        .map(device -> device(device, one.institution(), tests))
                        .toList());
    }

    private Badge taken(Feasibility.Taken taken) {
        String from = words.hour(taken.from());
        return taken.to()
                .map(to -> new Badge(words.say("known.room.taken", from, words.hour(to)), "bad"))
                .orElseGet(() -> new Badge(words.say("known.room.takenFrom", from), "warn"));
    }

    private DeviceRow device(DeviceNow one, Institution owner, boolean tests) {
        return new DeviceRow(
                one.device().name(),
                now(one),
                switch (one.registration()) {
                    case ANSWERS -> Optional.empty();
                    case NONE, SILENT ->
                        Optional.of(one.seen()
                                .map(at -> words.say("known.device.seen", words.second(at)))
                                .orElseGet(() -> words.say("known.device.unseen")));
                },
                one.test()
                        .map(test -> verdict(test.outcome()))
                        .orElseGet(() -> new Badge(
                                words.say(tests ? "test.state.UNTESTED" : "known.test.none"), tests ? "warn" : "")),
                one.test().map(test -> words.say("test.at", words.second(test.ended()))),
                one.test()
                        .filter(_ -> Allowed.SEE_TESTS.admits(reader, Optional.of(owner.id())))
                        .map(test -> "/tests/" + test.id()));
    }

    private List<Badge> now(DeviceNow one) {
        List<Badge> badges = new ArrayList<>();
        if (!one.device().enabled()) {
            badges.add(new Badge(words.say("device.disabled"), "bad"));
        }
        badges.add(
                switch (one.registration()) {
                    case ANSWERS -> new Badge(words.say("fleet.state.REGISTERED"), "good");
                    case SILENT -> new Badge(words.say("fleet.state.SILENT"), "warn");
                    case NONE -> new Badge(words.say("known.device.unregistered"), "bad");
                });
        badges.add(new Badge(
                words.say("known.health." + one.health()),
                switch (one.health()) {
                    case FAULTY -> "bad";
                    case WELL -> "good";
                    case UNKNOWN -> "";
                }));
        one.formerUntil()
                .ifPresent(until ->
                        badges.add(new Badge(words.say("known.device.formerUntil", words.minute(until)), "warn")));
        return List.copyOf(badges);
    }

    private Badge verdict(Outcome outcome) {
        return new Badge(
                words.say("test.outcome." + outcome),
                switch (outcome) {
                    case PASS -> "good";
                    case FAIL -> "bad";
                    case COULD_NOT_TELL -> "warn";
                });
    }

    private Fact ports(PortsThen ports) {
        String left = words.say("known.ports.left", ports.left(), ports.pairs(), ports.rooms());
        return new Fact(
                words.say("known.ports"),
                ports.withoutTime() == 0 ? left : left + " " + words.say("known.ports.unknown", ports.withoutTime()));
    }

    private Fact processor(Feasibility known) {
        long percent = Math.round(known.processor().share() * 100);
        String now = words.say("known.processor.now", percent);
        return new Fact(
                words.say("known.processor"),
                known.processor().saving() == 0 ? now : now + " " + words.say("known.processor.saving"));
    }
}
