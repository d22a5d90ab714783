package org.courtbridge.signalling.ivr;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.courtbridge.codecs.measure.sound.Probe;
import org.courtbridge.hearings.EndReason;
import org.courtbridge.media.language.Language;
import org.courtbridge.media.leg.Leg;
import org.courtbridge.media.leg.LegMedia;
import org.courtbridge.media.probe.ProbeBridge;
import org.courtbridge.media.probe.ProbeFigures;
import org.courtbridge.media.probe.ProbeSettings;
import org.courtbridge.provisioning.inventory.Device;
import org.courtbridge.provisioning.testcall.Outcome;
import org.courtbridge.provisioning.testcall.PictureSubject;
import org.courtbridge.provisioning.testcall.ProbeReport;
import org.courtbridge.provisioning.testcall.Tested;
import org.courtbridge.provisioning.testcall.Verdict;

/** A room that has dialled the number of tests: a virtual thread with a mailbox runs its {@link Trial}. */
final class TrialVisit implements LegVisit {

    private static final Logger log = LogManager.getLogger(TrialVisit.class);

    /** Keys that wait at most: more are pressed by no person. */
    private static final int MAX_WAITING = 100;

    /** A room that has just been answered may not play at once. */
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);

    /** Between the tone and the first word. */
    private static final Duration BREATH = Duration.ofMillis(200);

    private static final Duration SPEAK = Duration.ofSeconds(6);

    /** Time from the beginning at which a keyframe is requested; the room has sent its first by then. */
    private static final Duration KEYFRAME = Duration.ofSeconds(5);

    /** The tone is played when the trial says so. */
    private static final Duration NEVER = Duration.ofDays(1);

    /** Findings that people read at once. */
    private static final int MOST_FAILED = 3;

    private static final int MOST_OPEN = 2;

    private static final Comparator<Verdict> IMPORTANT_FIRST = Comparator.<Verdict, Boolean>comparing(
                    verdict -> !verdict.check().isNecessary())
            .thenComparing(Verdict::check);

    private final Reception.Parts parts;
    private final TestNumber test;
    private final Device device;
    private final Leg leg;
    private final LegMedia media;
    private final BlockingQueue<Input> mailbox = new LinkedBlockingQueue<>();

    /** Event for the visit's thread. */
    private sealed interface Input {

        record Key(char key) implements Input {}

        record Renegotiated(LegMedia media) implements Input {}

        record KeyframeWanted() implements Input {}

        record Gone() implements Input {}
    }

    TrialVisit(Reception.Parts parts, TestNumber test, Device device, Leg leg, LegMedia media) {
        this.parts = parts;
        this.test = test;
        this.device = device;
        this.leg = leg;
        this.media = media;
    }

    void begin(Language language) {
        Trial.Times times = new Trial.Times(
                FIRST_PAUSE.plus(longestGuide()),
                Duration.ofMillis(Probe.LENGTH).plus(BREATH),
                SPEAK);
        Trial.Step first = Trial.open(language, times, now());
        Thread.ofVirtual().name("test-" + leg.id()).start(() -> new Conversation(first).run());
    }

    private Duration longestGuide() {
        return Stream.of(Language.values())
                .map(language -> parts.prompts().length(Prompt.TRIAL.in(language)))
                .max(Comparator.naturalOrder())
                .orElseThrow();
    }

    @Override
    public void pressed(char key) {
        if (mailbox.size() < MAX_WAITING) {
            mailbox.add(new Input.Key(key));
        }
    }

    @Override
    public void renegotiated(LegMedia negotiated) {
        mailbox.add(new Input.Renegotiated(negotiated));
    }

    @Override
    public void keyframeWanted() {
        if (mailbox.size() < MAX_WAITING) {
            mailbox.add(new Input.KeyframeWanted());
        }
    }

    @Override
    public void left(EndReason reason) {
        mailbox.add(new Input.Gone());
    }

    private Instant now() {
        return parts.clock().instant();
    }

    static Trial.Findings findings(Tested tested) {
        return switch (tested.outcome()) {
            case PASS -> new Trial.Findings(true, false, List.of());
            case FAIL -> new Trial.Findings(false, true, worst(failed(tested), MOST_FAILED));
            case COULD_NOT_TELL -> new Trial.Findings(false, false, worst(open(tested), MOST_OPEN));
        };
    }

    private static Stream<Verdict> failed(Tested tested) {
        return tested.verdicts().stream().filter(verdict -> verdict.outcome() == Outcome.FAIL);
    }

    private static Stream<Verdict> open(Tested tested) {
        return tested.verdicts().stream().filter(verdict -> tested.open().contains(verdict.check()));
    }

    private static List<Verdict> worst(Stream<Verdict> verdicts, int most) {
        return verdicts.sorted(IMPORTANT_FIRST).limit(most).toList();
    }

    /** Belongs to the thread of the visit. */
    private final class Conversation {

        private final Trial.Step first;
        private Trial trial;
        private Instant begun = now();

        Conversation(Trial.Step first) {
            this.first = first;
            this.trial = first.trial();
        }

        private void run() {
            ProbeSettings settings = new ProbeSettings(
                    Optional.of(this::slate), test.faces(), NEVER, KEYFRAME, SPEAK, Optional.of(test.filling()));
            try (ProbeBridge bridge =
                    ProbeBridge.open(parts.bridge(), leg, device.name(), media, settings, TrialVisit.this::pressed)) {
                take(first, bridge);
                boolean here = true;
                while (here) {
                    here = poll().map(input -> heard(input, bridge)).orElseGet(() -> {
                        take(trial.time(now()), bridge);
                        return true;
                    });
                }
            } catch (RuntimeException bug) {
                log.error("leg {} lost its test by a fault", leg.id(), bug);
                leg.end(EndReason.ERROR);
            }
        }

        private PromptScreen slate() {
            return TrialScreen.of(first.trial()).orElseThrow();
        }

        private Optional<Input> poll() {
            Duration wait = trial.due().equals(Instant.MAX) ? NEVER : Duration.between(now(), trial.due());
            try {
                return Optional.ofNullable(mailbox.poll(Math.max(0, wait.toNanos()), TimeUnit.NANOSECONDS));
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
                leg.end(EndReason.SHUTDOWN);
                return Optional.of(new Input.Gone());
            }
        }

        /** @return whether the leg is still here */
        private boolean heard(Input input, ProbeBridge bridge) {
            switch (input) {
                case Input.Key key -> take(trial.key(key.key(), now()), bridge);
                case Input.Renegotiated negotiated -> bridge.renegotiated(negotiated.media());
                case Input.KeyframeWanted _ -> bridge.keyframeWanted();
                case Input.Gone _ -> {
                    return false;
                }
            }
            take(trial.time(now()), bridge);
            return true;
        }

        private void take(Trial.Step step, ProbeBridge bridge) {
            if (!step.trial().equals(trial)) {
                bridge.show(TrialScreen.of(step.trial()).map(screen -> screen));
            }
            trial = step.trial();
            step.said().ifPresent(words -> bridge.play(parts.prompts().say(FIRST_PAUSE, words)));
            step.action().ifPresent(action -> act(action, bridge));
        }

        private void act(Trial.Action action, ProbeBridge bridge) {
            switch (action) {
                case Trial.Action.PlayTone _ -> {
                    begun = now();
                    bridge.again();
                    bridge.playTone();
                }
                case Trial.Action.Record _ -> bridge.record();
                case Trial.Action.Judge _ -> {
                    bridge.rest();
                    take(trial.judged(bridge.isStarved() ? untold() : found(bridge), now()), bridge);
                }
                case Trial.Action.Replay _ -> bridge.replay(SPEAK);
                case Trial.Action.HangUp hangUp -> leg.end(hangUp.reason());
            }
        }

        /** An empty result, as the gateway was too busy to measure, which says nothing of the room. */
        private Trial.Findings untold() {
            log.warn("leg={} device={} tested=no: the gateway was too busy to measure", leg.id(), device.id());
            return Trial.Findings.NONE;
        }

        private Trial.Findings found(ProbeBridge bridge) {
            Tested tested = judged(bridge.figures());
            test.book().ifPresent(book -> book.add(tested));
            log.info("leg={} device={} tested={} failed={}", leg.id(), device.id(), tested.outcome(), tested.failed());
            return findings(tested);
        }

        private Tested judged(ProbeFigures figures) {
            Instant ended = now();
            ProbeReport report = new ProbeReport(
                    begun,
                    ended,
                    new ProbeReport.Connection.Connected(figures.encrypted(), leg.client(), figures.codings()),
                    figures.sound(),
                    figures.picture(),
                    figures.line(),
                    figures.rates(),
                    figures.sent(),
                    ProbeReport.Withheld.NOTHING,
                    Optional.empty());
            return new Tested(
                    UUID.randomUUID().toString(),
                    new Tested.Place.Room(device.id(), device.name()),
                    Optional.empty(),
                    device.username(),
                    1,
                    begun,
                    ended,
                    test.judge().judge(report, PictureSubject.ROOM));
        }
    }
}
