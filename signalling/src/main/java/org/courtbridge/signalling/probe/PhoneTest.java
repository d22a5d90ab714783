package org.courtbridge.signalling.probe;

import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.courtbridge.court.access.Participant;
import org.courtbridge.court.conference.CommandRefusedException;
import org.courtbridge.court.conference.LegEvents;
import org.courtbridge.hearings.EndReason;
import org.courtbridge.hearings.HearingCommand;
import org.courtbridge.hearings.LegId;
import org.courtbridge.hearings.PartyId;
import org.courtbridge.media.leg.Leg;
import org.courtbridge.media.leg.LegMedia;
import org.courtbridge.media.leg.LegNotice;
import org.courtbridge.media.leg.LegNotice.NotTested.Why;
import org.courtbridge.media.leg.LegNotice.Testing.Step;
import org.courtbridge.media.probe.ProbeBridge;
import org.courtbridge.media.probe.ProbeFigures;
import org.courtbridge.provisioning.testcall.PictureSubject;
import org.courtbridge.provisioning.testcall.ProbeReport;
import org.courtbridge.provisioning.testcall.ProbeReport.Connection;
import org.courtbridge.provisioning.testcall.ProbeReport.Withheld;
import org.courtbridge.provisioning.testcall.Tested;
import org.courtbridge.signalling.webrtc.PageDestination;
import org.courtbridge.signalling.webrtc.PageStatistics;

/**
 * One test of a phone, from its page's arrival to its end: the person speaks and is measured, sees the own picture as it comes back,
 * hears what was heard, and is told the verdicts. A virtual thread goes through it.
 */
final class PhoneTest implements PageDestination, LegEvents {

    private static final Logger log = LogManager.getLogger(PhoneTest.class);

    private static final Duration LOOK = Duration.ofMillis(200);

    /** A call that was shorter has broken off. */
    private static final Duration MEASURED = Duration.ofSeconds(5);

    private final PhoneTests tests;
    private final Participant participant;
    private final Optional<String> client;
    private final CompletableFuture<EndReason> over = new CompletableFuture<>();
    private volatile Optional<PageStatistics> said = Optional.empty();
    private volatile Optional<ProbeBridge> bridge = Optional.empty();

    /** @param client the page's program, as it names itself */
    PhoneTest(PhoneTests tests, Participant participant, Optional<String> client) {
        this.tests = tests;
        this.participant = participant;
        this.client = client;
    }

    @Override
    public CompletionStage<?> arrive(PartyId party, Leg leg, LegMedia media) {
        Optional<Why> why = tests.entered(this, participant);
        if (why.isPresent()) {
            leg.notice(new LegNotice.NotTested(why.get()));
            return CompletableFuture.failedStage(new CommandRefusedException("no test now: " + why.get()));
        }
        ProbeBridge opened = tests.bridge(leg, media);
        bridge = Optional.of(opened);
        Thread.ofVirtual().name("phone-test-" + leg.id()).start(() -> run(leg, opened));
        return CompletableFuture.completedStage(leg.id());
    }

    private void run(Leg leg, ProbeBridge measuring) {
        EndReason reason = EndReason.ERROR;
        try {
            reason = tryOut(leg, measuring);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            log.error("the test of leg {} fails", leg.id(), e);
        } finally {
            try {
                measuring.close();
            } finally {
                tests.left(this, participant);
                leg.end(reason);
            }
        }
    }

    private EndReason tryOut(Leg leg, ProbeBridge measuring) throws InterruptedException {
        Instant begun = tests.parts().clock().instant();
        leg.notice(new LegNotice.Testing(Step.CONNECTING, Duration.ZERO));
        goesOn(
                tests.times().connect(),
                () -> measuring.hasBegun() || isReachedInVain(leg, measuring) || tests.isInHearing(participant));
        if (measuring.hasBegun()) {
            leg.notice(new LegNotice.Testing(Step.SPEAK, tests.times().speak()));
            goesOn(tests.times().speak(), () -> tests.isInHearing(participant));
        }
        if (tests.isInHearing(participant)) {
            leg.notice(new LegNotice.NotTested(Why.IN_HEARING));
            return EndReason.REPLACED;
        }
        if (over.isDone() && !lost()) {
            return over.join();
        }
        if (measuring.isStarved()) {
            log.warn("leg={} kind=browser tested=no: the gateway was too busy to measure", leg.id());
            leg.notice(new LegNotice.NotTested(Why.FULL));
            return EndReason.LEFT;
        }
        Tested tested = judged(leg, measuring, begun);
        tests.parts().book().add(tested);
        log.info("leg={} kind=browser participant={} tested={}", leg.id(), participant.id(), tested.outcome());
        if (measuring.hasBegun()) {
            measuring.replay(tests.times().listen());
            leg.notice(new LegNotice.Testing(Step.LISTEN, tests.times().listen()));
            goesOn(tests.times().listen(), () -> false);
        }
        leg.notice(new LegNotice.Judged(tested.outcome(), tested.verdicts()));
        return EndReason.LEFT;
    }

    /** Waits until something is so, the time is up, or the leg is gone. */
    private void goesOn(Duration most, BooleanSupplier until) throws InterruptedException {
        long deadline = System.nanoTime() + most.toNanos();
        while (!until.getAsBoolean()) {
            long left = deadline - System.nanoTime();
            if (left <= 0) {
                return;
            }
            try {
                over.get(Math.min(left, LOOK.toNanos()), TimeUnit.NANOSECONDS);
                return;
            } catch (TimeoutException e) {
                // Goes on.
            } catch (ExecutionException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /** It is reached, and the page knows why nothing comes of it. */
    private static boolean isReachedInVain(Leg leg, ProbeBridge measuring) {
        Withheld withheld = PageFigures.withheld(leg.conditions());
        return withheld.sound().isPresent() && withheld.picture().isPresent() && measuring.isReported();
    }

    private Tested judged(Leg leg, ProbeBridge measuring, Instant begun) {
        Instant ended = tests.parts().clock().instant();
        measuring.rest();
        ProbeFigures figures = measuring.figures();
        ProbeReport report = report(leg, figures, connection(leg, measuring, figures, begun, ended), begun, ended);
        return new Tested(
                UUID.randomUUID().toString(),
                new Tested.Place.Phone(participant.id(), participant.name()),
                Optional.of(participant.hearingId()),
                participant.name(),
                1,
                begun,
                ended,
                tests.parts().judge().judge(report, PictureSubject.PERSON));
    }

    private Connection connection(Leg leg, ProbeBridge measuring, ProbeFigures figures, Instant begun, Instant ended) {
        boolean inVain = isReachedInVain(leg, measuring);
        if (!measuring.hasBegun() && !inVain) {
            return new Connection.Failed(
                    ProbeReport.Failure.UNREACHABLE, "no media came: the network may block UDP and TCP");
        }
        if (Duration.between(begun, ended).compareTo(MEASURED) < 0 && !inVain || lost()) {
            return new Connection.Failed(ProbeReport.Failure.BROKEN_OFF, "the media were lost");
        }
        // Nothing else than SRTP by DTLS is agreed with a browser (RFC 8827).
        return new Connection.Connected(Optional.of(figures.encrypted().orElse(true)), client, figures.codings());
    }

    private boolean lost() {
        return over.isDone() && over.join() == EndReason.MEDIA_LOST;
    }

    private ProbeReport report(Leg leg, ProbeFigures figures, Connection connection, Instant begun, Instant ended) {
        if (connection instanceof Connection.Failed failed) {
            return ProbeReport.without(failed, begun, ended, Optional.empty());
        }
        ProbeReport.Sent sent = figures.sent();
        return new ProbeReport(
                begun,
                ended,
                connection,
                figures.sound(),
                figures.picture(),
                figures.line(),
                PageFigures.rates(figures, said),
                new ProbeReport.Sent(
                        sent.soundLoss(),
                        sent.pictureLoss(),
                        sent.roundTrip(),
                        sent.keyframeRecovery(),
                        said.map(page -> OptionalDouble.of(page.picturesPerSecond()))
                                .orElse(OptionalDouble.empty())),
                PageFigures.withheld(leg.conditions()),
                Optional.empty());
    }

    /** The leg is to be gone. */
    void end(EndReason reason) {
        over.complete(reason);
    }

    @Override
    public LegEvents events() {
        return this;
    }

    @Override
    public CompletionStage<?> submit(HearingCommand command) {
        return CompletableFuture.failedStage(new CommandRefusedException("a test is no hearing"));
    }

    @Override
    public void says(PageStatistics statistics) {
        said = Optional.of(statistics);
    }

    @Override
    public void renegotiated(LegId leg, LegMedia media) {
        bridge.ifPresent(measuring -> measuring.renegotiated(media));
    }

    @Override
    public void keyframeWanted(LegId leg) {
        bridge.ifPresent(ProbeBridge::keyframeWanted);
    }

    @Override
    public void digit(LegId leg, char digit) {}

    @Override
    public CompletionStage<?> asksToPresent(LegId leg) {
        return CompletableFuture.failedStage(new CommandRefusedException("a test is no hearing"));
    }

    @Override
    public void presentsNoMore(LegId leg) {}

    @Override
    public void mediaFollowed(LegId leg, InetAddress machine) {}

    @Override
    public void left(LegId leg, EndReason reason) {
        over.complete(reason);
    }
}
