package org.courtbridge.gateway.store.journal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.courtbridge.gateway.store.StoreException;
import org.courtbridge.hearings.CameraStep;
import org.courtbridge.hearings.ChecklistItem;
import org.courtbridge.hearings.EndReason;
import org.courtbridge.hearings.HearingCommand.Admission;
import org.courtbridge.hearings.HearingCommand.Muting;
import org.courtbridge.hearings.HearingEvent;
import org.courtbridge.hearings.HearingState.Phase;
import org.courtbridge.hearings.Layout;
import org.courtbridge.hearings.LegId;
import org.courtbridge.hearings.PartyId;
import org.courtbridge.hearings.SpeakingRule;
import org.courtbridge.hearings.TroubleKind;
import org.junit.jupiter.api.Test;

class EventJsonTest {

    private static final PartyId PARTY = PartyId.device("зал");
    private static final LegId LEG = new LegId("l");

    /** One of each, as it is stored for good: a change here is a change of stored trails. */
    private static final List<Stored> EVENTS = List.of(
            new Stored(new HearingEvent.Created("7", "Іс «Ә»"), "{'type':'created','number':'7','title':'Іс «Ә»'}"),
            new Stored(new HearingEvent.CourtAssigned("c-1"), "{'type':'court-assigned','court':'c-1'}"),
            new Stored(new HearingEvent.PinChanged("012345"), "{'type':'pin-changed','pin':'012345'}"),
            new Stored(
                    new HearingEvent.Scheduled(Instant.parse("2026-11-27T04:30:00Z")),
                    "{'type':'scheduled','begins':'2026-11-27T04:30:00Z'}"),
            new Stored(new HearingEvent.Unscheduled(), "{'type':'unscheduled'}"),
            new Stored(
                    new HearingEvent.PhaseChanged(Phase.CLOSED_SESSION, "üй"),
                    "{'type':'phase-changed','phase':'CLOSED_SESSION','reason':'üй'}"),
            new Stored(
                    new HearingEvent.Invited(PARTY, "Қ", Admission.LOBBY),
                    "{'type':'invited','party':'device:зал','name':'Қ','admission':'LOBBY'}"),
            new Stored(new HearingEvent.Uninvited(PARTY), "{'type':'uninvited','party':'device:зал'}"),
            new Stored(new HearingEvent.Arrived(PARTY, LEG), "{'type':'arrived','party':'device:зал','leg':'l'}"),
            new Stored(
                    new HearingEvent.Left(PARTY, LEG, EndReason.MEDIA_LOST),
                    "{'type':'left','party':'device:зал','leg':'l','reason':'MEDIA_LOST'}"),
            new Stored(new HearingEvent.Replaced(PARTY, LEG), "{'type':'replaced','party':'device:зал','leg':'l'}"),
            new Stored(new HearingEvent.Admitted(PARTY), "{'type':'admitted','party':'device:зал'}"),
            new Stored(new HearingEvent.Dismissed(PARTY), "{'type':'dismissed','party':'device:зал'}"),
            new Stored(new HearingEvent.Removed(PARTY), "{'type':'removed','party':'device:зал'}"),
            new Stored(
                    new HearingEvent.MutingChanged(PARTY, Muting.MUTED),
                    "{'type':'muting-changed','party':'device:зал','muting':'MUTED'}"),
            new Stored(
                    new HearingEvent.SpeakingRuleChosen(SpeakingRule.FLOOR_ONLY),
                    "{'type':'speaking-rule-chosen','rule':'FLOOR_ONLY'}"),
            new Stored(new HearingEvent.PresidingBegun(PARTY), "{'type':'presiding-begun','party':'device:зал'}"),
            new Stored(new HearingEvent.PresidingEnded(PARTY), "{'type':'presiding-ended','party':'device:зал'}"),
            new Stored(new HearingEvent.HandRaised(PARTY), "{'type':'hand-raised','party':'device:зал'}"),
            new Stored(new HearingEvent.HandLowered(PARTY), "{'type':'hand-lowered','party':'device:зал'}"),
            new Stored(new HearingEvent.FloorGiven(PARTY), "{'type':'floor-given','party':'device:зал'}"),
            new Stored(new HearingEvent.FloorReturned(PARTY), "{'type':'floor-returned','party':'device:зал'}"),
            new Stored(new HearingEvent.SharingStarted(PARTY), "{'type':'sharing-started','party':'device:зал'}"),
            new Stored(new HearingEvent.SharingStopped(PARTY), "{'type':'sharing-stopped','party':'device:зал'}"),
            new Stored(new HearingEvent.LayoutChosen(Layout.COURT), "{'type':'layout-chosen','layout':'COURT'}"),
            new Stored(
                    new HearingEvent.SeatLayoutChosen(PARTY, Layout.ONE_AND_FIVE),
                    "{'type':'seat-layout-chosen','party':'device:зал','layout':'ONE_AND_FIVE'}"),
            new Stored(new HearingEvent.SeatLayoutLifted(PARTY), "{'type':'seat-layout-lifted','party':'device:зал'}"),
            new Stored(
                    new HearingEvent.MicrophoneTurnedOff(PARTY),
                    "{'type':'microphone-turned-off','party':'device:зал'}"),
            new Stored(
                    new HearingEvent.MicrophoneTurnedOn(PARTY), "{'type':'microphone-turned-on','party':'device:зал'}"),
            new Stored(new HearingEvent.SelfShown(PARTY), "{'type':'self-shown','party':'device:зал'}"),
            new Stored(new HearingEvent.SelfHidden(PARTY), "{'type':'self-hidden','party':'device:зал'}"),
            new Stored(
                    new HearingEvent.CameraSteered(PARTY, CameraStep.RECALL_PRESET, 15),
                    "{'type':'camera-steered','party':'device:зал','step':'RECALL_PRESET','preset':15}"),
            new Stored(
                    new HearingEvent.MediaFollowed(PARTY, "198.51.100.7"),
                    "{'type':'media-followed','party':'device:зал','address':'198.51.100.7'}"),
            new Stored(new HearingEvent.Called(PARTY), "{'type':'called','party':'device:зал'}"),
            new Stored(new HearingEvent.Recalled(PARTY), "{'type':'recalled','party':'device:зал'}"),
            new Stored(new HearingEvent.SteeringAllowed(), "{'type':'steering-allowed'}"),
            new Stored(new HearingEvent.SteeringForbidden(), "{'type':'steering-forbidden'}"),
            new Stored(
                    new HearingEvent.TroubleReported(PARTY, TroubleKind.NO_SOUND, "Дыбыс жоқ, «ә»"),
                    "{'type':'trouble-reported','party':'device:зал','kind':'NO_SOUND','text':'Дыбыс жоқ, «ә»'}"),
            new Stored(
                    new HearingEvent.TroubleRepeated(PARTY, 7),
                    "{'type':'trouble-repeated','party':'device:зал','trouble':7}"),
            new Stored(
                    new HearingEvent.TroubleSeen(PARTY, 7), "{'type':'trouble-seen','party':'device:зал','trouble':7}"),
            new Stored(
                    new HearingEvent.ChecklistTicked(PARTY, ChecklistItem.HEARS, true),
                    "{'type':'checklist-ticked','party':'device:зал','item':'HEARS','confirmed':true}"),
            new Stored(
                    new HearingEvent.ChecklistUnticked(PARTY, ChecklistItem.SEES),
                    "{'type':'checklist-unticked','party':'device:зал','item':'SEES'}"),
            new Stored(new HearingEvent.Recovered(), "{'type':'recovered'}"));

    private final EventJson json = new EventJson();

    private record Stored(HearingEvent event, String text) {

        String json() {
            return text.replace('\'', '"');
        }
    }

    @Test
    void writesAndReadsEveryEvent() {
        for (Stored stored : EVENTS) {
            assertThat(json.event(stored.event)).isEqualTo(stored.json());
            assertThat(json.event(stored.json(), "here")).isEqualTo(stored.event);
        }
        Stream<Class<?>> types = Arrays.stream(HearingEvent.class.getPermittedSubclasses());
        assertThat(types).allMatch(type -> EVENTS.stream().anyMatch(stored -> type.isInstance(stored.event)));
    }

    @Test
    void writesAndReadsEntries() {
        List<HearingEvent.Recorded> events = EVENTS.stream()
                .map(stored ->
                        new HearingEvent.Recorded(3, Instant.parse("2026-11-25T05:00:00.123Z"), "user:ә", stored.event))
                .toList();
        EventJson.Entry entry = new EventJson.Entry("h", events);
        byte[] bytes = json.entry(entry);
        assertThat(new String(bytes, UTF_8))
                .startsWith("{\"hearing\":\"h\",\"events\":[{\"number\":3,\"at\":\"2026-11-25T05:00:00.123Z\","
                        + "\"actor\":\"user:ә\",\"event\":{\"type\":\"created\"");
        assertThat(json.entry(bytes, "here")).isEqualTo(entry);
    }

    @Test
    void saysWhatItDoesNotKnow() {
        assertThatThrownBy(() -> json.event("{\"type\":\"teleported\"}", "hearing h, event 5"))
                .isInstanceOf(StoreException.class)
                .hasMessage("hearing h, event 5: event type teleported is not known to this version of the program");
        for (String bad : List.of(
                "{}",
                "",
                "[]",
                "{\"type\":\"admitted\"}",
                "{\"type\":\"admitted\",\"party\":null}",
                "{\"type\":\"admitted\",\"party\":\"p\",\"more\":1}",
                "{\"type\":\"phase-changed\",\"phase\":\"LUNCH\",\"reason\":\"\"}",
                "{\"type\":\"recovered\"} x")) {
            assertThatThrownBy(() -> json.event(bad, "here"))
                    .as(bad)
                    .isInstanceOf(StoreException.class)
                    .hasMessageStartingWith("here: ");
        }
    }
}
