package org.courtbridge.console.tests;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.courtbridge.console.html.ErrorPages;
import org.courtbridge.console.http.Allowed;
import org.courtbridge.console.http.ApiEndpoints;
import org.courtbridge.console.http.Call;
import org.courtbridge.console.http.QueryParameter;
import org.courtbridge.console.http.Reply;
import org.courtbridge.console.http.RequestException;
import org.courtbridge.operations.tests.TestDesk;
import org.courtbridge.provisioning.testcall.Trend;

/** Test calls over the API. Sentences are in the language that the request accepts. */
public final class TestCallApi {

    private static final String TESTS = "/api/v1/test-calls";
    private static final long LONGEST_WAIT_SECONDS = 20;

    private final TestCallDesk desk;

    public TestCallApi(TestCallDesk desk) {
        this.desk = desk;
    }

    public void declare(ApiEndpoints api) {
        api.post(
                TESTS,
                Allowed.TEST,
                "Have a room tested by a test call, or all rooms of a hearing; begins, and does not wait",
                202,
                TestViews.TestWish.class,
                TestViews.TestsBegun.class,
                this::begin);
        api.reading(QueryParameter.integer("wait", "for its end, so many seconds, at most 20"))
                .get(
                        TESTS + "/{test}",
                        Allowed.SEE_TESTS,
                        "A test, and its verdicts once it has ended",
                        TestViews.TestCall.class,
                        call -> Reply.json(200, test(call)));
        api.get(
                "/api/v1/hearings/{hearing}/readiness",
                Allowed.SEE_TESTS,
                "How ready the places of a hearing are, as far as test calls tell",
                TestViews.HearingReadinessView.class,
                call -> Reply.json(
                        200, TestViews.HearingReadinessView.of(desk.readiness(call.path("hearing")), language(call))));
        api.list(
                "/api/v1/devices/{device}/test-calls",
                Allowed.SEE_TESTS,
                "The last 30 tests of a device, the newest first",
                TestViews.TestCall.class,
                call -> {
                    Locale language = language(call);
                    return Reply.json(
                            200,
                            desk.ofDevice(desk.device(call.path("device")), TestCallDesk.TREND).stream()
                                    .map(test -> TestViews.TestCall.of(test, language))
                                    .toList());
                });
        api.list(
                "/api/v1/devices/{device}/test-trends",
                Allowed.SEE_TESTS,
                "Which figures of a device clearly change over its last 30 tests, and when they will be too bad if that goes on",
                TestViews.TestTrend.class,
                call -> Reply.json(
                        200,
                        Trend.of(desk.ofDevice(desk.device(call.path("device")), TestCallDesk.TREND)).stream()
                                .map(TestCallApi::trend)
                                .toList()));
    }

    private static TestViews.TestTrend trend(Trend trend) {
        return new TestViews.TestTrend(
                trend.check(), trend.tests(), trend.figure(), trend.perDay(), trend.worsens(), trend.failsAt());
    }

    private Reply begin(Call call) {
        TestViews.TestWish wish = call.json(TestViews.TestWish.class);
        if (wish.device().or(wish::hearing).isEmpty()) {
            throw new RequestException(400, "device, hearing: one of them is needed");
        }
        if (!desk.mayTest(call.principal(), wish.hearing(), wish.device())) {
            throw new RequestException(403, "Your role does not allow this in this court or institution.");
        }
        if (wish.device().isPresent()) {
            TestDesk.Running test =
                    desk.start(call.actor(), desk.device(wish.device().get()), wish.hearing());
            return Reply.json(202, new TestViews.TestsBegun(List.of(TestViews.TestCall.of(test)), List.of()));
        }
        String hearing = wish.hearing().orElseThrow();
        List<TestViews.TestCall> accepted = new ArrayList<>();
        List<TestViews.TestRefused> refused = new ArrayList<>();
        for (TestCallDesk.Asked asked : desk.startAll(call.actor(), hearing)) {
            switch (asked.answer()) {
                case TestDesk.Answer.Accepted one -> accepted.add(TestViews.TestCall.of(one.test()));
                case TestDesk.Answer.Refused one ->
                    refused.add(new TestViews.TestRefused(
                            asked.device().id(), asked.device().name(), one.refusal()));
            }
        }
        return Reply.json(202, new TestViews.TestsBegun(accepted, refused));
    }

    private TestViews.TestCall test(Call call) throws InterruptedException {
        String id = call.path("test");
        long wait = Math.clamp(call.query("wait").map(ApiEndpoints::number).orElse(0L), 0, LONGEST_WAIT_SECONDS);
        if (wait > 0) {
            desk.awaitEnd(id, wait);
        }
        // In this order: what goes on may end in between, and is in the book then.
        Optional<TestViews.TestCall> running = desk.running(id).map(TestViews.TestCall::of);
        return desk.ended(id)
                .map(test -> TestViews.TestCall.of(test, language(call)))
                .or(() -> running)
                .or(() -> desk.givenUp(id).map(TestViews.TestCall::of))
                .orElseThrow(TestCallDesk::noSuchTest);
    }

    private static Locale language(Call call) {
        return ErrorPages.messages(call).language().locale();
    }
}
