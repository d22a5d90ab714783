package org.courtbridge.codecs.h224;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Moves the camera at the other end (ITU-T H.281): starts an action, keeps it going as long as it is wished, and stops it.
 *
 * <p>Takes wishes and time and gives messages, in the order in which they must be sent. Should the last of them be lost, the
 * other end stops by itself after {@link CameraMessage#LONGEST_TIMEOUT}.
 */
public final class CameraControl {

    /** Two of three may be lost on the way, and the third may come late. */
    private static final Duration REPETITION = CameraMessage.LONGEST_TIMEOUT.dividedBy(4);

    private CameraMove going = CameraMove.NONE;
    private Instant next = Instant.MAX;
    private Instant until = Instant.MAX;

    /**
     * Moves so, in place of whatever went on.
     *
     * @param longest when to stop if nothing more is wished, so that a camera stands still when whoever moves it is gone;
     *     wishing the same again before goes on without a word
     */
    public List<CameraMessage> move(CameraMove move, Instant now, Duration longest) {
        if (move.equals(CameraMove.NONE)) {
            return stop();
        }
        until = now.plus(longest);
        if (move.equals(going)) {
            return List.of();
        }
        List<CameraMessage> messages = new ArrayList<>(ended());
        going = move;
        next = now.plus(REPETITION);
        messages.add(new CameraMessage.StartAction(move, CameraMessage.LONGEST_TIMEOUT));
        return List.copyOf(messages);
    }

    /** Stands still. */
    public List<CameraMessage> stop() {
        return ended();
    }

    /** Stores where the camera looks. @param preset 0 to 15 */
    public List<CameraMessage> storePreset(int preset) {
        return instead(new CameraMessage.StoreAsPreset(checked(preset)));
    }

    /** Looks where it looked when that was stored. @param preset 0 to 15 */
    public List<CameraMessage> activatePreset(int preset) {
        return instead(new CameraMessage.ActivatePreset(checked(preset)));
    }

    /** Asks for moving pictures of another source. @param source 0 to 15 */
    public List<CameraMessage> select(int source) {
        return instead(new CameraMessage.SelectVideoSource(checked(source), CameraMessage.VideoMode.MOTION));
    }

    private static int checked(int number) {
        if (number < 0 || number > 15) {
            throw new IllegalArgumentException("number: %d (expected: 0 to 15)".formatted(number));
        }
        return number;
    }

    private List<CameraMessage> instead(CameraMessage message) {
        List<CameraMessage> messages = new ArrayList<>(ended());
        messages.add(message);
        return List.copyOf(messages);
    }

    private List<CameraMessage> ended() {
        if (going.equals(CameraMove.NONE)) {
            return List.of();
        }
        CameraMove stopped = going;
        going = CameraMove.NONE;
        next = Instant.MAX;
        until = Instant.MAX;
        return List.of(new CameraMessage.StopAction(stopped));
    }

    /** Returns the messages that are due now: the action goes on, or ends. */
    public List<CameraMessage> expire(Instant now) {
        if (!now.isBefore(until)) {
            return ended();
        }
        if (now.isBefore(next)) {
            return List.of();
        }
        next = now.plus(REPETITION);
        return List.of(new CameraMessage.ContinueAction(going));
    }

    /** Time at which {@link #expire} is due next; empty while nothing moves. */
    public Optional<Instant> deadline() {
        Instant earlier = next.isBefore(until) ? next : until;
        return earlier.equals(Instant.MAX) ? Optional.empty() : Optional.of(earlier);
    }
}
