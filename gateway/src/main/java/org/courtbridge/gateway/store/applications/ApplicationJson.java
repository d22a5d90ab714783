package org.courtbridge.gateway.store.applications;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.exc.InvalidTypeIdException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.jsontype.NamedType;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.util.Map;
import org.courtbridge.gateway.store.StoreException;
import org.courtbridge.hearings.applications.Answer;
import org.courtbridge.hearings.applications.ApplicationEvent;
import org.courtbridge.hearings.applications.InstitutionId;
import org.courtbridge.hearings.applications.Resolution;

/**
 * Events of applications as JSON. Their names are part of the trail and never change, whatever becomes of the classes: the number after the
 * stroke is the version of the event's form. An event whose form changes gets another number, and the form of before stays readable.
 *
 * <p>What this version does not know fails loudly: an application without one of its events would be another application.
 */
final class ApplicationJson {

    private static final Map<Class<? extends ApplicationEvent>, String> EVENTS = Map.of(
            ApplicationEvent.Created.class, "created/1",
            ApplicationEvent.Changed.class, "changed/1",
            ApplicationEvent.Resolved.class, "resolved/1",
            ApplicationEvent.Sent.class, "sent/1",
            ApplicationEvent.Received.class, "received/1",
            ApplicationEvent.Responded.class, "responded/1",
            ApplicationEvent.ProposalAccepted.class, "proposal-accepted/1",
            ApplicationEvent.ProposalDeclined.class, "proposal-declined/1",
            ApplicationEvent.OutcomeChanged.class, "outcome-changed/1",
            ApplicationEvent.Withdrawn.class, "withdrawn/1");

    /** Within events, whose version is theirs, too. */
    private static final Map<Class<?>, String> PARTS = Map.of(
            Resolution.Granted.class, "granted",
            Resolution.Refused.class, "refused",
            Answer.Confirmed.class, "confirmed",
            Answer.Refused.class, "refused");

    private final ObjectMapper mapper = JsonMapper.builder()
            .addModule(new Jdk8Module())
            .addModule(new JavaTimeModule())
            .addMixIn(ApplicationEvent.class, Typed.class)
            .addMixIn(Resolution.class, Typed.class)
            .addMixIn(Answer.class, Typed.class)
            .addMixIn(InstitutionId.class, PlainId.class)
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .enable(
                    DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES,
                    DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES,
                    DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS,
                    DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    ApplicationJson() {
        EVENTS.forEach((type, name) -> mapper.registerSubtypes(new NamedType(type, name)));
        PARTS.forEach((type, name) -> mapper.registerSubtypes(new NamedType(type, name)));
    }

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
    private interface Typed {}

    /** As text, and not as an object of one field. */
    private abstract static class PlainId {

        @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
        PlainId(@SuppressWarnings("unused") String value) {}

        @JsonValue
        abstract String value();
    }

    /** The name of an event, as in its JSON. */
    String type(ApplicationEvent event) {
        String name = EVENTS.get(event.getClass());
        if (name == null) {
            throw new IllegalArgumentException("no name for " + event.getClass());
        }
        return name;
    }

    String event(ApplicationEvent event) {
        try {
            return mapper.writerFor(ApplicationEvent.class).writeValueAsString(event);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("an event cannot be written as JSON", e);
        }
    }

    /**
     * @param place for the complaint
     * @throws StoreException if the event is not one that this version knows
     */
    ApplicationEvent event(String json, String place) {
        try {
            return mapper.readValue(json, ApplicationEvent.class);
        } catch (InvalidTypeIdException e) {
            throw new StoreException(
                    "%s: event type %s is not known to this version of the program".formatted(place, e.getTypeId()), e);
        } catch (JsonProcessingException e) {
            throw new StoreException(
                    "%s: not an event of this version (%s)".formatted(place, e.getOriginalMessage()), e);
        }
    }
}
