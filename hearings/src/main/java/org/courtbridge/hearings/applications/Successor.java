package org.courtbridge.hearings.applications;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.courtbridge.hearings.applications.ApplicationState.Phase;

/** The next state of an application while one event makes it. */
final class Successor {

    private final String id;
    private Optional<InstitutionId> court;
    private Optional<ApplicationForm> form;
    private Phase phase;
    private Optional<Resolution> resolution;
    private Optional<LocalDate> sendFrom;
    private Optional<Dispatch> dispatch;
    private final Map<Addressee, Receipt> receipts;
    private final Map<Responder, Response> responses;

    Successor(ApplicationState state) {
        id = state.id();
        court = state.court();
        form = state.form();
        phase = state.phase();
        resolution = state.resolution();
        sendFrom = state.sendFrom();
        dispatch = state.dispatch();
        receipts = new HashMap<>(state.receipts());
        responses = new HashMap<>(state.responses());
    }

    ApplicationState state(long lastEvent) {
        return new ApplicationState(
                id, court, form, phase, resolution, sendFrom, dispatch, receipts, responses, lastEvent);
    }

    void created(ApplicationEvent.Created created) {
        court = Optional.of(created.court());
        form = Optional.of(created.form());
    }

    void becomes(Phase now) {
        phase = now;
    }

    /** Receipts and responses stay with those who were asked for the same. */
    void changed(ApplicationForm now, LocalDate on) {
        ApplicationForm before = form.orElseThrow();
        for (Responder responder : Responder.values()) {
            if (!before.isSameRequest(responder, now)) {
                responses.remove(responder);
                receipts.remove(responder.addressee());
            }
        }
        if (!before.isSameRequest(Responder.ASKED, now)) {
            receipts.remove(Addressee.ASKED_DEPARTMENT);
        }
        form = Optional.of(now);
        switch (phase) {
            case DRAFT, GRANTED -> {}
            case SENT, CONFIRMED, INFEASIBLE -> {
                phase = Phase.GRANTED;
                sendFrom = Optional.of(on);
            }
            case REFUSED, WITHDRAWN -> throw new IllegalStateException("application %s is %s".formatted(id, phase));
        }
        if (!before.isSameMatter(now)) {
            phase = Phase.DRAFT;
            resolution = Optional.empty();
            sendFrom = Optional.empty();
        }
    }

    void resolved(Resolution now) {
        resolution = Optional.of(now);
        switch (now) {
            case Resolution.Granted granted -> {
                phase = Phase.GRANTED;
                sendFrom = Optional.of(granted.on());
            }
            case Resolution.Refused _ -> phase = Phase.REFUSED;
        }
    }

    void sent(Dispatch now) {
        dispatch = Optional.of(now);
        receipts.keySet().removeIf(addressee -> now.letter(addressee).isEmpty());
        phase = Phase.SENT;
    }

    void received(ApplicationEvent.Received received) {
        receipts.put(received.addressee(), received.receipt());
    }

    void responded(Response response) {
        responses.put(response.by(), response);
    }
}
