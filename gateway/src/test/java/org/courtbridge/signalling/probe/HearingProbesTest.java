package org.courtbridge.signalling.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SequencedMap;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import org.courtbridge.court.conference.SampleHearings;
import org.courtbridge.court.conference.StandInConferences;
import org.courtbridge.hearings.EndReason;
import org.courtbridge.hearings.HearingCommand;
import org.courtbridge.hearings.HearingState;
import org.courtbridge.hearings.LegId;
import org.courtbridge.hearings.PartyId;
import org.courtbridge.media.leg.Leg;
import org.courtbridge.media.leg.LegMedia;
import org.courtbridge.media.leg.LegStatistics;
import org.courtbridge.media.leg.LegStatistics.Stream;
import org.courtbridge.provisioning.inventory.Device;
import org.courtbridge.provisioning.testcall.Probe;
import org.courtbridge.provisioning.testcall.ProbeReport;
import org.courtbridge.provisioning.testcall.ProbeReport.Connection;
import org.courtbridge.provisioning.testcall.ProbeReport.Equipment;
import org.courtbridge.provisioning.testcall.ProbeReport.Failure;
import org.junit.jupiter.api.Test;

class HearingProbesTest {

    private static final Device ROOM = Device.newlyAdded("1", "Зал 1", "room1", Instant.EPOCH);
    private static final PartyId PARTY = PartyId.device(ROOM.id());
    private static final LegId LEG = new LegId("leg");
    private static final Equipment EQUIPMENT = new Equipment(
            Optional.of(false), OptionalDouble.of(60), Optional.of(true), Optional.of(true), Optional.empty());

    private Instant now = Instant.parse("2026-03-02T04:00:00Z");
    private final Deque<Runnable> due = new ArrayDeque<>();
    private boolean there = true;
    private boolean ending;
    private long packets;
    private final HearingProbes probes = new HearingProbes(
            new OneHearing(), _ -> CompletableFuture.completedFuture(Optional.of(EQUIPMENT)), this::later, () -> now);

    private void later(Duration delay, Runnable work) {
        if (ending) {
            throw new RejectedExecutionException();
        }
        due.add(() -> {
            now = now.plus(delay);
            packets += delay.toMillis() / 20;
            work.run();
        });
    }

    /** One hearing, in which the room is, or is not any more. */
    private final class OneHearing extends StandInConferences {

        @Override
        public Collection<HearingState> all() {
            SequencedMap<PartyId, HearingState.Seat> seats = new LinkedHashMap<>();
            seats.put(
                    PARTY,
                    new HearingState.Seat(
                            PARTY,
                            ROOM.name(),
                            HearingCommand.Admission.DIRECT,
                            true,
                            HearingCommand.Muting.HEARD,
                            false,
                            there ? Optional.of(LEG) : Optional.empty(),
                            Optional.empty(),
                            false));
            return List.of(SampleHearings.of("h", "1", "x", Optional.empty(), HearingState.Phase.IN_SESSION, seats, 1));
        }

        @Override
        public List<LegStatistics> statistics(String hearingId) {
            return there ? List.of(of(new LegId("another"), 0), of(LEG, packets)) : List.of();
        }

        @Override
        public CompletionStage<HearingState> arrive(String hearingId, PartyId party, Leg leg, LegMedia media) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void renegotiated(LegId leg, LegMedia media) {}

        @Override
        public void keyframeWanted(LegId leg) {}

        @Override
        public void digit(LegId leg, char digit) {}

        @Override
        public void left(LegId leg, EndReason reason) {}
    }

    private static LegStatistics of(LegId leg, long count) {
        return LegStatistics.of(
                leg,
                "Зал",
                Leg.Kind.ROOM,
                List.of(new Stream(
                        LegStatistics.Direction.RECEIVED,
                        LegStatistics.Medium.AUDIO,
                        "main",
                        "G722",
                        new Stream.Traffic(count, 160 * count, 64_000),
                        new Stream.Network(0, 0, 1, OptionalDouble.empty()),
                        Stream.Content.ofSound(count, 0, -30, -30),
                        Optional.empty())));
    }

    private CompletableFuture<ProbeReport> begin() {
        return probes.probe(new Probe(ROOM, Duration.ofSeconds(10))).toCompletableFuture();
    }

    private void pass(Duration time) {
        Instant end = now.plus(time);
        while (!due.isEmpty() && now.isBefore(end)) {
            due.remove().run();
        }
    }

    @Test
    void watchesTheRoomsOwnLegForTheTimeThatIsWanted() {
        CompletableFuture<ProbeReport> report = begin();
        pass(Duration.ofMillis(9_800));
        assertThat(report).isNotDone();
        pass(Duration.ofSeconds(5));

        ProbeReport told = report.join();
        assertThat(Duration.between(told.begun(), told.ended())).hasSeconds(10);
        assertThat(told.connection()).isInstanceOfSatisfying(Connection.Watched.class, watched -> {
            assertThat(watched.sound().orElseThrow().packets()).isEqualTo(500);
            assertThat(watched.picture()).isEmpty();
            assertThat(watched.encrypted()).contains(false);
        });
        assertThat(told.line().orElseThrow().loss()).hasValue(0);
        assertThat(told.device()).contains(EQUIPMENT);
        assertThat(due).as("looks that go on").isEmpty();
    }

    @Test
    void aCallThatEndsLateIsToldOfAndOneThatEndsEarlyIsBrokenOff() {
        for (int seconds : List.of(3, 7)) {
            there = true;
            CompletableFuture<ProbeReport> report = begin();
            pass(Duration.ofSeconds(seconds));
            there = false;
            pass(Duration.ofSeconds(1));
            if (seconds == 7) {
                assertThat(report.join().connection()).isInstanceOf(Connection.Watched.class);
            } else {
                assertThat(report.join().connection())
                        .isInstanceOfSatisfying(
                                Connection.Failed.class,
                                failed -> assertThat(failed.failure()).isEqualTo(Failure.BROKEN_OFF));
            }
        }
    }

    @Test
    void nobodyIsToldAnythingWhenTheGatewayEnds() {
        CompletableFuture<ProbeReport> report = begin();
        ending = true;
        pass(Duration.ofSeconds(1));
        assertThatThrownBy(report::join).isInstanceOfAny(CancellationException.class, CompletionException.class);
    }
}
