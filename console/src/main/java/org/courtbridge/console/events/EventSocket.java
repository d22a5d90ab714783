package org.courtbridge.console.events;

import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.courtbridge.console.hearings.HearingGuard;
import org.courtbridge.console.hearings.HearingServices;
import org.courtbridge.console.http.Allowed;
import org.courtbridge.console.http.ApiEndpoints;
import org.courtbridge.console.http.Call;
import org.courtbridge.console.http.Endpoints;
import org.courtbridge.console.http.Principal;
import org.courtbridge.console.http.Problems;
import org.courtbridge.console.http.Reply;
import org.courtbridge.console.http.RequestException;
import org.courtbridge.console.tests.TestServices;
import org.courtbridge.court.conference.Conferences;
import org.courtbridge.hearings.HearingEvent;
import org.courtbridge.hearings.HearingState;
import org.courtbridge.hearings.PartyId;
import org.courtbridge.operations.tests.TestDesk;
import org.courtbridge.provisioning.testcall.Tested;

/**
 * Tells whoever listens on a WebSocket what happens in the hearings, or in one of them; in that case also what the
 * listener has missed since an event that it knows. Or else it tells what becomes of test calls.
 */
public final class EventSocket implements AutoCloseable {

    public static final String PATH = "/api/v1/events";

    private static final Logger LOG = LogManager.getLogger(EventSocket.class);
    private static final long PING_MS = 30_000;
    private static final short SIGNED_OUT = 4401;

    private final HearingServices services;
    private final Endpoints endpoints;
    private final AutoCloseable subscription;
    private final Optional<AutoCloseable> tests;
    private final Map<EventListener, Context> listeners = new ConcurrentHashMap<>();
    private final Map<TestListener, Context> testListeners = new ConcurrentHashMap<>();

    public EventSocket(HearingServices services, Optional<TestServices> tests, Endpoints endpoints) {
        this.services = services;
        this.endpoints = endpoints;
        this.subscription = services.conferences().subscribe(this::tell);
        this.tests = tests.map(known -> known.desk().subscribe(this::tell));
    }

    public void mount(Router router) {
        router.get(PATH).handler(this::open);
    }

    /** Topics that a listener can ask for. */
    private enum Topic {
        HEARINGS,
        TESTS
    }

    /**
     * What a listener asks for.
     *
     * @param by the one who asks, with the roles of then
     * @param after number of the last event that the listener knows
     */
    private record Wish(Principal by, Topic topic, Optional<String> hearing, Optional<Long> after) {

        boolean isOf(HearingState state) {
            return hearing.map(state.id()::equals).orElse(true) && HearingGuard.mayKnow(by, state);
        }
    }

    private void open(RoutingContext context) {
        // Until the upgrade is decided, nothing of the connection may be read.
        context.request().pause();
        context.vertx()
                .executeBlocking(() -> admit(context), false)
                .onSuccess(wish -> context.request()
                        .toWebSocket()
                        .onSuccess(socket -> serve(context, socket, wish))
                        .onFailure(failure -> LOG.debug("no WebSocket: {}", failure.getMessage())))
                .onFailure(failure -> refuse(context, Problems.of(failure)));
    }

    private Wish admit(RoutingContext context) {
        Call call = new Call(context, endpoints.principal(context));
        Principal principal = call.principal();
        if (!Endpoints.isSameOrigin(context)) {
            throw new RequestException(403, "This page is not of this gateway.");
        }
        if (principal.mustChangePassword() || principal.mustEnrol() || !Allowed.SEE_HEARINGS.admits(principal)) {
            throw new RequestException(403, "Your role does not allow this.");
        }
        Topic topic = call.query("of").map(EventSocket::topic).orElse(Topic.HEARINGS);
        Optional<String> hearing = call.query("hearing");
        if (topic == Topic.TESTS && !maySeeTests(principal, hearing)) {
            throw new RequestException(403, "Your role does not allow this.");
        }
        Optional<Long> after = call.query("after").map(ApiEndpoints::number);
        if (hearing.isPresent()
                && services.conferences()
                        .byId(hearing.get())
                        .filter(state -> HearingGuard.mayKnow(principal, state))
                        .isEmpty()) {
            throw HearingGuard.unknown(hearing.get());
        }
        if (after.isPresent() && topic == Topic.TESTS) {
            throw new RequestException(400, "after: with of=tests (tests are not numbered)");
        }
        if (after.isPresent() && hearing.isEmpty()) {
            throw new RequestException(400, "after: without hearing (events are numbered within each)");
        }
        if (!"websocket".equalsIgnoreCase(context.request().getHeader("Upgrade"))) {
            throw new RequestException(400, "Upgrade: missing (this is a WebSocket)");
        }
        return new Wish(principal, topic, hearing, after);
    }

    /** Whether a test is one of those asked for; of a hearing they are also tests for none, if the place has a seat in it. */
    private boolean isOf(Wish wish, TestDesk.News news) {
        if (wish.hearing.isEmpty() || wish.hearing.equals(news.hearing())) {
            return true;
        }
        PartyId party = switch (news.place()) {
            case Tested.Place.Room room -> PartyId.device(room.id());
            case Tested.Place.Phone phone -> PartyId.participant(phone.id());
        };
        return news.hearing().isEmpty()
                && wish.hearing
                        .flatMap(services.conferences()::byId)
                        .flatMap(hearing -> hearing.seat(party))
                        .isPresent();
    }

    /** @param hearing whose tests alone are asked for; empty for all */
    private boolean maySeeTests(Principal principal, Optional<String> hearing) {
        return Allowed.SEE_ALL_TESTS.admits(principal)
                || hearing.flatMap(services.conferences()::byId)
                        .filter(state -> Allowed.SEE_TESTS.admits(principal, state.court()))
                        .isPresent();
    }

    private static Topic topic(String word) {
        return switch (word) {
            case "hearings" -> Topic.HEARINGS;
            case "tests" -> Topic.TESTS;
            default -> throw new RequestException(400, "of: %s (expected: one of [hearings, tests])".formatted(word));
        };
    }

    private static void refuse(RoutingContext context, Problems.Cause cause) {
        context.request().resume();
        Endpoints.write(context, Reply.problem(cause.status(), cause.detail()));
    }

    private void serve(RoutingContext context, ServerWebSocket socket, Wish wish) {
        switch (wish.topic) {
            case HEARINGS -> serveHearings(context, socket, wish);
            case TESTS -> {
                TestListener listener = new TestListener(socket, news -> isOf(wish, news));
                testListeners.put(listener, context.vertx().getOrCreateContext());
                keep(context, socket, wish, () -> testListeners.remove(listener));
            }
        }
    }

    private void keep(RoutingContext context, ServerWebSocket socket, Wish wish, Runnable closed) {
        long ping = context.vertx().setPeriodic(PING_MS, _ -> check(context, socket, wish));
        socket.closeHandler(_ -> {
            context.vertx().cancelTimer(ping);
            closed.run();
        });
    }

    private void serveHearings(RoutingContext context, ServerWebSocket socket, Wish wish) {
        EventListener listener = new EventListener(socket, wish::isOf, wish.after.isPresent());
        Context loop = context.vertx().getOrCreateContext();
        listeners.put(listener, loop);
        keep(context, socket, wish, () -> listeners.remove(listener));
        wish.after.ifPresent(after -> resume(loop, listener, wish.hearing.orElseThrow(), after));
    }

    private record Past(HearingState state, List<HearingEvent.Recorded> events) {}

    private void resume(Context loop, EventListener listener, String hearing, long after) {
        loop.executeBlocking(
                        () -> {
                            HearingState state =
                                    services.conferences().byId(hearing).orElseThrow();
                            return new Past(state, services.trail().events(hearing, after));
                        },
                        false)
                .onSuccess(past -> listener.tellPast(after, past.events, past.state))
                .onFailure(failure -> {
                    LOG.warn("a listener could not be told what it missed: {}", failure.getMessage());
                    listener.tryAgainLater("the database does not answer");
                });
    }

    /**
     * Keeps the connection open, unless whoever opened it has signed out since, has other roles, or the hearing whose tests were asked for is
     * another court's now.
     */
    private void check(RoutingContext context, ServerWebSocket socket, Wish wish) {
        socket.writePing(Buffer.buffer("p"));
        context.vertx()
                .executeBlocking(() -> endpoints.principal(context), false)
                .onSuccess(now -> {
                    if (socket.isClosed()) {
                        return;
                    }
                    if (now.isEmpty()) {
                        socket.close(SIGNED_OUT, "signed out");
                    } else if (!now.get().memberships().equals(wish.by.memberships())
                            || (wish.topic == Topic.TESTS && !maySeeTests(wish.by, wish.hearing))) {
                        socket.close(EventListener.TRY_AGAIN_LATER, "what may be seen has changed");
                    }
                })
                .onFailure(failure -> LOG.debug("a listener could not be checked: {}", failure.getMessage()));
    }

    private void tell(Conferences.Change change) {
        listeners.forEach((listener, loop) -> loop.runOnContext(_ -> listener.tell(change)));
    }

    private void tell(TestDesk.News news) {
        testListeners.forEach((listener, loop) -> loop.runOnContext(_ -> listener.tell(news)));
    }

    @Override
    public void close() throws Exception {
        subscription.close();
        if (tests.isPresent()) {
            tests.get().close();
        }
    }
}
