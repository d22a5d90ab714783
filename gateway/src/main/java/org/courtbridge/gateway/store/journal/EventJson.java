package org.courtbridge.gateway.store.journal;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.deser.std.FromStringDeserializer;
import com.fasterxml.jackson.databind.exc.InvalidTypeIdException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.jsontype.NamedType;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.courtbridge.gateway.store.StoreException;
import org.courtbridge.hearings.HearingEvent;
import org.courtbridge.hearings.LegId;
import org.courtbridge.hearings.PartyId;

/**
 * Hearing events as JSON. The names of types are part of the trail and never change, whatever becomes of the classes.
 *
 * <p>What this version does not know fails loudly: a hearing without one of its events would be another hearing.
 */
final class EventJson {

    private static final Map<Class<? extends HearingEvent>, String> TYPES = Map.ofEntries(
            Map.entry(HearingEvent.Created.class, "created"),
            Map.entry(HearingEvent.CourtAssigned.class, "court-assigned"),
            Map.entry(HearingEvent.PinChanged.class, "pin-changed"),
            Map.entry(HearingEvent.Scheduled.class, "scheduled"),
            Map.entry(HearingEvent.Unscheduled.class, "unscheduled"),
            Map.entry(HearingEvent.PhaseChanged.class, "phase-changed"),
            Map.entry(HearingEvent.Invited.class, "invited"),
            Map.entry(HearingEvent.Uninvited.class, "uninvited"),
            Map.entry(HearingEvent.Arrived.class, "arrived"),
            Map.entry(HearingEvent.Called.class, "called"),
            Map.entry(HearingEvent.Recalled.class, "recalled"),
            Map.entry(HearingEvent.Left.class, "left"),
            Map.entry(HearingEvent.Replaced.class, "replaced"),
            Map.entry(HearingEvent.Admitted.class, "admitted"),
            Map.entry(HearingEvent.Dismissed.class, "dismissed"),
            Map.entry(HearingEvent.Removed.class, "removed"),
            Map.entry(HearingEvent.MutingChanged.class, "muting-changed"),
            Map.entry(HearingEvent.SpeakingRuleChosen.class, "speaking-rule-chosen"),
            Map.entry(HearingEvent.PresidingBegun.class, "presiding-begun"),
            Map.entry(HearingEvent.PresidingEnded.class, "presiding-ended"),
            Map.entry(HearingEvent.MicrophoneTurnedOff.class, "microphone-turned-off"),
            Map.entry(HearingEvent.MicrophoneTurnedOn.class, "microphone-turned-on"),
            Map.entry(HearingEvent.HandRaised.class, "hand-raised"),
            Map.entry(HearingEvent.HandLowered.class, "hand-lowered"),
            Map.entry(HearingEvent.FloorGiven.class, "floor-given"),
            Map.entry(HearingEvent.FloorReturned.class, "floor-returned"),
            Map.entry(HearingEvent.SharingStarted.class, "sharing-started"),
            Map.entry(HearingEvent.SharingStopped.class, "sharing-stopped"),
            Map.entry(HearingEvent.LayoutChosen.class, "layout-chosen"),
            Map.entry(HearingEvent.SeatLayoutChosen.class, "seat-layout-chosen"),
            Map.entry(HearingEvent.SeatLayoutLifted.class, "seat-layout-lifted"),
            Map.entry(HearingEvent.SelfShown.class, "self-shown"),
            Map.entry(HearingEvent.SelfHidden.class, "self-hidden"),
            Map.entry(HearingEvent.CameraSteered.class, "camera-steered"),
            Map.entry(HearingEvent.MediaFollowed.class, "media-followed"),
            Map.entry(HearingEvent.SteeringAllowed.class, "steering-allowed"),
            Map.entry(HearingEvent.SteeringForbidden.class, "steering-forbidden"),
            Map.entry(HearingEvent.TroubleReported.class, "trouble-reported"),
            Map.entry(HearingEvent.TroubleRepeated.class, "trouble-repeated"),
            Map.entry(HearingEvent.TroubleSeen.class, "trouble-seen"),
            Map.entry(HearingEvent.ChecklistTicked.class, "checklist-ticked"),
            Map.entry(HearingEvent.ChecklistUnticked.class, "checklist-unticked"),
            Map.entry(HearingEvent.Recovered.class, "recovered"));

    private final ObjectMapper mapper = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .addModule(new SimpleModule()
                    .addSerializer(PartyId.class, ToStringSerializer.instance)
                    .addDeserializer(PartyId.class, new FromText<>(PartyId.class, PartyId::new))
                    .addSerializer(LegId.class, ToStringSerializer.instance)
                    .addDeserializer(LegId.class, new FromText<>(LegId.class, LegId::new)))
            .addMixIn(HearingEvent.class, Typed.class)
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS, SerializationFeature.FAIL_ON_EMPTY_BEANS)
            .enable(
                    DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES,
                    DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES,
                    DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    EventJson() {
        TYPES.forEach((type, name) -> mapper.registerSubtypes(new NamedType(type, name)));
    }

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
    private interface Typed {}

    /** The events that one command made in one hearing: all happened or none. */
    record Entry(String hearing, List<HearingEvent.Recorded> events) {

        Entry {
            events = List.copyOf(events);
        }
    }

    /** An entry that the database refused. @param why as it says */
    record RefusedEntry(String why, Entry entry) {}

    byte[] entry(Entry entry) {
        return written(entry);
    }

    /** In one line. */
    byte[] refused(RefusedEntry refused) {
        return written(refused);
    }

    private byte[] written(Record value) {
        try {
            return mapper.writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("an event cannot be written as JSON", e);
        }
    }

    /** @throws StoreException if the entry holds what this version does not know */
    Entry entry(byte[] json, String place) {
        return read(json, Entry.class, place);
    }

    /** @throws StoreException if the entry holds what this version does not know */
    RefusedEntry refused(byte[] json, String place) {
        return read(json, RefusedEntry.class, place);
    }

    private <T> T read(byte[] json, Class<T> type, String place) {
        try {
            return mapper.readValue(json, type);
        } catch (IOException e) {
            throw complaint(place, e);
        }
    }

    /** The name of an event's type, as in its JSON. */
    String type(HearingEvent event) {
        String name = TYPES.get(event.getClass());
        if (name == null) {
            throw new IllegalArgumentException("no name for " + event.getClass());
        }
        return name;
    }

    String event(HearingEvent event) {
        try {
            return mapper.writerFor(HearingEvent.class).writeValueAsString(event);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("an event cannot be written as JSON", e);
        }
    }

    /** @throws StoreException if the event is not one that this version knows */
    HearingEvent event(String json, String place) {
        try {
            return mapper.readValue(json, HearingEvent.class);
        } catch (IOException e) {
            throw complaint(place, e);
        }
    }

    private static StoreException complaint(String place, IOException e) {
        if (e instanceof InvalidTypeIdException unknown) {
            return new StoreException(
                    "%s: event type %s is not known to this version of the program"
                            .formatted(place, unknown.getTypeId()),
                    e);
        }
        String reason = e instanceof JsonProcessingException json ? json.getOriginalMessage() : e.getMessage();
        return new StoreException("%s: not an event of this version (%s)".formatted(place, reason), e);
    }

    private static final class FromText<T> extends FromStringDeserializer<T> {

        private static final long serialVersionUID = 1L;

        @SuppressWarnings("serial") // never serialised
        private final Function<String, T> parser;

        FromText(Class<T> type, Function<String, T> parser) {
            super(type);
            this.parser = parser;
        }

        @Override
        protected T _deserialize(String text, DeserializationContext context) {
            return parser.apply(text);
        }
    }
}
