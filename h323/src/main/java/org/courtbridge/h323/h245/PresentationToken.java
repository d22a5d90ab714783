package org.courtbridge.h323.h245;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * One end's view of the token by which a second stream may be sent (H.239, clause 11.2): who has it, and who asks for it. Its
 * owner says what is wanted, and decides what the other side asks.
 *
 * <p>Of two who ask at once, the higher number goes first; if they are equal, both ask anew (clause 11.2.4).
 */
final class PresentationToken {

    /** Label of terminals to which no multipoint controller has given one. */
    private static final int NO_LABEL = 0;

    private static final int HIGHEST_NUMBER = 127;

    /** Requests for one wish, at most. */
    private static final int MOST_REQUESTS = 5;

    /** From a refusal, or a request that crossed ours and was decided against the other side, to our next request. */
    private static final Duration PAUSE = Duration.ofSeconds(3);

    private enum Holder {
        NOBODY,
        WE,
        THEY
    }

    private final RandomGenerator random;
    private final Consumer<ControlAction> out;
    private final Deadline answer;
    private final Deadline pause = new Deadline(PAUSE);
    private Holder holder = Holder.NOBODY;
    private Optional<PresentationMessage.Request> ours = Optional.empty();
    private Optional<PresentationMessage.Request> theirs = Optional.empty();
    private boolean wanted;
    private int channel;
    private int requests;

    /** @param patience how long an answer is waited for */
    PresentationToken(Duration patience, RandomGenerator random, Consumer<ControlAction> out) {
        this.random = random;
        this.out = out;
        this.answer = new Deadline(patience);
    }

    Optional<Instant> deadline() {
        return answer.at().or(pause::at);
    }

    /** Asks for the token until there is a {@link ControlAction.TokenHeld}. @param number of the channel that is to be sent on */
    void want(int number, Instant now) {
        channel = number;
        wanted = true;
        requests = 0;
        if (holder != Holder.WE && ours.isEmpty()) {
            ask(now);
        }
    }

    /** We present no more, or do not want to any more. */
    void leave() {
        wanted = false;
        pause.stop();
        if (holder == Holder.WE) {
            holder = Holder.NOBODY;
            release();
        }
    }

    /** Takes the token from the other side, which is not to present any more; nothing if it does not. */
    void reclaim(Instant now) {
        if (holder == Holder.THEY) {
            holder = Holder.NOBODY;
            if (ours.isEmpty()) {
                ask(now);
            }
        }
    }

    /** Decides on what the other side {@link ControlAction.TokenAsked asked}, unless it does not ask any more. */
    void answer(boolean granted, Instant now) {
        Optional<PresentationMessage.Request> asked = theirs;
        theirs = Optional.empty();
        if (asked.isEmpty()) {
            return;
        }
        if (granted) {
            wanted = false;
            pause.stop();
            if (holder == Holder.WE) {
                out.accept(new ControlAction.TokenLost());
            }
            holder = Holder.THEY;
        } else if (wanted && holder != Holder.WE && ours.isEmpty()) {
            pause.start(now);
        }
        respond(asked.get(), granted);
    }

    /** The other side may be another one now. */
    void reset() {
        answer.stop();
        pause.stop();
        wanted = false;
        ours = Optional.empty();
        if (holder == Holder.WE) {
            out.accept(new ControlAction.TokenLost());
        } else if (holder == Holder.THEY || theirs.isPresent()) {
            out.accept(new ControlAction.TokenReturned());
        }
        theirs = Optional.empty();
        holder = Holder.NOBODY;
    }

    /** @return false if the message makes no sense now */
    boolean receive(PresentationMessage message, Instant now) {
        return switch (message) {
            case PresentationMessage.Request request -> {
                asked(request, now);
                yield true;
            }
            case PresentationMessage.Response response -> answered(response, now);
            case PresentationMessage.Release release -> returned(now);
            // Who has it on the far side of another multipoint controller is of no consequence here.
            case PresentationMessage.Owner owner -> true;
            case PresentationMessage.FlowReleaseRequest request -> {
                out.accept(new ControlAction.FlowReleaseAsked(request.channel(), request.maxBitRate()));
                yield true;
            }
            case PresentationMessage.FlowReleaseResponse response -> true;
        };
    }

    private void asked(PresentationMessage.Request request, Instant now) {
        if (holder == Holder.THEY) {
            respond(request, true);
            return;
        }
        if (ours.isPresent()) {
            int own = ours.get().symmetryBreaking();
            if (own == request.symmetryBreaking()) {
                ask(now);
                return;
            }
            if (own > request.symmetryBreaking()) {
                respond(request, false);
                return;
            }
            // It will be refused, or the other side does not keep to the rule: then what it grants is given back.
            ours = Optional.empty();
            answer.stop();
        }
        theirs = Optional.of(request);
        out.accept(new ControlAction.TokenAsked(request.channel()));
    }

    private boolean answered(PresentationMessage.Response response, Instant now) {
        if (ours.isEmpty()) {
            if (response.acknowledged() && holder != Holder.WE) {
                release();
            }
            return false;
        }
        ours = Optional.empty();
        answer.stop();
        if (!response.acknowledged()) {
            refused(now);
        } else if (wanted) {
            boolean taken = holder == Holder.THEY;
            holder = Holder.WE;
            if (taken) {
                out.accept(new ControlAction.TokenReturned());
            }
            send(new PresentationMessage.Owner(NO_LABEL, channel));
            out.accept(new ControlAction.TokenHeld());
        } else {
            if (holder == Holder.THEY) {
                holder = Holder.NOBODY;
                out.accept(new ControlAction.TokenReturned());
            }
            release();
        }
        return true;
    }

    private void refused(Instant now) {
        if (wanted) {
            out.accept(new ControlAction.TokenRefused());
            if (requests < MOST_REQUESTS) {
                pause.start(now);
            } else {
                wanted = false;
            }
        }
    }

    private boolean returned(Instant now) {
        boolean known = holder == Holder.THEY || theirs.isPresent();
        theirs = Optional.empty();
        if (holder == Holder.THEY) {
            holder = Holder.NOBODY;
        }
        if (known) {
            out.accept(new ControlAction.TokenReturned());
        }
        if (wanted && holder == Holder.NOBODY && ours.isEmpty()) {
            ask(now);
        }
        return known;
    }

    void expire(Instant now) {
        if (answer.isOver(now)) {
            ours = Optional.empty();
            refused(now);
        }
        if (pause.isOver(now) && wanted && holder != Holder.WE && ours.isEmpty()) {
            ask(now);
        }
    }

    private void ask(Instant now) {
        requests++;
        pause.stop();
        answer.start(now);
        PresentationMessage.Request request =
                new PresentationMessage.Request(NO_LABEL, channel, 1 + random.nextInt(HIGHEST_NUMBER));
        ours = Optional.of(request);
        send(request);
    }

    private void respond(PresentationMessage.Request request, boolean acknowledged) {
        send(new PresentationMessage.Response(acknowledged, request.terminalLabel(), request.channel()));
    }

    private void release() {
        send(new PresentationMessage.Release(NO_LABEL, channel));
    }

    private void send(PresentationMessage message) {
        out.accept(new ControlAction.Send(message));
    }
}
