package org.courtbridge.console.tests;

import java.util.Optional;
import org.courtbridge.console.http.Allowed;
import org.courtbridge.console.http.Call;
import org.courtbridge.console.http.Endpoint;
import org.courtbridge.console.http.Endpoints;
import org.courtbridge.console.http.Principal;
import org.courtbridge.court.conference.Conferences;
import org.courtbridge.hearings.HearingState;
import org.courtbridge.operations.tests.TestDesk;
import org.courtbridge.provisioning.inventory.Institution;
import org.courtbridge.provisioning.inventory.Inventory;
import org.courtbridge.provisioning.testcall.Tested;
import org.courtbridge.provisioning.testcall.Tested.Place;

/** Limits every endpoint that names a test in its path to the court whose hearing it was for, and to the institution whose room was tested. */
public final class TestGuard implements Endpoints.Guard {

    private static final String TEST = "{test}";

    private final TestCallDesk desk;
    private final Conferences conferences;
    private final Inventory inventory;

    public TestGuard(TestCallDesk desk, Conferences conferences, Inventory inventory) {
        this.desk = desk;
        this.conferences = conferences;
        this.inventory = inventory;
    }

    /** @param hearing that it is for; empty if it is for none */
    private record Subject(Place place, Optional<String> hearing) {

        static Subject of(Tested test) {
            return new Subject(test.place(), test.hearing());
        }

        static Subject of(TestDesk.Running test) {
            return new Subject(test.place(), test.hearing());
        }
    }

    /** Says nothing of a test that there is not: the endpoint does. */
    @Override
    public void check(Endpoint endpoint, Call call) {
        Principal principal = call.principal();
        if (!endpoint.path().contains(TEST) || endpoint.allowed().admits(principal, Optional.empty())) {
            return;
        }
        subject(call.path("test"))
                .filter(test -> !isOf(endpoint.allowed(), principal, test))
                .ifPresent(_ -> {
                    throw TestCallDesk.noSuchTest();
                });
    }

    private Optional<Subject> subject(String id) {
        // In this order: what goes on may end in between, and is in the book then.
        Optional<Subject> running = desk.running(id).map(Subject::of);
        return desk.ended(id)
                .map(Subject::of)
                .or(() -> running)
                .or(() -> desk.givenUp(id).map(test -> Subject.of(test.test())));
    }

    private boolean isOf(Allowed action, Principal principal, Subject test) {
        Optional<String> court = test.hearing.flatMap(conferences::byId).flatMap(HearingState::court);
        Optional<String> owner = test.place instanceof Place.Room room
                ? inventory
                        .placement(room.id())
                        .flatMap(placement -> placement.institution().map(Institution::id))
                : Optional.empty();
        return action.admits(principal, court) || action.admits(principal, owner);
    }
}
