package org.courtbridge.console.alerts;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.courtbridge.console.http.Allowed;
import org.courtbridge.console.http.ApiEndpoints;
import org.courtbridge.console.http.Call;
import org.courtbridge.console.http.Reply;
import org.courtbridge.console.http.RequestException;
import org.courtbridge.console.tests.TestCallDesk;
import org.courtbridge.console.tests.TestViews;
import org.courtbridge.operations.alerts.FaultBook;
import org.courtbridge.provisioning.testcall.Alert;
import org.courtbridge.provisioning.testcall.Check;
import org.courtbridge.provisioning.testcall.Fault;

/** Faults that tests found, and who was told of them, over the API (paras. 14, 17 and 23 to 25 of the rules). */
public final class FaultApi {

    private static final String FAULTS = "/api/v1/faults";
    private static final int MOST = 300;

    private final TestCallDesk desk;

    public FaultApi(TestCallDesk desk) {
        this.desk = desk;
    }

    /**
     * @param checks that failed when it was found
     * @param lasting those of them that have not passed since
     * @param impedes whether it keeps a hearing from being held
     * @param expected when it should work again, as a technician said
     * @param test that it was found mended by
     * @param minutesToRestore how long it took
     */
    record FaultView(
            String id,
            TestViews.TestPlace place,
            Optional<String> hearing,
            Set<Check> checks,
            Set<Check> lasting,
            boolean impedes,
            Instant opened,
            Optional<Instant> expected,
            Optional<Instant> restored,
            Optional<String> test,
            Optional<Long> minutesToRestore) {

        static FaultView of(Fault fault) {
            return new FaultView(
                    fault.id(),
                    TestViews.TestPlace.of(fault.place()),
                    fault.hearing(),
                    fault.checks(),
                    fault.lasting(),
                    fault.impedes(),
                    fault.opened(),
                    fault.expectation().map(Fault.Expectation::until),
                    fault.restored().map(Fault.Restored::at),
                    fault.restored().map(Fault.Restored::test),
                    fault.timeToRestore().map(time -> time.toMinutes()));
        }
    }

    /** @param to who was told */
    record AlertView(
            String fault,
            Alert.Role to,
            Alert.Occasion occasion,
            Alert.Severity severity,
            Optional<String> hearing,
            Instant at) {

        static AlertView of(FaultBook.Told told) {
            return new AlertView(
                    told.key().fault(), told.key().to(), told.occasion(), told.severity(), told.hearing(), told.at());
        }
    }

    record ExpectedBy(Optional<Instant> until) {}

    public void declare(ApiEndpoints api) {
        api.list(
                FAULTS,
                Allowed.SEE_ALL_TESTS,
                "Faults that tests found: the open ones first, each part the newest first, at most 300",
                FaultView.class,
                call -> Reply.json(
                        200,
                        desk.faults().latest(MOST).stream().map(FaultView::of).toList()));
        api.get(
                FAULTS + "/{fault}",
                Allowed.SEE_ALL_TESTS,
                "A fault; its id is that of the test that found it",
                FaultView.class,
                call -> Reply.json(200, FaultView.of(desk.fault(call.path("fault")))));
        api.list(
                FAULTS + "/{fault}/alerts",
                Allowed.SEE_ALL_TESTS,
                "Who was told of a fault, and when; the oldest first",
                AlertView.class,
                call -> Reply.json(200, alerts(desk.fault(call.path("fault")))));
        api.post(
                FAULTS + "/{fault}/expectation",
                Allowed.RESTORE,
                "Say by when a fault is to be mended, in place of what was said before",
                200,
                ExpectedBy.class,
                FaultView.class,
                this::expect);
    }

    private List<AlertView> alerts(Fault fault) {
        return desk.faults().alerts(fault.id()).stream().map(AlertView::of).toList();
    }

    private Reply expect(Call call) {
        Fault fault = desk.fault(call.path("fault"));
        Instant until =
                call.json(ExpectedBy.class).until().orElseThrow(() -> new RequestException(400, "until: missing"));
        desk.expect(call.actor(), fault, until);
        return Reply.json(200, FaultView.of(desk.fault(fault.id())));
    }
}
