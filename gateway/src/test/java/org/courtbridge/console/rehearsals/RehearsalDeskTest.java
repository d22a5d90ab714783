package org.courtbridge.console.rehearsals;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.courtbridge.codecs.payload.PictureMisfit;
import org.courtbridge.console.FakeConferences;
import org.courtbridge.hearings.HearingCommand;
import org.courtbridge.hearings.HearingCommand.Admission;
import org.courtbridge.hearings.HearingCommand.Muting;
import org.courtbridge.hearings.LegId;
import org.courtbridge.hearings.PartyId;
import org.courtbridge.media.leg.Leg;
import org.courtbridge.media.leg.LegStatistics;
import org.courtbridge.media.leg.LegStatistics.Direction;
import org.courtbridge.media.leg.LegStatistics.Medium;
import org.courtbridge.provisioning.testcall.Limits;
import org.courtbridge.provisioning.testcall.Outcome;
import org.courtbridge.provisioning.testcall.Rehearsal;
import org.courtbridge.provisioning.testcall.Rehearsal.Answer;
import org.courtbridge.provisioning.testcall.Rehearsal.Because;
import org.courtbridge.provisioning.testcall.Rehearsal.Sense;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Tests of the verdicts on figures that are looked at for eight seconds; {@code FourPartyIT} shows the same with real media.
 */
class RehearsalDeskTest {

    private static final PartyId HALL = PartyId.device("hall");
    private static final PartyId WITNESS = PartyId.device("witness");
    private static final PartyId EXPERT = PartyId.device("expert");
    private static final List<PartyId> ALL = List.of(HALL, WITNESS, EXPERT);

    private final FakeConferences conferences = new FakeConferences();
    private Instant now = Instant.parse("2026-11-27T09:00:00Z");
    private String hearing = "";

    /** What one sends and gets at a time: each may be changed while time passes. */
    private final Room hall = new Room(HALL);

    private final Room witness = new Room(WITNESS);
    private final Room expert = new Room(EXPERT);

    private static final class Room {

        private final PartyId party;
        private double level = -28;
        private double pictureRate = 25;
        private double soundRate = 50;
        private boolean sees = true;
        private OptionalDouble soundLoss = OptionalDouble.of(0);
        private double recentSoundLoss;
        private OptionalDouble pictureLoss = OptionalDouble.of(0);
        private List<LegStatistics.BlockedPicture> blocked = List.of();

        Room(PartyId party) {
            this.party = party;
        }

        LegId leg() {
            return leg(party);
        }

        static LegId leg(PartyId party) {
            return new LegId(party.value());
        }

        /** @param seconds since it came, and @param loud whether somebody speaks just now */
        LegStatistics after(double seconds, boolean loud) {
            LegStatistics.Stream sound =
                    stream(Direction.RECEIVED, Medium.AUDIO, Math.round(soundRate * seconds), 0, loud ? level : -80);
            LegStatistics.Stream picture =
                    stream(Direction.RECEIVED, Medium.VIDEO, 0, Math.round(pictureRate * seconds), 0);
            LegStatistics.Stream heard = stream(Direction.SENT, Medium.AUDIO, 0, 0, 0, recentSoundLoss);
            LegStatistics.Stream seen = stream(Direction.SENT, Medium.VIDEO, 0, 0, 0);
            return new LegStatistics(
                    leg(),
                    party.value(),
                    Leg.Kind.ROOM,
                    sees ? List.of(sound, picture, heard, seen) : List.of(sound, heard),
                    blocked,
                    List.of(),
                    Set.of(),
                    Optional.empty(),
                    Optional.empty(),
                    new LegStatistics.Reported(soundLoss, pictureLoss),
                    List.of());
        }

        private static LegStatistics.Stream stream(
                Direction direction, Medium medium, long packets, long frames, double level) {
            return stream(direction, medium, packets, frames, level, 0);
        }

        private static LegStatistics.Stream stream(
                Direction direction, Medium medium, long packets, long frames, double level, double recentLoss) {
            return new LegStatistics.Stream(
                    direction,
                    medium,
                    "main",
                    "codec",
                    new LegStatistics.Stream.Traffic(1_000 + packets, 0, 0),
                    new LegStatistics.Stream.Network(0, recentLoss, 0, OptionalDouble.empty()),
                    new LegStatistics.Stream.Content(500 + frames, 0, 0, 0, level, level, 0),
                    Optional.empty());
        }
    }

    @BeforeEach
    void open() throws Exception {
        hearing = conferences
                .create("clerk", "100", "Іс")
                .toCompletableFuture()
                .get()
                .id();
        for (PartyId party : ALL) {
            submit(new HearingCommand.Invite("clerk", party, party.value(), Admission.DIRECT));
            submit(new HearingCommand.Arrive("clerk", party, Room.leg(party)));
        }
        submit(new HearingCommand.Start("clerk"));
    }

    private void submit(HearingCommand command) throws Exception {
        conferences.submit(hearing, command).toCompletableFuture().get();
    }

    /** Each speaks for 200 ms in the middle of the time. */
    private Rehearsal rehearse() throws InterruptedException {
        Instant begun = now;
        look(begun);
        RehearsalDesk desk = new RehearsalDesk(
                conferences, id -> conferences.byId(id).orElseThrow(), Limits.standard(), () -> now, time -> {
                    now = now.plus(time);
                    look(begun);
                });
        Rehearsal rehearsal = desk.rehearse(hearing);
        assertThat(Duration.between(begun, now)).isEqualTo(RehearsalDesk.LENGTH);
        return rehearsal;
    }

    private void look(Instant begun) {
        double seconds = Duration.between(begun, now).toMillis() / 1e3;
        boolean loud = seconds > 4 && seconds <= 4.2;
        conferences.statistics.clear();
        List.of(hall, witness, expert).forEach(room -> conferences.statistics.add(room.after(seconds, loud)));
    }

    private static Answer answer(Rehearsal rehearsal, PartyId to, PartyId from, Sense sense) {
        return rehearsal.answers().stream()
                .filter(answer -> answer.to().id().equals(to.value())
                        && answer.from().id().equals(from.value())
                        && answer.sense() == sense)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void allHearAndSeeAll() throws Exception {
        Rehearsal rehearsal = rehearse();
        assertThat(rehearsal.answers()).hasSize(12).allMatch(answer -> answer.outcome() == Outcome.PASS);
        assertThat(rehearsal.outcome()).isEqualTo(Outcome.PASS);
        Answer heard = answer(rehearsal, HALL, WITNESS, Sense.HEARS);
        assertThat(heard.from().sound()).hasValue(-28);
        assertThat(heard.from().pictures().orElseThrow()).isBetween(24.8, 25.2);
    }

    @Test
    void whoeverSendsNothingOrNothingLoudIsNotHeard() throws Exception {
        witness.soundRate = 0;
        expert.level = -90;
        Rehearsal rehearsal = rehearse();
        assertThat(answer(rehearsal, HALL, WITNESS, Sense.HEARS).because()).isEqualTo(Because.NOTHING_COMES);
        assertThat(answer(rehearsal, HALL, EXPERT, Sense.HEARS).because()).isEqualTo(Because.MUTED);
        assertThat(answer(rehearsal, WITNESS, HALL, Sense.HEARS).outcome()).isEqualTo(Outcome.PASS);
        assertThat(rehearsal.outcome()).isEqualTo(Outcome.FAIL);
    }

    @Test
    void whomTheClerkHasMutedIsNotHeardHoweverLoud() throws Exception {
        submit(new HearingCommand.Mute("clerk", WITNESS, Muting.MUTED));
        assertThat(answer(rehearse(), HALL, WITNESS, Sense.HEARS).because()).isEqualTo(Because.MUTED);
    }

    @Test
    void pictureThatStandsStillOrCannotBeShownIsNotSeen() throws Exception {
        witness.pictureRate = 1;
        hall.blocked = List.of(new LegStatistics.BlockedPicture(
                expert.leg(), "expert", new PictureMisfit(PictureMisfit.Limit.CODEC, "H264", "H263")));
        expert.sees = false;
        Rehearsal rehearsal = rehearse();
        assertThat(answer(rehearsal, HALL, WITNESS, Sense.SEES).because()).isEqualTo(Because.STANDS_STILL);
        assertThat(answer(rehearsal, HALL, EXPERT, Sense.SEES).because()).isEqualTo(Because.NOTHING_COMES);
        assertThat(answer(rehearsal, EXPERT, HALL, Sense.SEES).because()).isEqualTo(Because.HAS_NO_PICTURE);
        expert.sees = true;
        assertThat(answer(rehearse(), HALL, EXPERT, Sense.SEES).because()).isEqualTo(Because.CANNOT_BE_SHOWN);
    }

    /** No device is to blame for it. */
    @Test
    void pictureForWhichLineOrGatewayHasNoRoomIsNotSeen() throws Exception {
        hall.blocked = List.of(
                new LegStatistics.BlockedPicture(expert.leg(), "expert", PictureMisfit.processor(97, 90)),
                new LegStatistics.BlockedPicture(witness.leg(), "witness", PictureMisfit.line(200, 60)));
        Rehearsal rehearsal = rehearse();
        assertThat(answer(rehearsal, HALL, EXPERT, Sense.SEES).because()).isEqualTo(Because.GATEWAY_BUSY);
        assertThat(answer(rehearsal, HALL, WITNESS, Sense.SEES).because()).isEqualTo(Because.LINE_TOO_NARROW);
        assertThat(rehearsal.outcome()).isEqualTo(Outcome.FAIL);
    }

    @Test
    void whatWasLostWhenAPartyCameIsOver() throws Exception {
        hall.soundLoss = OptionalDouble.of(9);
        assertThat(answer(rehearse(), HALL, EXPERT, Sense.HEARS).because()).isEqualTo(Because.ARRIVES);
    }

    @Test
    void whatIsLostOnTheWayAndWhatNobodyReportsIsNoPass() throws Exception {
        hall.recentSoundLoss = 12;
        expert.soundLoss = OptionalDouble.of(100);
        witness.pictureLoss = OptionalDouble.empty();
        Rehearsal rehearsal = rehearse();
        assertThat(answer(rehearsal, HALL, EXPERT, Sense.HEARS).because()).isEqualTo(Because.LOST);
        assertThat(answer(rehearsal, HALL, EXPERT, Sense.HEARS).outcome()).isEqualTo(Outcome.FAIL);
        assertThat(answer(rehearsal, EXPERT, HALL, Sense.HEARS).because()).isEqualTo(Because.LOST);
        assertThat(answer(rehearsal, WITNESS, EXPERT, Sense.SEES).because()).isEqualTo(Because.NOT_REPORTED);
        assertThat(answer(rehearsal, WITNESS, EXPERT, Sense.SEES).outcome()).isEqualTo(Outcome.COULD_NOT_TELL);
    }

    @Test
    void nobodyIsAskedWhileNobodyHearsAnybodyOrIsAlone() throws Exception {
        submit(new HearingCommand.Adjourn("clerk", ""));
        assertThatThrownBy(this::rehearse).hasMessageContaining("phase: ADJOURNED");
        submit(new HearingCommand.Resume("clerk"));
        submit(new HearingCommand.Dismiss("clerk", WITNESS));
        submit(new HearingCommand.Dismiss("clerk", EXPERT));
        assertThatThrownBy(this::rehearse).hasMessageContaining("connected: 1");
    }

    @Test
    void whoWaitsInTheLobbyIsNotCounted() throws Exception {
        submit(new HearingCommand.Dismiss("clerk", WITNESS));
        assertThat(rehearse().answers())
                .hasSize(4)
                .noneMatch(answer -> answer.to().id().equals(WITNESS.value()));
    }
}
