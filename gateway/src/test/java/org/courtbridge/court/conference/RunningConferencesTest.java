package org.courtbridge.court.conference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.courtbridge.codecs.h224.CameraMove;
import org.courtbridge.codecs.video.I420Picture;
import org.courtbridge.hearings.CameraStep;
import org.courtbridge.hearings.EndReason;
import org.courtbridge.hearings.HearingCommand;
import org.courtbridge.hearings.HearingCommand.Admission;
import org.courtbridge.hearings.HearingCommand.Muting;
import org.courtbridge.hearings.HearingEvent;
import org.courtbridge.hearings.HearingState;
import org.courtbridge.hearings.HearingState.Phase;
import org.courtbridge.hearings.Layout;
import org.courtbridge.hearings.LegId;
import org.courtbridge.hearings.PartyId;
import org.courtbridge.hearings.Refusal;
import org.courtbridge.media.health.InternalErrors;
import org.courtbridge.media.health.Part;
import org.courtbridge.media.leg.Announcement;
import org.courtbridge.media.leg.Bridge.Policy.View;
import org.courtbridge.media.leg.CameraOrder;
import org.courtbridge.media.leg.Leg;
import org.courtbridge.media.leg.LegMedia;
import org.courtbridge.media.leg.LegStatistics;
import org.courtbridge.media.leg.Still;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RunningConferencesTest {

    private static final Instant NOW = Instant.parse("2026-11-25T05:00:00Z");
    private static final String CLERK = "user:clerk";
    private static final PartyId ROOM = PartyId.device("court");
    private static final PartyId PERSON = PartyId.participant("aigerim");
    private static final LegMedia MEDIA = LegMedia.NOTHING;

    private final InternalErrors errors = new InternalErrors(() -> NOW);
    private final Happenings happenings = new Happenings();
    private final Happenings.Log log = happenings.new Log();
    private final Happenings.RecordingBridge bridge = happenings.new RecordingBridge();
    private final RunningConferences conferences =
            RunningConferences.start(log, _ -> bridge, Slates.NONE, Layout.COURT, errors, () -> NOW);
    private final String id;

    RunningConferencesTest() throws Exception {
        id = done(conferences.create(CLERK, "1001", "Іс")).id();
        submit(new HearingCommand.Invite(CLERK, ROOM, "Зал", Admission.DIRECT));
        submit(new HearingCommand.Invite(CLERK, PERSON, "Әйгерім", Admission.LOBBY));
        happenings.take();
    }

    @AfterEach
    void close() {
        conferences.close();
    }

    @Test
    void findsHearings() {
        assertThat(conferences.byNumber("1001").orElseThrow().id()).isEqualTo(id);
        assertThat(conferences.byId(id).orElseThrow().title()).isEqualTo("Іс");
        assertThat(conferences.all()).hasSize(1);
        assertThat(conferences.byNumber("1002")).isEmpty();
    }

    @Test
    void aNumberIsFreeAgainAfterTheEnd() throws Exception {
        assertThatThrownBy(() -> done(conferences.create(CLERK, "1001", "Other")))
                .hasMessage("The number 1001 belongs to another hearing.");
        submit(new HearingCommand.End(CLERK));
        assertThat(conferences.byNumber("1001")).isEmpty();
        assertThat(done(conferences.create(CLERK, "1001", "Other")).title()).isEqualTo("Other");
    }

    @Test
    void saysWhyNot() {
        assertThatThrownBy(() -> done(conferences.create(CLERK, "x", "t")))
                .isInstanceOfSatisfying(
                        CommandRefusedException.class,
                        e -> assertThat(e.refusal()).contains(Refusal.NUMBER_NOT_DIGITS));
        assertThatThrownBy(() -> submit(new HearingCommand.Resume(CLERK)))
                .isInstanceOf(CommandRefusedException.class)
                .hasMessage("The hearing is not adjourned.");
        assertThatThrownBy(() -> done(conferences.submit("nothing", new HearingCommand.Start(CLERK))))
                .hasMessage("There is no such hearing.");
        assertThatThrownBy(() -> arrive(PartyId.device("stranger"), "leg"))
                .isInstanceOf(CommandRefusedException.class)
                .hasMessage("This party has no seat in the hearing.");
        assertThat(happenings.take()).isEmpty();
        assertThat(conferences.all()).hasSize(1);
    }

    /** Whoever asks would wait for ever otherwise. */
    @Test
    void anErrorFailsTheCommandAndNotTheNext() throws Exception {
        log.error = Optional.of(new StackOverflowError("a fault, as a test wants it"));
        assertThatThrownBy(() -> submit(new HearingCommand.Start(CLERK))).hasMessageContaining("a fault");
        assertThat(errors.count(Part.HEARINGS)).isEqualTo(1);
        log.error = Optional.empty();
        assertThat(submit(new HearingCommand.Start(CLERK)).phase()).isEqualTo(Phase.IN_SESSION);
    }

    @Test
    void anErrorInWhatFollowsFromAnEventKeepsNothingElseFromFollowing() throws Exception {
        try (AutoCloseable _ = conferences.subscribe(change -> {
            throw new StackOverflowError("a fault, as a test wants it");
        })) {
            arrive(ROOM, "room");
            submit(new HearingCommand.Start(CLERK));
        }
        assertThat(happenings.take()).endsWith("policy [room] muted []");
        assertThat(errors.count(Part.HEARINGS)).isPositive();
    }

    @Test
    void aRoomWalksInAndAPersonWaits() throws Exception {
        arrive(ROOM, "room");
        assertThat(happenings.take())
                .containsExactly(
                        "log 5 PhaseChanged",
                        "log 6 Arrived",
                        "attach room Зал",
                        "room is told Admitted[]",
                        "room is told HearingChanged[number=1001, title=Іс, phase=LOBBY]",
                        "room is told Standing[muting=HEARD, hand=DOWN, sharing=false]");
        submit(new HearingCommand.Start(CLERK));
        assertThat(happenings.take())
                .containsExactly(
                        "log 7 PhaseChanged",
                        "room is told HearingChanged[number=1001, title=Іс, phase=IN_SESSION]",
                        "policy [room] muted []");
        arrive(PERSON, "phone");
        assertThat(happenings.take())
                .containsExactly(
                        "log 8 Arrived",
                        "attach phone Әйгерім",
                        "phone is told Waiting[]",
                        "phone is told HearingChanged[number=1001, title=Іс, phase=IN_SESSION]",
                        "phone is told Standing[muting=HEARD, hand=DOWN, sharing=false]");
        submit(new HearingCommand.Admit(CLERK, PERSON));
        assertThat(happenings.take())
                .containsExactly("log 9 Admitted", "phone is told Admitted[]", "policy [phone, room] muted []");
    }

    @Test
    void whoAsksForTheFloorIsToldAndNobodyElse() throws Exception {
        inSession();
        submit(new HearingCommand.RaiseHand(PERSON.value(), PERSON));
        assertThat(happenings.take())
                .containsExactly("log 10 HandRaised", "phone is told Standing[muting=HEARD, hand=UP, sharing=false]");
        submit(new HearingCommand.GiveFloor(CLERK, PERSON));
        assertThat(happenings.take())
                .containsExactly(
                        "log 11 FloorGiven", "phone is told Standing[muting=HEARD, hand=FLOOR, sharing=false]");
    }

    @Test
    void aCameraMovesAfterItIsWrittenDownWhoMovesIt() throws Exception {
        inSession();
        submit(new HearingCommand.SteerCamera(CLERK, ROOM, CameraStep.ZOOM_IN, 0));
        submit(new HearingCommand.SteerCamera(CLERK, ROOM, CameraStep.STOP, 0));
        submit(new HearingCommand.SteerCamera(CLERK, ROOM, CameraStep.RECALL_PRESET, 15));
        assertThat(happenings.take())
                .containsExactly(
                        "log 10 CameraSteered",
                        "steer room " + new CameraOrder.Move(CameraMove.of(CameraMove.Zoom.IN)),
                        "log 11 CameraSteered",
                        "steer room " + new CameraOrder.Move(CameraMove.NONE),
                        "log 12 CameraSteered",
                        "steer room " + new CameraOrder.RecallPreset(15));
    }

    @Test
    void theTrailSaysWhereMediaWereFollowedTo() throws Exception {
        inSession();
        conferences.mediaFollowed(new LegId("room"), InetAddress.getByName("198.51.100.7"));
        conferences.mediaFollowed(new LegId("nobody"), InetAddress.getByName("198.51.100.7"));
        submit(new HearingCommand.Mute(CLERK, PERSON, Muting.MUTED));
        assertThat(happenings.take()).startsWith("log 10 MediaFollowed", "policy [phone, room] muted [phone]");
    }

    @Test
    void aScreenIsShownAfterItIsStoredAndGoesBeforeTheSessionIsAdjourned() throws Exception {
        inSession();
        submit(new HearingCommand.StartSharing(PERSON.value(), PERSON));
        assertThat(happenings.take())
                .containsExactly(
                        "log 10 SharingStarted",
                        "room is told that somebody else presents",
                        "phone is told Standing[muting=HEARD, hand=DOWN, sharing=true]",
                        "policy [phone, room] muted [] screen of phone");
        submit(new HearingCommand.Adjourn(CLERK, "x"));
        assertThat(happenings.take())
                .startsWith("policy [] muted []", "log 11 PhaseChanged")
                .contains("phone is told Standing[muting=HEARD, hand=DOWN, sharing=false]");
    }

    /** Legs that arrive meanwhile are, too, and those who wait are not. */
    @Test
    void othersAreToldThatSomebodyPresents() throws Exception {
        inSession();
        submit(new HearingCommand.StartSharing(PERSON.value(), PERSON));
        arrive(ROOM, "second");
        submit(new HearingCommand.StopSharing(CLERK, PERSON));
        submit(new HearingCommand.StartSharing(ROOM.value(), ROOM));
        submit(new HearingCommand.Dismiss(CLERK, PERSON));
        assertThat(happenings.take().stream().filter(what -> what.endsWith(" presents")))
                .containsExactly(
                        "room is told that somebody else presents",
                        "second is told that somebody else presents",
                        "second is told that nobody else presents",
                        "phone is told that somebody else presents",
                        "phone is told that nobody else presents");
    }

    @Test
    void aLegThatAsksToPresentDoesSoUnlessAnotherDoes() throws Exception {
        arrive(ROOM, "room");
        assertThatThrownBy(() -> asks("room"))
                .isInstanceOfSatisfying(
                        CommandRefusedException.class,
                        e -> assertThat(e.refusal()).contains(Refusal.NOT_IN_SESSION));
        assertThatThrownBy(() -> asks("nobody")).isInstanceOf(CommandRefusedException.class);
        submit(new HearingCommand.Start(CLERK));
        asks("room");
        assertThat(state().floor().presenter()).contains(ROOM);
        assertThatThrownBy(() -> submit(new HearingCommand.StartSharing(PERSON.value(), PERSON)))
                .isInstanceOf(CommandRefusedException.class);
        happenings.take();

        conferences.presentsNoMore(new LegId("room"));
        conferences.presentsNoMore(new LegId("room"));
        submit(new HearingCommand.Adjourn(CLERK, "x"));
        assertThat(happenings.take().stream().filter(what -> what.contains("SharingStopped")))
                .hasSize(1);
    }

    private void asks(String leg) throws Exception {
        done(conferences
                .asksToPresent(new LegId(leg))
                .thenApply(_ -> conferences.byId(id).orElseThrow()));
    }

    @Test
    void cutsBeforeItStoresAndLetsInAfter() throws Exception {
        inSession();
        submit(new HearingCommand.CloseSession(CLERK));
        assertThat(happenings.take().subList(0, 2)).containsExactly("policy [] muted []", "log 10 PhaseChanged");
        submit(new HearingCommand.ReopenSession(CLERK));
        assertThat(happenings.take()).startsWith("log 11 PhaseChanged").endsWith("policy [phone, room] muted []");
        submit(new HearingCommand.Mute(CLERK, PERSON, Muting.MUTED));
        assertThat(happenings.take())
                .containsExactly(
                        "policy [phone, room] muted [phone]",
                        "log 12 MutingChanged",
                        "phone is told Standing[muting=MUTED, hand=DOWN, sharing=false]");
        submit(new HearingCommand.Dismiss(CLERK, PERSON));
        assertThat(happenings.take())
                .containsExactly("policy [room] muted [phone]", "log 13 Dismissed", "phone is told Waiting[]");
        submit(new HearingCommand.Remove(CLERK, ROOM));
        assertThat(happenings.take())
                .containsExactly(
                        "policy [] muted [phone]",
                        "log 14 Left",
                        "log 15 Removed",
                        "detach room",
                        "room is ended: REMOVED");
    }

    @Test
    void aSessionIsClosedWhileSomethingElseIsStillBeingStored() throws Exception {
        inSession();
        CountDownLatch storing = new CountDownLatch(1);
        CountDownLatch stored = new CountDownLatch(1);
        log.disk = () -> {
            storing.countDown();
            await(stored);
        };
        var muted = conferences.submit(id, new HearingCommand.Mute(CLERK, PERSON, Muting.MUTED));
        assertThat(storing.await(60, TimeUnit.SECONDS)).isTrue();
        happenings.take();
        var closed = conferences.submit(id, new HearingCommand.CloseSession(CLERK));
        assertThat(happenings.take()).as("at once").containsExactly("policy [] muted [phone]");
        stored.countDown();
        done(muted);
        assertThat(done(closed).phase()).isEqualTo(Phase.CLOSED_SESSION);
        assertThat(happenings.take())
                .as("the end of what was being stored lets nobody in")
                .noneMatch(happened -> happened.matches("policy \\[\\w.*"));
        submit(new HearingCommand.ReopenSession(CLERK));
        assertThat(happenings.take()).contains("policy [phone, room] muted [phone]");
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(60, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** It ends no call: whoever is there sees that the session is closed, and is back when it is open again. */
    @Test
    void callsWaitForTheEndOfAClosedSession() throws Exception {
        inSession();
        HearingState closed = submit(new HearingCommand.CloseSession(CLERK));
        assertThat(closed.legs()).containsExactlyInAnyOrder(new LegId("phone"), new LegId("room"));
        assertThat(happenings.take()).noneMatch(happened -> happened.contains("is ended"));

        done(conferences.arrive(id, PERSON, happenings.leg("again"), MEDIA));
        assertThat(happenings.take())
                .as("whoever comes in it")
                .contains("phone is ended: REPLACED")
                .noneMatch(happened -> happened.matches("policy \\[\\w.*"));
        assertThat(submit(new HearingCommand.ReopenSession(CLERK)).inside()).hasSize(2);
    }

    @Test
    void whatCannotBeStoredHasNotHappened() throws Exception {
        inSession();
        HearingState before = state();
        log.fault = Optional.of("No space left on device");
        assertThatThrownBy(() -> submit(new HearingCommand.CloseSession(CLERK)))
                .isInstanceOf(HearingLogException.class)
                .hasMessage("No space left on device");
        assertThat(happenings.take())
                .containsExactly("policy [] muted []", "log refuses", "policy [phone, room] muted []");
        assertThat(state()).isEqualTo(before);

        log.fault = Optional.empty();
        assertThat(submit(new HearingCommand.CloseSession(CLERK)).phase()).isEqualTo(Phase.CLOSED_SESSION);
    }

    @Test
    void aCallThatEndsWhileTheDiskIsFullIsStoredLater() throws Exception {
        inSession();
        CompletableFuture<HearingEvent> left = new CompletableFuture<>();
        var _ = conferences.subscribe(change -> left.complete(change.event().event()));
        log.fault = Optional.of("full");
        conferences.left(new LegId("phone"), EndReason.LEFT);
        state();
        log.fault = Optional.empty();
        assertThat(left.get(60, TimeUnit.SECONDS))
                .isEqualTo(new HearingEvent.Left(PERSON, new LegId("phone"), EndReason.LEFT));
        assertThat(state().legs()).containsExactly(new LegId("room"));
    }

    @Test
    void theEndIsForEverybody() throws Exception {
        inSession();
        submit(new HearingCommand.End(CLERK));
        assertThat(happenings.take())
                .containsExactly(
                        "policy [] muted []",
                        "log 10 PhaseChanged",
                        "log 11 Left",
                        "log 12 Left",
                        "room is told HearingChanged[number=1001, title=Іс, phase=ENDED]",
                        "phone is told HearingChanged[number=1001, title=Іс, phase=ENDED]",
                        "detach room",
                        "room is ended: HEARING_ENDED",
                        "detach phone",
                        "phone is ended: HEARING_ENDED",
                        "close");
        conferences.left(new LegId("room"), EndReason.HEARING_ENDED);
        assertThat(state().lastEvent()).isEqualTo(12);
    }

    @Test
    void aReplacedCallDoesNotDisturbTheNewOne() throws Exception {
        inSession();
        arrive(PERSON, "second");
        assertThat(happenings.take())
                .containsExactly(
                        "policy [room] muted []",
                        "log 10 Replaced",
                        "log 11 Arrived",
                        "detach phone",
                        "phone is ended: REPLACED",
                        "attach second Әйгерім",
                        "second is told Admitted[]",
                        "second is told HearingChanged[number=1001, title=Іс, phase=IN_SESSION]",
                        "second is told Standing[muting=HEARD, hand=DOWN, sharing=false]",
                        "policy [room, second] muted []");
        conferences.keyframeWanted(new LegId("phone"));
        conferences.left(new LegId("phone"), EndReason.REPLACED);
        conferences.left(new LegId("phone"), EndReason.REPLACED);
        assertThat(state().inside()).containsExactly(new LegId("room"), new LegId("second"));
        assertThat(happenings.take()).isEmpty();
    }

    @Test
    void theBridgeGoesWithTheLastLegAndComesBack() throws Exception {
        inSession();
        conferences.left(new LegId("phone"), EndReason.LEFT);
        conferences.left(new LegId("room"), EndReason.MEDIA_LOST);
        state();
        assertThat(happenings.take())
                .containsExactly(
                        "policy [room] muted []",
                        "log 10 Left",
                        "detach phone",
                        "policy [] muted []",
                        "log 11 Left",
                        "detach room",
                        "close");
        arrive(PERSON, "again");
        assertThat(happenings.take())
                .containsExactly(
                        "log 12 Arrived",
                        "attach again Әйгерім",
                        "again is told Admitted[]",
                        "again is told HearingChanged[number=1001, title=Іс, phase=IN_SESSION]",
                        "again is told Standing[muting=HEARD, hand=DOWN, sharing=false]",
                        "policy [again] muted []");
    }

    @Test
    void passesOnWhatLegsNegotiateAndWant() throws Exception {
        inSession();
        conferences.renegotiated(new LegId("room"), MEDIA);
        conferences.keyframeWanted(new LegId("room"));
        conferences.digit(new LegId("room"), '5');
        conferences.keyframeWanted(new LegId("nobody"));
        state();
        assertThat(happenings.take()).containsExactly("renegotiated room", "keyframe room");
    }

    @Test
    void aFaultInOneEffectKeepsNoOtherFromFollowing() throws Exception {
        inSession();
        bridge.fault = what -> {
            if (what.startsWith("detach")) {
                throw new IllegalStateException("a bug");
            }
        };
        submit(new HearingCommand.Remove(CLERK, PERSON));
        assertThat(happenings.take()).contains("phone is ended: REMOVED");
        assertThat(submit(new HearingCommand.CloseSession(CLERK)).phase()).isEqualTo(Phase.CLOSED_SESSION);
    }

    @Test
    void tellsSubscribersInOrderWhateverOneOfThemDoes() throws Exception {
        List<Long> numbers = Collections.synchronizedList(new ArrayList<>());
        var _ = conferences.subscribe(change -> {
            throw new IllegalStateException("a bug");
        });
        AutoCloseable subscription = conferences.subscribe(change -> {
            assertThat(change.state().lastEvent()).isEqualTo(change.event().number());
            numbers.add(change.event().number());
        });
        inSession();
        assertThat(numbers).containsExactly(5L, 6L, 7L, 8L, 9L);
        subscription.close();
        submit(new HearingCommand.CloseSession(CLERK));
        assertThat(numbers).hasSize(5);
    }

    @Test
    void manyAtOnceGetOneOrder() throws Exception {
        List<Long> numbers = Collections.synchronizedList(new ArrayList<>());
        var _ = conferences.subscribe(change -> numbers.add(change.event().number()));
        List<CompletionStage<HearingState>> answers = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            PartyId party = PartyId.participant("p" + i);
            answers.add(conferences.submit(id, new HearingCommand.Invite(CLERK, party, "n", Admission.DIRECT)));
            answers.add(conferences.arrive(id, party, happenings.leg("l" + i), MEDIA));
            conferences.left(new LegId("l" + i), EndReason.LEFT);
        }
        for (CompletionStage<HearingState> answer : answers) {
            done(answer);
        }
        HearingState last = state();
        assertThat(last.legs()).isEmpty();
        assertThat(last.lastEvent()).isEqualTo(4 + 150 + 1);
        assertThat(numbers).isSorted().doesNotHaveDuplicates().hasSize(151);
    }

    @Test
    void aRestartKeepsPhaseAndSeats() throws Exception {
        inSession();
        log.kept = List.of(state());
        try (RunningConferences restarted =
                RunningConferences.start(log, _ -> bridge, Slates.NONE, Layout.COURT, errors, () -> NOW)) {
            HearingState again = done(restarted.submit(id, new HearingCommand.Recover("system", NOW)));
            assertThat(again.phase()).isEqualTo(Phase.IN_SESSION);
            assertThat(again.legs()).isEmpty();
            assertThat(again.lastEvent()).isEqualTo(state().lastEvent() + 1);
            assertThat(restarted.byNumber("1001")).contains(again);
            happenings.take();
            done(restarted.arrive(id, PERSON, happenings.leg("again"), MEDIA));
            assertThat(happenings.take()).contains("again is told Admitted[]", "policy [again] muted []");
        }
    }

    @Test
    void theBridgeKnowsWhatEachOfThoseInsideSeesAndWhichAreTheCourtsRooms() throws Exception {
        inSession();
        LegId room = new LegId("room");
        LegId phone = new LegId("phone");
        assertThat(bridge.view()).isEqualTo(new View(Map.of(room, Layout.COURT), Set.of(room), Set.of()));
        submit(new HearingCommand.ChooseLayout(CLERK, Layout.GRID));
        assertThat(happenings.take()).containsExactly("log 10 LayoutChosen", "policy [phone, room] muted []");
        submit(new HearingCommand.ChooseSeatLayout(CLERK, ROOM, Optional.of(Layout.SIDE_BY_SIDE)));
        assertThat(bridge.view()).isEqualTo(new View(Map.of(room, Layout.SIDE_BY_SIDE), Set.of(room), Set.of()));
        submit(new HearingCommand.ChooseSeatLayout(CLERK, PERSON, Optional.of(Layout.SPEAKER)));
        submit(new HearingCommand.ShowSelf(CLERK, PERSON, true));
        assertThat(bridge.view())
                .as("a phone sees one picture when it asks")
                .isEqualTo(new View(
                        Map.of(room, Layout.SIDE_BY_SIDE, phone, Layout.SPEAKER), Set.of(room), Set.of(phone)));
        submit(new HearingCommand.Dismiss(CLERK, PERSON));
        assertThat(bridge.view()).isEqualTo(new View(Map.of(room, Layout.SIDE_BY_SIDE), Set.of(room), Set.of()));
        arrive(ROOM, "redialled");
        LegId redialled = new LegId("redialled");
        assertThat(bridge.view())
                .isEqualTo(new View(Map.of(redialled, Layout.SIDE_BY_SIDE), Set.of(redialled), Set.of()));
        submit(new HearingCommand.ChooseSeatLayout(CLERK, ROOM, Optional.empty()));
        assertThat(bridge.view()).isEqualTo(new View(Map.of(redialled, Layout.GRID), Set.of(redialled), Set.of()));
    }

    @Test
    void aPhoneIsToldHowItSeesTheOthersWhenThatIsNotAsUsual() throws Exception {
        inSession();
        submit(new HearingCommand.ChooseSeatLayout(PERSON.value(), PERSON, Optional.of(Layout.GRID)));
        assertThat(happenings.take())
                .containsExactly(
                        "log 10 SeatLayoutChosen",
                        "phone is told Arranged[layout=Optional[GRID], seesSelf=false]",
                        "policy [phone, room] muted []");
        submit(new HearingCommand.ShowSelf(PERSON.value(), PERSON, true));
        assertThat(happenings.take()).contains("phone is told Arranged[layout=Optional[GRID], seesSelf=true]");
        arrive(PERSON, "again");
        assertThat(happenings.take()).contains("again is told Arranged[layout=Optional[GRID], seesSelf=true]");
        submit(new HearingCommand.ChooseSeatLayout(CLERK, PERSON, Optional.empty()));
        submit(new HearingCommand.ShowSelf(CLERK, PERSON, false));
        assertThat(happenings.take()).contains("again is told Arranged[layout=Optional.empty, seesSelf=false]");
    }

    @Test
    void aLayoutThatCannotBeStoredIsNotShown() throws Exception {
        inSession();
        View before = bridge.view();
        log.fault = Optional.of("full");
        assertThatThrownBy(() -> submit(new HearingCommand.ChooseLayout(CLERK, Layout.GRID)))
                .isInstanceOf(HearingLogException.class);
        log.fault = Optional.empty();
        assertThat(bridge.view()).isEqualTo(before);
        assertThat(happenings.take()).noneMatch(line -> line.startsWith("policy"));
        assertThat(state().layout()).isEmpty();
    }

    @Test
    void whoKnowsThePinGetsASeatInTheLobbyForTheCall() throws Exception {
        assertThat(conferences.byId(id).orElseThrow().pin().orElseThrow()).matches("[0-9]{6}");
        PartyId guest = PartyId.guest("g");
        HearingState state = done(conferences.attend(id, guest, "Аурухана", happenings.leg("g"), MEDIA));
        assertThat(state.waiting()).extracting(HearingState.Seat::name).containsExactly("Аурухана");
        assertThat(happenings.take()).contains("attach g Аурухана", "g is told Waiting[]");
        conferences.left(new LegId("g"), EndReason.LEFT);
        assertThat(state().seats()).doesNotContainKey(guest);
        assertThat(happenings.take()).contains("detach g");
    }

    @Test
    void aHearingOfBeforeThePinsGetsOne() throws Exception {
        HearingState old =
                SampleHearings.of("old", "7", "t", Optional.empty(), Phase.SCHEDULED, new LinkedHashMap<>(), 1);
        log.kept = List.of(old);
        try (RunningConferences restarted =
                RunningConferences.start(log, _ -> bridge, Slates.NONE, Layout.COURT, errors, () -> NOW)) {
            HearingState now = done(restarted.submit("old", new HearingCommand.Recover("system", NOW)));
            assertThat(now.pin().orElseThrow()).matches("[0-9]{6}");
        }
    }

    @Test
    void waitingRoomsAreShownWhatIsNew() throws Exception {
        AtomicInteger minute = new AtomicInteger();
        Slates slates = (leg, state) -> Optional.of(new Minute(minute.get()));
        try (RunningConferences showing =
                RunningConferences.start(log, _ -> bridge, slates, Layout.COURT, errors, () -> NOW)) {
            String hearing = done(showing.create(CLERK, "1002", "Іс")).id();
            done(showing.submit(hearing, new HearingCommand.Invite(CLERK, ROOM, "Зал", Admission.LOBBY)));
            done(showing.arrive(hearing, ROOM, happenings.room("room"), MEDIA));
            assertThat(happenings.take()).contains("show room Minute[now=0]");
            minute.set(1);
            showing.refreshSlates();
            showing.refreshSlates();
            done(showing.submit(hearing, new HearingCommand.Start(CLERK)));
            assertThat(happenings.take())
                    .filteredOn(line -> line.startsWith("show"))
                    .containsExactly("show room Minute[now=1]");
        }
    }

    @Test
    void roomsInTheLobbyAreToldSoAloudOnceUntilTheyAreAdmitted() throws Exception {
        Slates slates = new Slates() {
            @Override
            public Optional<Still> of(Leg leg, HearingState state) {
                return Optional.empty();
            }

            @Override
            public Announcement aloud(Leg leg) {
                return block -> true;
            }
        };
        try (RunningConferences speaking =
                RunningConferences.start(log, _ -> bridge, slates, Layout.COURT, errors, () -> NOW)) {
            String hearing = done(speaking.create(CLERK, "1002", "Іс")).id();
            PartyId direct = PartyId.device("2");
            PartyId phone = PartyId.device("3");
            done(speaking.submit(hearing, new HearingCommand.Invite(CLERK, ROOM, "Зал", Admission.LOBBY)));
            done(speaking.submit(hearing, new HearingCommand.Invite(CLERK, direct, "Зал 2", Admission.DIRECT)));
            done(speaking.submit(hearing, new HearingCommand.Invite(CLERK, phone, "Әсел", Admission.LOBBY)));
            done(speaking.arrive(hearing, direct, happenings.room("direct"), MEDIA));
            done(speaking.arrive(hearing, phone, happenings.leg("phone"), MEDIA));
            done(speaking.arrive(hearing, ROOM, happenings.room("room"), MEDIA));
            done(speaking.submit(hearing, new HearingCommand.Start(CLERK)));
            speaking.refreshSlates();
            done(speaking.submit(hearing, new HearingCommand.Admit(CLERK, ROOM)));
            done(speaking.submit(hearing, new HearingCommand.Dismiss(CLERK, ROOM)));
            assertThat(happenings.take())
                    .filteredOn(line -> line.startsWith("play") || line.startsWith("attach room"))
                    .containsExactly("attach room Зал", "play room words", "play room silence", "play room words");
        }
    }

    @Test
    void aKeyOfARoomDoesWhatItMeansOnceAndIsAnswered() throws Exception {
        AtomicReference<Instant> now = new AtomicReference<>(NOW);
        List<KeyAnswer> answers = Collections.synchronizedList(new ArrayList<>());
        Slates slates = new Slates() {
            @Override
            public Optional<Still> of(Leg leg, HearingState state) {
                return Optional.empty();
            }

            @Override
            public Announcement answer(Leg leg, KeyAnswer answer) {
                answers.add(answer);
                return block -> true;
            }
        };
        try (RunningConferences pressed =
                RunningConferences.start(log, _ -> bridge, slates, Layout.COURT, errors, now::get)) {
            String hearing = done(pressed.create(CLERK, "1002", "Іс")).id();
            done(pressed.submit(hearing, new HearingCommand.Invite(CLERK, ROOM, "Зал", Admission.DIRECT)));
            done(pressed.arrive(hearing, ROOM, happenings.room("room"), MEDIA));
            done(pressed.submit(hearing, new HearingCommand.Start(CLERK)));
            happenings.take();
            for (char key : "11#2".toCharArray()) {
                pressed.digit(new LegId("room"), key);
            }
            now.set(NOW.plusMillis(300));
            pressed.digit(new LegId("room"), '2');
            done(pressed.submit(hearing, new HearingCommand.Leave("system", new LegId("other"), EndReason.LEFT)));
            log.fault = Optional.of("full");
            now.set(NOW.plusMillis(600));
            pressed.digit(new LegId("room"), '1');
            pressed.digit(new LegId("nobody"), '1');
            done(pressed.submit(hearing, new HearingCommand.Leave("system", new LegId("other"), EndReason.LEFT)));
            assertThat(happenings.take())
                    .filteredOn(line -> !line.startsWith("room is told"))
                    .containsExactly(
                            "log 7 HandRaised",
                            "play room words",
                            "policy [room] muted [room]",
                            "log 8 MicrophoneTurnedOff",
                            "play room words",
                            "log refuses",
                            "play room words");
            assertThat(answers).containsExactly(KeyAnswer.HAND_RAISED, KeyAnswer.MICROPHONE_OFF, KeyAnswer.REFUSED);
            log.fault = Optional.empty();
        }
    }

    private record Minute(int now) implements Still {

        @Override
        public I420Picture draw(int width, int height) {
            return I420Picture.black(width, height);
        }
    }

    @Test
    void goingDownEndsEveryCall() throws Exception {
        inSession();
        conferences.close();
        assertThat(happenings.take()).contains("room is ended: SHUTDOWN", "phone is ended: SHUTDOWN", "close");
        assertThatThrownBy(() -> submit(new HearingCommand.Start(CLERK))).hasMessage("The gateway is going down.");
    }

    @Test
    void writesALineForEachCallThatEnds() {
        Leg leg = happenings.leg("l");
        assertThat(lineOf(LegStatistics.of(leg.id(), "Әйгерім", leg.kind(), List.of(sound(500)))))
                .isEqualTo("call hearing=h number=7 party=participant:aigerim leg=l kind=BROWSER"
                        + " reason=MEDIA_LOST seconds=61 received.audio.main=G722,packets:500,bytes:80000,lost:2");
    }

    /** A session of WHIP may have ended before that of WHEP, and another may have come after it. */
    @Test
    void theLineOfACallHasWhatItsFormerTransportsBrought() {
        Leg leg = happenings.leg("l");
        for (List<LegStatistics.Stream> present : List.of(List.<LegStatistics.Stream>of(), List.of(sound(200)))) {
            LegStatistics figures = new LegStatistics(
                    leg.id(),
                    "Әйгерім",
                    leg.kind(),
                    present,
                    List.of(),
                    List.of(),
                    Set.of(),
                    Optional.empty(),
                    Optional.empty(),
                    LegStatistics.Reported.NOTHING,
                    List.of(sound(500)));
            assertThat(lineOf(figures))
                    .endsWith(
                            present.isEmpty()
                                    ? "seconds=61 received.audio.main=G722,packets:500,bytes:80000,lost:2"
                                    : "seconds=61 received.audio.main=G722,packets:700,bytes:112000,lost:4");
        }
    }

    private static LegStatistics.Stream sound(long packets) {
        return new LegStatistics.Stream(
                LegStatistics.Direction.RECEIVED,
                LegStatistics.Medium.AUDIO,
                "main",
                "G722",
                new LegStatistics.Stream.Traffic(packets, 160 * packets, 64_000),
                new LegStatistics.Stream.Network(2, 0, 1.5, OptionalDouble.empty()),
                LegStatistics.Stream.Content.ofSound(packets, 40, -20, -20),
                Optional.empty());
    }

    /** The line of a call that has these figures. */
    private String lineOf(LegStatistics figures) {
        List<String> lines = new ArrayList<>();
        Leg leg = happenings.leg("l");
        Calls calls = new Calls();
        calls.add(new Call(leg, MEDIA, NOW));
        HearingState state =
                SampleHearings.of("h", "7", "t", Optional.of("123456"), Phase.IN_SESSION, new LinkedHashMap<>(), 9);
        new CallLog(() -> List.of(figures), lines::add)
                .happened(
                        state,
                        new HearingEvent.Recorded(
                                9,
                                NOW.plusSeconds(61),
                                "x",
                                new HearingEvent.Left(PERSON, leg.id(), EndReason.MEDIA_LOST)),
                        state,
                        calls);
        assertThat(lines).hasSize(1);
        return lines.getFirst();
    }

    private void inSession() throws Exception {
        arrive(ROOM, "room");
        submit(new HearingCommand.Start(CLERK));
        arrive(PERSON, "phone");
        submit(new HearingCommand.Admit(CLERK, PERSON));
        happenings.take();
    }

    private HearingState submit(HearingCommand command) throws Exception {
        return done(conferences.submit(id, command));
    }

    /** After all that was asked before. */
    private HearingState state() throws Exception {
        return submit(new HearingCommand.Leave("system", new LegId("nobody"), EndReason.LEFT));
    }

    private HearingState arrive(PartyId party, String leg) throws Exception {
        Leg arriving = party.equals(ROOM) ? happenings.room(leg) : happenings.leg(leg);
        return done(conferences.arrive(id, party, arriving, MEDIA));
    }

    private static HearingState done(CompletionStage<HearingState> stage) throws Exception {
        try {
            return stage.toCompletableFuture().get(60, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }
}
