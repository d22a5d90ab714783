package org.courtbridge.media.audio;

/**
 * The ticks of the sound of a hearing that are due: one every {@link HearingAudio#TICK} since the first. When the machine was too
 * slow, some are made up for, and the rest are left out. Belongs to the tick.
 */
final class TickSchedule {

    /** Ticks that are made up for when the thread was late; more are left out, and their sound with them. */
    static final long CATCH_UP = 5;

    private boolean begun;
    private long due;
    private long leftOut;

    /** Leaves out those that are too late; the first is due now. @return how many */
    long leaveOut(long now) {
        if (!begun) {
            begun = true;
            due = now;
        }
        long late = (now - due) / HearingAudio.TICK;
        if (now - due < 0 || late < CATCH_UP) {
            return 0;
        }
        long left = late - CATCH_UP + 1;
        leftOut += left;
        due += left * HearingAudio.TICK;
        return left;
    }

    /** Whether another one is due. */
    boolean isDue(long now) {
        return due - now <= 0;
    }

    /** Takes the one that is due, before it is done: what fails is not done twice. @return when it is due */
    long take() {
        long time = due;
        due += HearingAudio.TICK;
        return time;
    }

    /** Number of ticks that were left out. */
    long leftOut() {
        return leftOut;
    }
}
