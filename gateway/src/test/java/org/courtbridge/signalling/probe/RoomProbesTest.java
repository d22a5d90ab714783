package org.courtbridge.signalling.probe;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.util.concurrent.MockTicker;
import io.netty.util.concurrent.Ticker;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.courtbridge.codecs.video.I420Picture;
import org.courtbridge.hearings.EndReason;
import org.courtbridge.hearings.LegId;
import org.courtbridge.hearings.PartyId;
import org.courtbridge.media.bridge.HearingBridge;
import org.courtbridge.media.leg.BridgeClock;
import org.courtbridge.media.leg.Leg;
import org.courtbridge.media.leg.LegMedia;
import org.courtbridge.media.leg.LegNotice;
import org.courtbridge.media.leg.RoomLeg;
import org.courtbridge.media.video.processing.PictureWorkers;
import org.courtbridge.provisioning.inventory.Device;
import org.courtbridge.provisioning.testcall.Probe;
import org.courtbridge.provisioning.testcall.ProbeReport;
import org.courtbridge.provisioning.testcall.ProbeReport.Connection;
import org.courtbridge.provisioning.testcall.ProbeReport.Equipment;
import org.courtbridge.provisioning.testcall.ProbeReport.Failure;
import org.courtbridge.signalling.rooms.CallFailedException;
import org.courtbridge.signalling.rooms.Destination;
import org.courtbridge.signalling.rooms.RoomCaller;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RoomProbesTest {

    private static final Device ROOM = Device.newlyAdded("1", "Room 1", "room1", Instant.EPOCH);
    private static final LegMedia NOTHING = LegMedia.NOTHING;
    private static final ProbeReport.BothWays NO_CODING = new ProbeReport.BothWays(Optional.empty(), Optional.empty());
    private static final Equipment MUTED = new Equipment(
            Optional.of(true), OptionalDouble.of(70), Optional.empty(), Optional.empty(), Optional.of("1.2"));

    /** For the worker that makes the figures. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final MockTicker ticker = Ticker.newMockTicker();
    private final EmbeddedChannel channel =
            EmbeddedChannel.builder().ticker(ticker).build();
    private final PictureWorkers pictures = PictureWorkers.withPlaces(0);
    private final List<EndReason> ends = new ArrayList<>();
    private final CompletableFuture<LegId> outcome = new CompletableFuture<>();
    private Optional<Destination> called = Optional.empty();
    private boolean wrongPassword;
    private CompletionStage<Optional<Equipment>> equipment = CompletableFuture.completedFuture(Optional.empty());

    private final RoomProbes probes = new RoomProbes(new RoomProbes.Parts(
            new RoomCaller() {
                @Override
                public boolean isRegistered(Device device) {
                    return true;
                }

                @Override
                public boolean isInCall(Device device) {
                    return false;
                }

                @Override
                public void hangUp(Device device, EndReason reason) {}

                @Override
                public CompletionStage<LegId> call(Device device, Destination destination) {
                    called = Optional.of(destination);
                    return outcome;
                }
            },
            HearingBridge.Parts.plain(
                    channel.eventLoop(),
                    channel.eventLoop(),
                    pictures,
                    (leg, digit) -> {},
                    new BridgeClock(() -> Instant.EPOCH, ticker::nanoTime)),
            _ -> wrongPassword,
            _ -> equipment,
            _ -> I420Picture::black,
            () -> Instant.EPOCH.plusNanos(ticker.nanoTime())));

    private final RoomLeg leg =
            new RoomLeg(Optional.empty(), Optional.empty(), Optional.of("Codec 7"), new RoomLeg.Wishes() {
                @Override
                public void end(EndReason reason) {
                    ends.add(reason);
                }

                @Override
                public void keyframe() {}
            });

    @AfterEach
    void close() {
        probes.close();
        pictures.close();
        channel.finishAndReleaseAll();
    }

    private CompletableFuture<ProbeReport> probe() {
        return probes.probe(new Probe(ROOM, Duration.ofSeconds(10))).toCompletableFuture();
    }

    private void pickUp() {
        assertThat(called.orElseThrow().arrive(PartyId.device("1"), leg, NOTHING))
                .isCompleted();
        outcome.complete(leg.id());
    }

    private void later(int seconds) {
        for (int i = 0; i < 50 * seconds; i++) {
            ticker.advance(20, TimeUnit.MILLISECONDS);
            channel.runScheduledPendingTasks();
            channel.runPendingTasks();
        }
    }

    private static Connection.Failed failed(CompletableFuture<ProbeReport> probe) {
        assertThat(probe).succeedsWithin(PATIENCE);
        return (Connection.Failed) probe.join().connection();
    }

    private Failure failure(CallFailedException why) {
        CompletableFuture<ProbeReport> probe = probe();
        outcome.completeExceptionally(why);
        return failed(probe).failure();
    }

    @Test
    void aRoomIsMeasuredForSoLongAndThenTheCallIsEnded() {
        CompletableFuture<ProbeReport> probe = probe();
        later(3);
        pickUp();
        later(9);
        assertThat(probe).isNotDone();
        assertThat(ends).isEmpty();
        later(1);
        assertThat(ends).containsExactly(EndReason.HEARING_ENDED);
        assertThat(probe).succeedsWithin(PATIENCE);
        assertThat(probe.join().connection())
                .isEqualTo(new Connection.Connected(
                        Optional.empty(),
                        Optional.of("Codec 7"),
                        new ProbeReport.Codings(Optional.of(NO_CODING), Optional.of(NO_CODING))));
        assertThat(probe.join().sound()).isEmpty();
        assertThat(probe.join().rates()).isEqualTo(ProbeReport.Rates.UNKNOWN);
        assertThat(Duration.between(probe.join().begun(), probe.join().ended())).isEqualTo(Duration.ofSeconds(13));
    }

    @Test
    void whatWasMeasuredCountsIfTheRoomHangsUp() {
        CompletableFuture<ProbeReport> probe = probe();
        pickUp();
        later(5);
        called.orElseThrow().events().left(leg.id(), EndReason.LEFT);
        assertThat(probe).succeedsWithin(PATIENCE);
        assertThat(probe.join().connection()).isInstanceOf(Connection.Connected.class);
        later(10);
        assertThat(probe.join().connection()).isInstanceOf(Connection.Connected.class);
    }

    @Test
    void nothingIsToldOfACallThatBreaksOffAtOnce() {
        CompletableFuture<ProbeReport> probe = probe();
        pickUp();
        later(4);
        called.orElseThrow().events().left(leg.id(), EndReason.MEDIA_LOST);
        assertThat(failed(probe)).isEqualTo(new Connection.Failed(Failure.BROKEN_OFF, "the call ended: MEDIA_LOST"));
    }

    /** A room whose media are lost has no line that passes, whatever came of it until then. */
    @Test
    void aCallThatIsLostBeforeItsTimeHasBrokenOff() {
        CompletableFuture<ProbeReport> probe = probe();
        pickUp();
        later(6);
        called.orElseThrow().events().left(leg.id(), EndReason.MEDIA_LOST);
        assertThat(failed(probe)).isEqualTo(new Connection.Failed(Failure.BROKEN_OFF, "the call ended: MEDIA_LOST"));
    }

    @Test
    void nothingIsReportedIfTheGatewayEndsMeanwhile() {
        CompletableFuture<ProbeReport> probe = probe();
        pickUp();
        later(6);
        called.orElseThrow().events().left(leg.id(), EndReason.SHUTDOWN);
        assertThat(probe)
                .failsWithin(PATIENCE)
                .withThrowableThat()
                .havingRootCause()
                .isInstanceOf(CancellationException.class);
    }

    @Test
    void theCallIsEndedThoughTheFiguresFail() {
        CompletableFuture<ProbeReport> probe = probe();
        Leg faulty = new Leg() {
            @Override
            public LegId id() {
                return leg.id();
            }

            @Override
            public Kind kind() {
                return Kind.ROOM;
            }

            @Override
            public Optional<String> client() {
                throw new IllegalStateException("bug");
            }

            @Override
            public void end(EndReason reason) {
                ends.add(reason);
            }

            @Override
            public void requestKeyframe() {}

            @Override
            public void notice(LegNotice notice) {}
        };
        called.orElseThrow().arrive(PartyId.device("1"), faulty, NOTHING);
        outcome.complete(leg.id());
        later(10);
        assertThat(ends).containsExactly(EndReason.HEARING_ENDED);
        assertThat(failed(probe).failure()).isEqualTo(Failure.FAULT);
    }

    @Test
    void nothingIsToldOfARoomIfTheGatewayHadNoTimeForIt() {
        CompletableFuture<ProbeReport> probe = probe();
        pickUp();
        later(5);
        ticker.advance(1, TimeUnit.SECONDS);
        later(5);
        assertThat(failed(probe))
                .isEqualTo(new Connection.Failed(Failure.FAULT, "the gateway was too busy to measure"));
        assertThat(ends).containsExactly(EndReason.HEARING_ENDED);
    }

    @Test
    void nobodyPresentsInATest() {
        CompletableFuture<ProbeReport> probe = probe();
        called.orElseThrow().events().keyframeWanted(leg.id());
        pickUp();
        assertThat(called.orElseThrow().events().asksToPresent(leg.id())).isCompletedExceptionally();
        assertThat(probe).isNotDone();
    }

    @Test
    void aRoomThatIsNotThereIsToldFromOneWithAWrongPassword() {
        assertThat(failure(CallFailedException.notRegistered())).isEqualTo(Failure.NOT_REGISTERED);
    }

    @Test
    void aWrongPasswordIsTold() {
        wrongPassword = true;
        assertThat(failure(CallFailedException.notRegistered())).isEqualTo(Failure.WRONG_PASSWORD);
    }

    @Test
    void aWrongPasswordOfALineThatIsNotUsedDoesNotMatter() {
        wrongPassword = true;
        assertThat(failure(CallFailedException.refused(486))).isEqualTo(Failure.BUSY);
    }

    @Test
    void whoIsNotThereOrDoesNotPickUp() {
        assertThat(failure(CallFailedException.unanswered())).isEqualTo(Failure.NO_ANSWER);
    }

    @Test
    void whatIsOursIsNotTheRooms() {
        assertThat(failure(CallFailedException.tooManyCalls())).isEqualTo(Failure.FAULT);
    }

    @Test
    void whatARoomAnswers() {
        assertThat(RoomProbes.refused(600)).isEqualTo(Failure.BUSY);
        assertThat(RoomProbes.refused(480)).isEqualTo(Failure.NO_ANSWER);
        assertThat(RoomProbes.refused(488)).isEqualTo(Failure.NO_COMMON_FORMAT);
        assertThat(RoomProbes.refused(503)).isEqualTo(Failure.UNREACHABLE);
        assertThat(RoomProbes.refused(603)).isEqualTo(Failure.REFUSED);
    }

    @Test
    void aBugOfOursIsAFaultAndNothingElse() {
        CompletableFuture<ProbeReport> probe = probe();
        outcome.completeExceptionally(new IllegalStateException("bug"));
        assertThat(failed(probe).failure()).isEqualTo(Failure.FAULT);
    }

    @Test
    void whatTheDriverSaysIsToldWithoutACallToo() {
        equipment = CompletableFuture.completedFuture(Optional.of(MUTED));
        CompletableFuture<ProbeReport> probe = probe();
        outcome.completeExceptionally(CallFailedException.silent());
        assertThat(failed(probe).failure()).isEqualTo(Failure.UNREACHABLE);
        assertThat(probe.join().device()).contains(MUTED);
    }

    @Test
    void aDriverThatFailsSaysNothing() {
        equipment = CompletableFuture.failedFuture(new IllegalStateException("off"));
        CompletableFuture<ProbeReport> probe = probe();
        outcome.completeExceptionally(CallFailedException.silent());
        assertThat(failed(probe).failure()).isEqualTo(Failure.UNREACHABLE);
        assertThat(probe.join().device()).isEmpty();
    }
}
