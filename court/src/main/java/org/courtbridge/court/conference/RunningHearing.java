package org.courtbridge.court.conference;

import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.courtbridge.hearings.EndReason;
import org.courtbridge.hearings.Hearing;
import org.courtbridge.hearings.HearingCommand;
import org.courtbridge.hearings.HearingEvent;
import org.courtbridge.hearings.HearingState;
import org.courtbridge.hearings.LegId;
import org.courtbridge.hearings.PartyId;
import org.courtbridge.hearings.RefusedException;
import org.courtbridge.media.health.InternalErrors;
import org.courtbridge.media.health.Part;
import org.courtbridge.media.leg.LegMedia;
import org.courtbridge.media.leg.LegStatistics;

/**
 * One hearing and its mailbox: a virtual thread that does one command after the other, so that nothing here is locked.
 *
 * <p>Each command goes the same way: decide; cut the media that its events take away; make the events durable; take the
 * new state; let the effects follow. The mailbox is unbounded: it holds what people and endpoints have asked for; close
 * empties it.
 */
final class RunningHearing {

    private static final Logger LOG = LogManager.getLogger();

    private static final String SYSTEM = "system";

    /** Delay before the end of a leg that could not be logged is tried again. */
    private static final long RETRY_MS = 500;

    /** Nobody presses two keys on purpose within it. */
    private static final Duration BOUNCE = Duration.ofMillis(200);

    private final HearingLog log;
    private final InstantSource clock;
    private final HearingMedia media;
    private final List<Effect> effects;
    private final InternalErrors errors;
    private final Calls calls = new Calls();
    private final ExecutorService mailbox;

    /** Time of each leg's last key. The mailbox's. */
    private final Map<LegId, Instant> keyTimes = new HashMap<>();

    /** Written by the mailbox only. */
    private volatile HearingState state;

    /** @param effects in the order in which they follow each event, the media among them */
    RunningHearing(
            HearingState state,
            HearingLog log,
            InstantSource clock,
            HearingMedia media,
            List<Effect> effects,
            InternalErrors errors) {
        this.state = state;
        this.log = log;
        this.clock = clock;
        this.media = media;
        this.effects = List.copyOf(effects);
        this.errors = errors;
        this.mailbox = Executors.newSingleThreadExecutor(
                Thread.ofVirtual().name("hearing-" + state.id()).factory());
    }

    HearingState state() {
        return state;
    }

    List<LegStatistics> statistics() {
        return media.statistics();
    }

    Optional<byte[]> thumbnail(LegId leg) {
        return media.thumbnail(leg);
    }

    CompletionStage<HearingState> create(String actor, String number, String title, String pin) {
        return ask(() -> happen(Hearing.create(number, title, pin), actor));
    }

    /** Ends media, if the command does, at once: what was asked for before may still be being stored. */
    CompletionStage<HearingState> submit(HearingCommand command) {
        if (!endsAllMedia(command) || state.phase() != HearingState.Phase.IN_SESSION) {
            return ask(() -> execute(command));
        }
        media.silence();
        return ask(() -> execute(command)).whenComplete((_, _) -> media.silenced());
    }

    private static boolean endsAllMedia(HearingCommand command) {
        return command instanceof HearingCommand.CloseSession || command instanceof HearingCommand.Adjourn;
    }

    /** @param command by which the call's leg comes in */
    CompletionStage<HearingState> arrive(HearingCommand command, Call call) {
        return ask(() -> {
            LegId leg = call.leg().id();
            if (calls.of(leg).isPresent()) {
                return state;
            }
            calls.add(call);
            try {
                return execute(command);
            } catch (RuntimeException | Error e) {
                calls.remove(leg);
                throw e;
            }
        });
    }

    /** The log may be full just now: the leg is gone all the same, so this is tried until it is taken. */
    void left(LegId leg, EndReason reason) {
        tell(() -> {
            String actor = state.seatOf(leg).map(seat -> seat.party().value()).orElse(SYSTEM);
            try {
                execute(new HearingCommand.Leave(actor, leg, reason));
                calls.remove(leg);
                keyTimes.remove(leg);
            } catch (HearingLogException e) {
                LOG.warn("hearing {}: the end of leg {} is not stored yet: {}", state.id(), leg, e.getMessage());
                CompletableFuture.delayedExecutor(RETRY_MS, TimeUnit.MILLISECONDS)
                        .execute(() -> left(leg, reason));
            }
        });
    }

    void renegotiated(LegId leg, LegMedia negotiated) {
        tell(() -> media.on(leg, bridge -> bridge.renegotiated(leg, negotiated)));
    }

    void keyframeWanted(LegId leg) {
        tell(() -> media.on(leg, bridge -> bridge.keyframeWanted(leg)));
    }

    CompletionStage<HearingState> asksToPresent(LegId leg) {
        return ask(() -> {
            PartyId party = state.seatOf(leg)
                    .map(HearingState.Seat::party)
                    .orElseThrow(() -> new CommandRefusedException("This call is in no seat."));
            return execute(new HearingCommand.StartSharing(party.value(), party));
        });
    }

    /** Nothing if it does not present. */
    void presentsNoMore(LegId leg) {
        tell(() -> state.seatOf(leg)
                .map(HearingState.Seat::party)
                .filter(state.floor()::isPresenting)
                .ifPresent(party -> execute(new HearingCommand.StopSharing(party.value(), party))));
    }

    void mediaFollowed(LegId leg, InetAddress machine) {
        tell(() -> execute(new HearingCommand.FollowMedia(SYSTEM, leg, machine.getHostAddress())));
    }

    /** Does what a key means that a leg pressed, and has it hear the answer. A key that bounces counts once. */
    void pressed(LegId leg, char key) {
        Instant now = clock.instant();
        tell(() -> state.seatOf(leg).ifPresent(seat -> {
            Instant last = keyTimes.put(leg, now);
            if (last == null || Duration.between(last, now).compareTo(BOUNCE) >= 0) {
                media.press(state, seat, key).ifPresent(press -> answer(seat.party(), press));
            }
        }));
    }

    private void answer(PartyId party, Keypad.Press press) {
        KeyAnswer answer = press.answer();
        try {
            press.command().ifPresent(this::execute);
        } catch (CommandRefusedException | HearingLogException e) {
            LOG.info("hearing {}: a key of {} asks in vain: {}", state.id(), party, e.getMessage());
            answer = KeyAnswer.REFUSED;
        }
        media.answer(state, party, answer);
    }

    /** Time has passed. */
    void refreshSlates() {
        tell(() -> media.refreshSlates(state));
    }

    private HearingState execute(HearingCommand command) {
        try {
            return happen(Hearing.decide(state, command), command.actor());
        } catch (RefusedException e) {
            throw new CommandRefusedException(e);
        }
    }

    private HearingState happen(List<HearingEvent> events, String actor) {
        if (events.isEmpty()) {
            return state;
        }
        HearingState before = state;
        List<HearingEvent.Recorded> recorded =
                Hearing.record(before, events, actor, clock.instant().truncatedTo(ChronoUnit.MILLIS));
        List<HearingState> states = new ArrayList<>(List.of(before));
        for (HearingEvent.Recorded event : recorded) {
            states.add(Hearing.apply(states.getLast(), event));
        }
        HearingState after = states.getLast();
        media.cut(after);
        try {
            log.append(after.id(), recorded);
        } catch (RuntimeException | Error e) {
            media.settle(before);
            throw e;
        }
        state = after;
        for (int i = 0; i < recorded.size(); i++) {
            follow(states.get(i), recorded.get(i), states.get(i + 1));
        }
        guarded("media", () -> media.settle(after));
        return after;
    }

    private void follow(HearingState before, HearingEvent.Recorded event, HearingState after) {
        for (Effect effect : effects) {
            guarded(effect.getClass().getSimpleName(), () -> effect.happened(before, event, after, calls));
        }
    }

    /** The event has happened: a fault in one effect must not keep the others from following. */
    private void guarded(String what, Runnable effect) {
        try {
            effect.run();
        } catch (Throwable e) {
            errors.report(Part.HEARINGS, "hearing %s: %s failed".formatted(state.id(), what), e);
        }
    }

    private CompletionStage<HearingState> ask(Supplier<HearingState> work) {
        CompletableFuture<HearingState> answer = new CompletableFuture<>();
        try {
            mailbox.execute(() -> {
                try {
                    answer.complete(work.get());
                } catch (CommandRefusedException | RefusedException | HearingLogException e) {
                    answer.completeExceptionally(
                            e instanceof RefusedException refused ? new CommandRefusedException(refused) : e);
                } catch (Throwable e) {
                    // An error too: whoever asks would wait for ever.
                    errors.report(Part.HEARINGS, "hearing %s: a command failed".formatted(state.id()), e);
                    answer.completeExceptionally(e);
                }
            });
        } catch (RejectedExecutionException _) {
            answer.completeExceptionally(new CommandRefusedException("The gateway is going down."));
        }
        return answer;
    }

    private void tell(Runnable work) {
        try {
            mailbox.execute(() -> guarded("a message", work));
        } catch (RejectedExecutionException _) {
            LOG.debug("hearing {} is closed", state.id());
        }
    }

    /** Ends every call, so that each has its line and its event; the hearing itself goes on after the restart. */
    void shutDown() {
        tell(() -> {
            for (LegId leg : state.legs()) {
                guarded("shutdown", () -> execute(new HearingCommand.Leave(SYSTEM, leg, EndReason.SHUTDOWN)));
            }
            media.close();
        });
        mailbox.shutdown();
    }

    boolean awaitShutdown(long milliseconds) throws InterruptedException {
        return mailbox.awaitTermination(milliseconds, TimeUnit.MILLISECONDS);
    }
}
