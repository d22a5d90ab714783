package org.courtbridge.h323.ras;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.courtbridge.h323.asn1.Octets;

/** An endpoint's calls that were admitted, and when the gatekeeper wants to hear of each. */
final class ReportedCalls {

    private final Map<Octets, Report> calls = new LinkedHashMap<>();

    /** @param every how often the gatekeeper wants to hear of it */
    private record Report(EndpointCall call, CallModel model, Optional<Duration> every, Instant next) {

        CallStatus status() {
            return new CallStatus(
                    call.callReferenceValue(),
                    call.conferenceId(),
                    Optional.of(call.callIdentifier()),
                    Optional.of(!call.answered()),
                    call.bandWidth(),
                    model);
        }
    }

    void clear() {
        calls.clear();
    }

    void add(EndpointCall call, AdmissionMessage.Confirm confirm, Instant now) {
        Optional<Duration> every = confirm.irrFrequency();
        Instant next = every.map(now::plus).orElse(Instant.MAX);
        calls.put(call.callIdentifier(), new Report(call, confirm.callModel(), every, next));
    }

    Optional<EndpointCall> identified(Octets callIdentifier) {
        return Optional.ofNullable(calls.get(callIdentifier)).map(Report::call);
    }

    /** As gatekeepers name it, those of version 1 by the conference alone. */
    Optional<EndpointCall> find(Optional<Octets> callIdentifier, Octets conferenceId) {
        return calls.values().stream()
                .map(Report::call)
                .filter(call -> callIdentifier
                        .map(call.callIdentifier()::equals)
                        .orElseGet(() -> call.conferenceId().equals(conferenceId)))
                .findFirst();
    }

    void change(EndpointCall call, long bandWidth) {
        calls.computeIfPresent(
                call.callIdentifier(),
                (_, report) -> new Report(call.of(bandWidth), report.model, report.every, report.next));
    }

    Optional<EndpointCall> remove(Octets callIdentifier) {
        return Optional.ofNullable(calls.remove(callIdentifier)).map(Report::call);
    }

    /** Status of the calls that the gatekeeper asks for: one, or all of them. */
    List<CallStatus> wanted(InfoMessage.Request request) {
        return calls.values().stream()
                .filter(report -> request.callReferenceValue() == 0
                        || request.callIdentifier()
                                .map(report.call.callIdentifier()::equals)
                                .orElseGet(() -> report.call.callReferenceValue() == request.callReferenceValue()))
                .map(Report::status)
                .toList();
    }

    Optional<Instant> deadline() {
        return regular().map(Report::next).min(Instant::compareTo);
    }

    /** Calls of which the gatekeeper wants to hear now; the next time is a while later. */
    List<CallStatus> due(Instant now) {
        List<Report> due = regular().filter(report -> !report.next.isAfter(now)).toList();
        for (Report report : due) {
            Instant next = now.plus(report.every.orElseThrow());
            calls.put(report.call.callIdentifier(), new Report(report.call, report.model, report.every, next));
        }
        return due.stream().map(Report::status).toList();
    }

    private Stream<Report> regular() {
        return calls.values().stream().filter(report -> report.every.isPresent());
    }
}
