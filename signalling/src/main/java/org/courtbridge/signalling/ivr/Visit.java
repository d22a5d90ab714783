package org.courtbridge.signalling.ivr;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.courtbridge.court.conference.CommandRefusedException;
import org.courtbridge.hearings.EndReason;
import org.courtbridge.hearings.HearingState;
import org.courtbridge.media.bridge.SoloBridge;
import org.courtbridge.media.leg.Leg;
import org.courtbridge.media.leg.LegMedia;

/**
 * One call's way through the {@link Menu} into its hearing: a virtual thread with a mailbox runs the conversation. When
 * the hearing has taken the leg in, the thread hands on what it hears of the leg, in order.
 */
final class Visit implements LegVisit {

    private static final Logger LOG = LogManager.getLogger(Visit.class);

    /** Keys that wait at most: more are pressed by no person. */
    private static final int MAX_WAITING = 100;

    private static final Duration FOREVER = Duration.ofDays(1);

    private final Reception.Parts parts;
    private final Caller caller;
    private final Reception.Place place;
    private final Leg leg;
    private final BlockingQueue<Input> mailbox = new LinkedBlockingQueue<>();

    // Belong to the thread of the visit.
    private LegMedia media;
    private Optional<SoloBridge> solo = Optional.empty();
    private Optional<Menu> menu = Optional.empty();
    private Optional<PromptScreen> shown = Optional.empty();
    private boolean inside;

    // Guarded by this.
    private boolean gone;
    private boolean arriving;

    /** Event for the visit's thread. */
    private sealed interface Input {

        record Key(char key) implements Input {}

        record Renegotiated(LegMedia media) implements Input {}

        record KeyframeWanted() implements Input {}

        /**
         * The hearing has decided.
         *
         * @param refusal why the leg is not in it; empty if it is
         * @param negotiated what the hearing knows of the leg's media
         */
        record Decided(Optional<Menu.Judgement> refusal, LegMedia negotiated) implements Input {}

        record Gone() implements Input {}
    }

    /** @param place in the menu, which is left when the leg is led into a hearing */
    Visit(Reception.Parts parts, Caller caller, Reception.Place place, Leg leg, LegMedia media) {
        this.parts = parts;
        this.caller = caller;
        this.place = place;
        this.leg = leg;
        this.media = media;
    }

    void begin(Menu.Step first) {
        Thread.ofVirtual().name("ivr-" + leg.id()).start(() -> run(first));
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
        boolean known;
        synchronized (this) {
            gone = true;
            known = arriving;
        }
        if (known) {
            parts.conferences().left(leg.id(), reason);
        }
        mailbox.add(new Input.Gone());
    }

    private void run(Menu.Step first) {
        try (SoloBridge bridge =
                SoloBridge.open(parts.bridge(), leg, caller.name(), media, (_, digit) -> pressed(digit))) {
            solo = Optional.of(bridge);
            take(first);
            boolean here = true;
            while (here) {
                here = poll().map(this::heard).orElseGet(this::timePassed);
            }
        } catch (RuntimeException bug) {
            LOG.error("leg {} lost its menu by a fault", leg.id(), bug);
            leg.end(EndReason.ERROR);
        } finally {
            parts.slates().forget(leg.id());
        }
    }

    private Optional<Input> poll() {
        Duration wait = menu.filter(_ -> !inside)
                .map(asking -> Duration.between(now(), asking.due()))
                .filter(time -> time.compareTo(FOREVER) < 0)
                .orElse(FOREVER);
        try {
            return Optional.ofNullable(mailbox.poll(Math.max(0, wait.toNanos()), TimeUnit.NANOSECONDS));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            leg.end(EndReason.SHUTDOWN);
            return Optional.of(new Input.Gone());
        }
    }

    private boolean timePassed() {
        if (!inside) {
            menu.ifPresent(asking -> take(asking.time(now())));
        }
        return true;
    }

    /** @return whether the leg is still here */
    private boolean heard(Input input) {
        switch (input) {
            case Input.Key key -> key(key.key());
            case Input.Renegotiated negotiated -> negotiated(negotiated.media());
            case Input.KeyframeWanted _ -> {
                if (inside) {
                    parts.conferences().keyframeWanted(leg.id());
                } else {
                    solo.ifPresent(SoloBridge::keyframeWanted);
                }
            }
            case Input.Decided decided -> decided(decided);
            case Input.Gone _ -> {
                return false;
            }
        }
        return true;
    }

    private void key(char key) {
        if (inside) {
            parts.conferences().digit(leg.id(), key);
        } else {
            menu.ifPresent(asking -> take(asking.key(key, now())));
        }
    }

    private void negotiated(LegMedia changed) {
        media = changed;
        if (inside) {
            parts.conferences().renegotiated(leg.id(), changed);
        } else {
            solo.ifPresent(bridge -> bridge.renegotiated(changed));
        }
    }

    private void decided(Input.Decided decided) {
        if (decided.refusal().isPresent()) {
            menu.ifPresent(asking -> take(asking.judged(decided.refusal().get(), now())));
            return;
        }
        inside = true;
        place.close();
        LOG.info("leg={} of {} led in by the menu", leg.id(), caller.source());
        if (decided.negotiated() != media) {
            parts.conferences().renegotiated(leg.id(), media);
        }
    }

    private void take(Menu.Step step) {
        menu = Optional.of(step.menu());
        PromptScreen screen = MenuScreen.of(step.menu(), now());
        if (!shown.equals(Optional.of(screen))) {
            shown = Optional.of(screen);
            solo.ifPresent(bridge -> bridge.show(screen));
        }
        step.said()
                .ifPresent(words ->
                        solo.ifPresent(bridge -> bridge.play(parts.prompts().say(words))));
        step.action().ifPresent(action -> act(action, step.menu()));
    }

    private void act(Menu.Action action, Menu asking) {
        switch (action) {
            case Menu.Action.HangUp hangUp -> leg.end(hangUp.reason());
            case Menu.Action.Try attempt -> {
                parts.slates().speak(leg.id(), asking.language());
                attempt(attempt.entry());
            }
        }
    }

    private void attempt(Menu.Entry entry) {
        if (entry.pin().isEmpty()) {
            parts.conferences()
                    .byNumber(entry.number())
                    .ifPresentOrElse(this::takeSeat, () -> take(current().judged(new Menu.Judgement.Wrong(), now())));
            return;
        }
        switch (parts.pins().check(entry.number(), entry.pin().get(), caller.guesser())) {
            case PinCheck.Result.Right right ->
                arrive(
                        () -> parts.conferences()
                                .attend(right.hearing().id(), caller.party(leg.id()), caller.name(), leg, media),
                        new Menu.Judgement.Unavailable());
            case PinCheck.Result.Wrong _ -> take(current().judged(new Menu.Judgement.Wrong(), now()));
            case PinCheck.Result.Wait wait -> take(current().judged(new Menu.Judgement.Wait(wait.time()), now()));
        }
    }

    private Menu current() {
        return menu.orElseThrow();
    }

    private void takeSeat(HearingState hearing) {
        arrive(
                () -> parts.conferences().arrive(hearing.id(), caller.party(leg.id()), leg, media),
                new Menu.Judgement.PinWanted());
    }

    /** @param refused what the caller is told if the hearing does not want him */
    private void arrive(Supplier<CompletionStage<HearingState>> asking, Menu.Judgement refused) {
        LegMedia negotiated = media;
        CompletionStage<HearingState> arrival;
        synchronized (this) {
            if (gone) {
                return;
            }
            arriving = true;
            arrival = asking.get();
        }
        arrival.whenComplete((_, failure) -> mailbox.add(
                new Input.Decided(Optional.ofNullable(failure).map(why -> judge(why, refused)), negotiated)));
    }

    private Menu.Judgement judge(Throwable failure, Menu.Judgement refused) {
        Throwable cause = failure instanceof CompletionException wrapped && wrapped.getCause() != null
                ? wrapped.getCause()
                : failure;
        synchronized (this) {
            arriving = false;
        }
        if (cause instanceof CommandRefusedException) {
            return refused;
        }
        LOG.error("leg {} was not taken in", leg.id(), cause);
        return new Menu.Judgement.Unavailable();
    }

    private Instant now() {
        return parts.clock().instant();
    }
}
