package org.courtbridge.signalling.probe;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.courtbridge.court.conference.Conferences;
import org.courtbridge.hearings.HearingState;
import org.courtbridge.hearings.LegId;
import org.courtbridge.hearings.PartyId;
import org.courtbridge.media.leg.LegStatistics;
import org.courtbridge.provisioning.inventory.Device;
import org.courtbridge.provisioning.testcall.Probe;
import org.courtbridge.provisioning.testcall.ProbeCaller;
import org.courtbridge.provisioning.testcall.ProbeReport;
import org.courtbridge.provisioning.testcall.ProbeReport.Connection;
import org.courtbridge.provisioning.testcall.ProbeReport.Equipment;
import org.courtbridge.provisioning.testcall.ProbeReport.Failure;

/**
 * Tests rooms that are in a hearing: instead of calling them, watches the statistics of the call that they have there. From any
 * thread.
 */
public final class HearingProbes implements ProbeCaller {

    /** From one look to the next; levels are those of 20 ms each. */
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(200);

    /** Of a call that is watched for less, nothing is told. */
    private static final Duration SHORTEST = ProbedLeg.SHORTEST;

    /** For a room's driver. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Conferences conferences;
    private final EquipmentSource equipment;
    private final Later looks;
    private final InstantSource clock;

    /** Runs work after a while, always on the same thread. */
    @FunctionalInterface
    public interface Later {

        /** @throws RejectedExecutionException if the gateway ends */
        void run(Duration delay, Runnable work);
    }

    /** @param looks on whose thread statistics are read */
    public HearingProbes(Conferences conferences, EquipmentSource equipment, Later looks, InstantSource clock) {
        this.conferences = conferences;
        this.equipment = equipment;
        this.looks = looks;
        this.clock = clock;
    }

    /** The leg by which a device is in a hearing. */
    private record Standing(String hearing, LegId leg) {}

    /** Fails with a {@link CancellationException} if the gateway ends meanwhile: then there is nothing to report. */
    @Override
    public CompletionStage<ProbeReport> probe(Probe probe) {
        CompletableFuture<Optional<Equipment>> told = equipment
                .of(probe.device())
                .toCompletableFuture()
                .copy()
                .orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS)
                .exceptionally(_ -> Optional.empty());
        Watch watch = new Watch(probe);
        watch.next();
        return watch.end.thenCombine(told, watch::report);
    }

    private Optional<Standing> standing(Device device) {
        PartyId party = PartyId.device(device.id());
        for (HearingState hearing : conferences.all()) {
            Optional<LegId> leg = hearing.seat(party).flatMap(HearingState.Seat::leg);
            if (leg.isPresent()) {
                return Optional.of(new Standing(hearing.id(), leg.get()));
            }
        }
        return Optional.empty();
    }

    private Optional<LegStatistics> statistics(Standing standing) {
        return conferences.statistics(standing.hearing()).stream()
                .filter(leg -> leg.leg().equals(standing.leg()))
                .findFirst();
    }

    /** From the first look to the last. Its fields are those of the thread of looks. */
    private final class Watch {

        private final Probe probe;
        private final Instant begun = clock.instant();
        private final CompletableFuture<Optional<WatchedCall>> end = new CompletableFuture<>();
        private final Optional<Standing> standing;
        private Optional<WatchedCall> call = Optional.empty();

        Watch(Probe probe) {
            this.probe = probe;
            this.standing = standing(probe.device());
        }

        private void next() {
            try {
                looks.run(call.isEmpty() ? Duration.ZERO : BETWEEN_LOOKS, this::look);
            } catch (RejectedExecutionException _) {
                end.completeExceptionally(new CancellationException("the gateway ends"));
            }
        }

        private void look() {
            try {
                Instant now = clock.instant();
                Optional<LegStatistics> seen = standing.flatMap(HearingProbes.this::statistics);
                seen.ifPresent(statistics -> call.ifPresentOrElse(
                        watched -> watched.look(statistics, now),
                        () -> call = Optional.of(new WatchedCall(statistics, now))));
                boolean over = seen.isEmpty() || !now.isBefore(begun.plus(probe.length()));
                if (over) {
                    end.complete(call);
                } else {
                    next();
                }
            } catch (RuntimeException | Error fault) {
                end.completeExceptionally(fault);
            }
        }

        private ProbeReport report(Optional<WatchedCall> watched, Optional<Equipment> device) {
            Instant ended = clock.instant();
            return watched.filter(enough -> enough.watched().compareTo(SHORTEST) >= 0)
                    .map(enough -> new ProbeReport(
                            begun,
                            ended,
                            enough.connection(),
                            Optional.empty(),
                            Optional.empty(),
                            enough.line(),
                            enough.rates(),
                            enough.sent(),
                            ProbeReport.Withheld.NOTHING,
                            device))
                    .orElseGet(() -> ProbeReport.without(
                            new Connection.Failed(Failure.BROKEN_OFF, "the call in the hearing ended"),
                            begun,
                            ended,
                            device));
        }
    }
}
