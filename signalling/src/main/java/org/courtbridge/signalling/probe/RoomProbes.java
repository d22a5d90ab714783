package org.courtbridge.signalling.probe;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Predicate;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.courtbridge.court.conference.LegEvents;
import org.courtbridge.hearings.PartyId;
import org.courtbridge.media.bridge.HearingBridge;
import org.courtbridge.media.leg.Leg;
import org.courtbridge.media.leg.LegMedia;
import org.courtbridge.media.leg.Still;
import org.courtbridge.media.probe.ProbeFigures;
import org.courtbridge.media.probe.ProbeSettings;
import org.courtbridge.provisioning.inventory.Device;
import org.courtbridge.provisioning.testcall.Probe;
import org.courtbridge.provisioning.testcall.ProbeCaller;
import org.courtbridge.provisioning.testcall.ProbeReport;
import org.courtbridge.provisioning.testcall.ProbeReport.Connection;
import org.courtbridge.provisioning.testcall.ProbeReport.Equipment;
import org.courtbridge.provisioning.testcall.ProbeReport.Failure;
import org.courtbridge.signalling.rooms.CallFailedException;
import org.courtbridge.signalling.rooms.Destination;
import org.courtbridge.signalling.rooms.RoomCaller;

/** Tries rooms: calls them by whichever protocol they have registered with, measures, and hangs up. From any thread. */
public final class RoomProbes implements ProbeCaller, AutoCloseable {

    private static final Logger log = LogManager.getLogger(RoomProbes.class);

    /** Seconds for a room's driver; it is asked before the call, and must not hold the report up for ever. */
    private static final int PATIENCE = 20;

    /** Lines that are sent all that they have to carry at one time, so that each of twenty tests has its turn: some 12 Mbit/s from here. */
    private static final int FILLED_AT_ONCE = 10;

    private final Parts parts;
    private final SharedFaces faces = SharedFaces.ofBest();
    private final Semaphore fillings = new Semaphore(FILLED_AT_ONCE);

    /**
     * The services that test calls to rooms work with.
     *
     * @param bridge for the media of those who are in no hearing
     * @param wrongPassword whether a device has tried to register with a wrong password of late
     * @param equipment what drivers say
     * @param slate what a leg sees while it is tried
     */
    public record Parts(
            RoomCaller rooms,
            HearingBridge.Parts bridge,
            Predicate<Device> wrongPassword,
            EquipmentSource equipment,
            Function<Leg, Still> slate,
            InstantSource clock) {}

    public RoomProbes(Parts parts) {
        this.parts = parts;
    }

    /** Fails with a {@link CancellationException} if the gateway ends meanwhile: then there is nothing to report. */
    @Override
    public CompletionStage<ProbeReport> probe(Probe probe) {
        Instant begun = parts.clock().instant();
        parts.bridge().pictures().probes().execute(faces::warmUp);
        Call call = new Call(probe);
        CompletableFuture<Optional<Equipment>> equipment = equipment(probe.device());
        CompletableFuture<ProbedLeg.Outcome> outcome = new CompletableFuture<>();
        parts.rooms()
                .call(probe.device(), call)
                .thenCompose(_ -> call.leg.outcome())
                .whenComplete((result, failure) -> {
                    if (failure == null) {
                        outcome.complete(result);
                    } else {
                        outcome.completeExceptionally(cause(failure));
                    }
                });
        return outcome.handle((result, failure) -> failure instanceof CancellationException
                        ? CompletableFuture.<ProbeReport>failedFuture(failure)
                        : equipment.thenApply(told -> failure == null
                                ? report(result, begun, told)
                                : ProbeReport.without(
                                        failed(probe.device(), failure),
                                        begun,
                                        parts.clock().instant(),
                                        told)))
                .thenCompose(Function.identity());
    }

    private static Throwable cause(Throwable failure) {
        return failure instanceof CompletionException wrapped && wrapped.getCause() != null
                ? wrapped.getCause()
                : failure;
    }

    private CompletableFuture<Optional<Equipment>> equipment(Device device) {
        return parts.equipment()
                .of(device)
                .toCompletableFuture()
                .copy()
                .orTimeout(PATIENCE, TimeUnit.SECONDS)
                .exceptionally(failure -> {
                    log.info("device={} driver tells nothing: {}", device.id(), failure.toString());
                    return Optional.empty();
                });
    }

    private ProbeReport report(ProbedLeg.Outcome outcome, Instant begun, Optional<Equipment> device) {
        Instant ended = parts.clock().instant();
        return switch (outcome) {
            case ProbedLeg.Outcome.Measured measured -> report(measured, begun, ended, device);
            case ProbedLeg.Outcome.BrokenOff broken ->
                without(Failure.BROKEN_OFF, "the call ended: " + broken.reason(), begun, ended, device);
            case ProbedLeg.Outcome.Starved _ ->
                without(Failure.FAULT, "the gateway was too busy to measure", begun, ended, device);
        };
    }

    private static ProbeReport without(
            Failure failure, String detail, Instant begun, Instant ended, Optional<Equipment> device) {
        return ProbeReport.without(new Connection.Failed(failure, detail), begun, ended, device);
    }

    private static ProbeReport report(
            ProbedLeg.Outcome.Measured measured, Instant begun, Instant ended, Optional<Equipment> device) {
        ProbeFigures figures = measured.figures();
        return new ProbeReport(
                begun,
                ended,
                new Connection.Connected(figures.encrypted(), measured.client(), figures.codings()),
                figures.sound(),
                figures.picture(),
                figures.line(),
                figures.rates(),
                figures.sent(),
                ProbeReport.Withheld.NOTHING,
                device);
    }

    private Connection.Failed failed(Device device, Throwable failure) {
        if (!(failure instanceof CallFailedException call)) {
            log.error("device={} was not tried", device.id(), failure);
            return new Connection.Failed(Failure.FAULT, "internal error");
        }
        return new Connection.Failed(failure(device, call), String.valueOf(call.getMessage()));
    }

    private Failure failure(Device device, CallFailedException call) {
        return switch (call.kind()) {
            case NOT_REGISTERED -> parts.wrongPassword().test(device) ? Failure.WRONG_PASSWORD : Failure.NOT_REGISTERED;
            case UNREACHABLE, UNCONNECTED -> Failure.UNREACHABLE;
            case UNANSWERED -> Failure.NO_ANSWER;
            case REFUSED -> refused(call.status());
            case NO_COMMON_FORMAT -> Failure.NO_COMMON_FORMAT;
            case OURS -> Failure.FAULT;
        };
    }

    /** @param status of SIP (RFC 3261, section 21), or what stands for it in another protocol */
    static Failure refused(int status) {
        return switch (status) {
            case 408, 480, 487 -> Failure.NO_ANSWER;
            case 486, 600 -> Failure.BUSY;
            case 406, 415, 488, 606 -> Failure.NO_COMMON_FORMAT;
            case 404, 410, 502, 503, 504, 604 -> Failure.UNREACHABLE;
            default -> Failure.REFUSED;
        };
    }

    /** Destination of an outgoing call that tests a room. */
    private final class Call implements Destination {

        private final Probe probe;
        private final ProbedLeg leg = new ProbedLeg(parts.bridge());

        Call(Probe probe) {
            this.probe = probe;
        }

        @Override
        public CompletionStage<?> arrive(PartyId party, Leg present, LegMedia media) {
            ProbeSettings settings = ProbeSettings.of(() -> parts.slate().apply(present), Optional.of(faces))
                    .filling(ProbeSettings.Filling.of(fillings));
            leg.arrived(present, probe.device().name(), media, settings, probe.length());
            return CompletableFuture.completedFuture(present.id());
        }

        @Override
        public LegEvents events() {
            return leg;
        }
    }

    /** Calls must have ended before. */
    @Override
    public void close() {
        faces.close();
    }
}
