package org.courtbridge.console.applications;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.courtbridge.console.http.ActorNames;
import org.courtbridge.court.applications.KeptApplication;
import org.courtbridge.hearings.applications.Answer;
import org.courtbridge.hearings.applications.ApplicationEvent;
import org.courtbridge.hearings.applications.ApplicationEvent.Recorded;
import org.courtbridge.hearings.applications.ApplicationForm;
import org.courtbridge.hearings.applications.Dispatch;
import org.courtbridge.hearings.applications.Letter;
import org.courtbridge.hearings.applications.Resolution;
import org.courtbridge.hearings.applications.Response;

/** Puts the events of an application into words: who did what, and when. */
final class ApplicationTrail {

    /** By the label of a field, the value that shows whether it was changed. */
    private record Compared(String field, Function<ApplicationForm, Object> value) {}

    private static final List<Compared> FIELDS = List.of(
            new Compared("caseNumber", ApplicationForm::caseNumber),
            new Compared("action", ApplicationForm::action),
            new Compared("participants", ApplicationForm::participants),
            new Compared("asked", ApplicationForm::asked),
            new Compared("at", ApplicationForm::at),
            new Compared("clerk", ApplicationForm::clerk),
            new Compared("organiser", ApplicationForm::organiser),
            new Compared("judge", ApplicationForm::presidingJudge));

    private final ApplicationWords words;
    private final ActorNames names;

    ApplicationTrail(ApplicationWords words, ActorNames names) {
        this.words = words;
        this.names = names;
    }

    /** The latest first. */
    List<ApplicationDetails.TrailRow> rows(KeptApplication application) {
        List<ApplicationDetails.TrailRow> rows = new ArrayList<>();
        Optional<ApplicationForm> before = Optional.empty();
        for (Recorded recorded : application.events()) {
            rows.add(row(recorded, before));
            before = application.history().get((int) recorded.number() - 1).form();
        }
        return List.copyOf(rows.reversed());
    }

    /** The last event alone. */
    ApplicationDetails.TrailRow last(KeptApplication application) {
        return rows(application).getFirst();
    }

    /** @param before form before the event; empty before the first */
    private ApplicationDetails.TrailRow row(Recorded recorded, Optional<ApplicationForm> before) {
        Instant at = recorded.at();
        return new ApplicationDetails.TrailRow(
                at.toString(), words.second(at), words(recorded.event(), before), actor(recorded.actor()));
    }

    private String actor(String actor) {
        return names.name(actor).orElseGet(() -> words.say("actor.system"));
    }

    private String words(ApplicationEvent event, Optional<ApplicationForm> before) {
        return switch (event) {
            case ApplicationEvent.Created _ -> words.say("application.event.created");
            case ApplicationEvent.Changed changed ->
                words.say("application.event.changed", differences(before.orElseThrow(), changed.form()));
            case ApplicationEvent.Resolved resolved -> resolution(resolved.resolution());
            case ApplicationEvent.Sent sent -> sending(sent.dispatch());
            case ApplicationEvent.Received received ->
                words.say(
                        "application.event.received",
                        words.say("application.addressee." + received.addressee()),
                        words.day(received.receipt().on()),
                        words.say("application.channel." + received.receipt().channel()));
            case ApplicationEvent.Responded responded -> response(responded.response());
            case ApplicationEvent.ProposalAccepted accepted ->
                words.say("application.event.accepted", words.time(accepted.at()));
            case ApplicationEvent.ProposalDeclined declined ->
                words.say("application.event.declined", words.say("application.responder." + declined.responder()));
            case ApplicationEvent.OutcomeChanged changed ->
                words.say(
                        "application.event.outcome",
                        words.phase(changed.phase()).words());
            case ApplicationEvent.Withdrawn withdrawn -> words.say("application.event.withdrawn", withdrawn.reason());
        };
    }

    /** Where the reader sees no difference, participants were changed of whom the reader does not know. */
    private String differences(ApplicationForm before, ApplicationForm after) {
        String seen = FIELDS.stream()
                .filter(one -> !one.value.apply(before).equals(one.value.apply(after)))
                .map(one -> words.say("application.field." + one.field))
                .collect(Collectors.joining(", "));
        return seen.isEmpty() ? words.say("application.field.participants") : seen;
    }

    private String resolution(Resolution resolution) {
        return switch (resolution) {
            case Resolution.Granted granted ->
                words.say("application.event.granted", granted.judge(), words.day(granted.on()));
            case Resolution.Refused refused ->
                words.say("application.event.refused", refused.judge(), words.day(refused.on()), refused.reason());
        };
    }

    private String sending(Dispatch dispatch) {
        String letters = dispatch.letters().stream().map(this::letter).collect(Collectors.joining("; "));
        return words.say("application.event.sent", words.day(dispatch.on()), letters);
    }

    private String letter(Letter letter) {
        return words.name(letter.to().institution()) + ", "
                + words.say("application.channel." + letter.to().channel());
    }

    private String response(Response response) {
        String who = words.say("application.responder." + response.by());
        String day = words.day(response.on());
        String channel = words.say("application.channel." + response.channel());
        return switch (response.answer()) {
            case Answer.Confirmed confirmed ->
                words.say("application.event.confirmed", who, day, channel, confirmed.courtroom());
            case Answer.Refused(var reason, var proposed) -> {
                String refusal = words.say("application.event.notConfirmed", who, day, channel, reason);
                yield proposed.map(at -> refusal + " " + words.say("application.event.proposed", words.time(at)))
                        .orElse(refusal);
            }
        };
    }
}
