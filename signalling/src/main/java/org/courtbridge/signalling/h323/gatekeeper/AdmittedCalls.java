package org.courtbridge.signalling.h323.gatekeeper;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.courtbridge.h323.asn1.Octets;
import org.courtbridge.h323.call.SignallingBody;
import org.courtbridge.h323.ras.AdmittedCall;
import org.courtbridge.h323.ras.CallModel;
import org.courtbridge.h323.ras.CalledEndpoint;
import org.courtbridge.h323.ras.GatekeeperAction;
import org.courtbridge.signalling.h323.transport.CallNames;
import org.courtbridge.signalling.h323.transport.CallSource;

/**
 * The calls that our gatekeeper knows of, by their identifiers: who may make each, where it goes on to, and who routes it.
 * Kept by the gatekeeper's thread, asked by any.
 */
final class AdmittedCalls {

    private final Map<Octets, List<Part>> parts = new HashMap<>();
    private final Map<Octets, Route> routes = new HashMap<>();
    private final LocatedCalls located = new LocatedCalls();

    /** An endpoint's part in a call, as the endpoint was then: the rest of its registration is the gatekeeper thread's. */
    private record Part(AdmittedCall call, Optional<String> name, CallSource source) {

        static Part of(AdmittedCall call) {
            return new Part(call, call.endpoint().name(), CallSource.of(call.endpoint()));
        }
    }

    /** @param disengaged hears that a side's part in it is over */
    private record Route(CalledEndpoint called, Runnable disengaged) {}

    synchronized void admitted(AdmittedCall call) {
        parts.computeIfAbsent(identifier(call), _ -> new ArrayList<>()).add(Part.of(call));
    }

    /** @return whom to tell, if the call is being routed */
    synchronized Optional<Runnable> ended(AdmittedCall call) {
        Octets identifier = identifier(call);
        Optional<Runnable> routed = Optional.ofNullable(routes.get(identifier))
                .filter(route -> isPart(identifier, call, route.called))
                .map(Route::disengaged);
        parts.computeIfPresent(identifier, (_, known) -> {
            known.removeIf(part -> part.call == call);
            return known.isEmpty() ? null : known;
        });
        return routed;
    }

    synchronized void located(GatekeeperAction.Located call, Instant now) {
        located.add(call, now);
    }

    /**
     * The user name of who was admitted to a call, and makes it from where he registered.
     *
     * @param identifier of the call's Setup, which only he and we know
     */
    synchronized Optional<String> callerOf(Octets identifier, CallSource source) {
        return caller(identifier, source).flatMap(Part::name);
    }

    /**
     * Begins to route a call, if it is one that passes by us: its caller was admitted to it, or a neighbour was told to send
     * it. Each is routed once.
     *
     * @param source of its Setup
     * @param disengaged hears that a side's part in it is over, on the gatekeeper's thread
     * @return whom it goes on to
     */
    synchronized Optional<CalledEndpoint> route(
            SignallingBody.Setup setup, CallSource source, Instant now, Runnable disengaged) {
        Octets identifier = CallNames.identifier(setup);
        if (routes.containsKey(identifier)) {
            return Optional.empty();
        }
        Optional<Part> caller = caller(identifier, source);
        Optional<CalledEndpoint> called = caller.isPresent()
                ? caller.map(Part::call)
                        .filter(call -> call.callModel() == CallModel.GATEKEEPER_ROUTED)
                        .map(AdmittedCall::called)
                        .filter(endpoint -> !(endpoint instanceof CalledEndpoint.Carried))
                : located.take(setup, now);
        called.ifPresent(endpoint -> routes.put(identifier, new Route(endpoint, disengaged)));
        return called;
    }

    /**
     * Begins to carry a call, if its caller was admitted to one whose media pass by us. Each is carried once.
     *
     * @param source of its Setup
     * @return whom it goes on to
     */
    synchronized Optional<CalledEndpoint.Carried> carry(Octets identifier, CallSource source) {
        Optional<CalledEndpoint.Carried> called = routes.containsKey(identifier)
                ? Optional.empty()
                : caller(identifier, source)
                        .map(Part::call)
                        .map(AdmittedCall::called)
                        .filter(CalledEndpoint.Carried.class::isInstance)
                        .map(CalledEndpoint.Carried.class::cast);
        // Its caller is a side of a call of ours, of which signalling and media tell whether he is still there.
        called.ifPresent(endpoint -> routes.put(identifier, new Route(endpoint, () -> {})));
        return called;
    }

    /** A call is routed or carried no more. @return the parts in it that are left */
    synchronized List<AdmittedCall> routed(Octets identifier) {
        Route route = routes.remove(identifier);
        return route == null
                ? List.of()
                : parts.getOrDefault(identifier, List.of()).stream()
                        .map(Part::call)
                        .filter(call -> isPart(identifier, call, route.called))
                        .toList();
    }

    /** Nobody takes a call of somebody else for his own by naming its identifier. */
    private Optional<Part> caller(Octets identifier) {
        return parts.getOrDefault(identifier, List.of()).stream()
                .filter(part -> !part.call.answered())
                .findFirst();
    }

    private Optional<Part> caller(Octets identifier, CallSource source) {
        return caller(identifier).filter(part -> part.source.equals(source));
    }

    /** Whether it is the caller's, or that of who is called. */
    private boolean isPart(Octets identifier, AdmittedCall call, CalledEndpoint called) {
        return call.called().is(called)
                && (call.answered()
                        || caller(identifier).filter(part -> part.call == call).isPresent());
    }

    /** Endpoints of version 1 name calls by their conference alone. */
    private static Octets identifier(AdmittedCall call) {
        return call.callIdentifier().orElse(call.conferenceId());
    }
}
