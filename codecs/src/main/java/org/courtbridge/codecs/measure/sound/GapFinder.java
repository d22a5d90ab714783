package org.courtbridge.codecs.measure.sound;

import java.util.OptionalDouble;

/**
 * Finds what is missing inside of speech: pieces that were made up as no packet came, and pieces that came as silence deeper
 * than the room's own. A pause of the speaker is neither: the room is heard in it. Where no room is heard in pauses, as with a
 * noise gate, silence that came tells nothing.
 */
final class GapFinder {

    /** dBov; of quieter speech, G.711 leaves pieces of nothing. */
    static final double LEAST_LEVEL = SpeechFinder.DEAD + 30;

    private static final int BLOCK_MS = 5;

    /** dB below the quietest of the room's noise that no pause is. */
    private static final double BELOW_ROOM = 6;

    /** dB below the speech level that what is cut off has, in the last 30 ms before. */
    private static final double IN_SPEECH = 15;

    private static final int JUST_BEFORE = 6;

    /** Longer silence that was received is a pause, however it began: 1 s. */
    private static final int LONGEST = 200;

    private final FrameHistory history;
    private final double dead;
    private final double loud;
    private boolean doubtful;
    private int gaps;
    private int missing;
    private int longest;

    GapFinder(FrameHistory history, SpeechFinder speech, double speechLevel) {
        this.history = history;
        OptionalDouble room = speech.quietestOfRoom();
        dead = Math.max(SpeechFinder.DEAD, room.orElse(SpeechFinder.DEAD) - BELOW_ROOM);
        loud = speechLevel - IN_SPEECH;
        int run = 0;
        int made = 0;
        int blocks = history.size() * FrameHistory.BLOCKS;
        for (int block = 0; block < blocks; block++) {
            if (missing(block)) {
                run++;
                made += origin(block) == Origin.MADE_UP ? 1 : 0;
            } else {
                end(block - run, run, made, room.isPresent());
                run = 0;
                made = 0;
            }
        }
        // Of silence that has not ended yet nobody knows that it is not a pause; of what was made up it is known.
        end(blocks - run, run, made, false);
    }

    private boolean missing(int block) {
        return switch (origin(block)) {
            case MADE_UP -> true;
            case ANNOUNCED_SILENCE -> false;
            case RECEIVED -> Decibels.of(history.blockVariance(block)) < dead;
        };
    }

    private Origin origin(int block) {
        return history.origin(block / FrameHistory.BLOCKS);
    }

    private void end(int first, int length, int made, boolean roomIsHeard) {
        if (length == 0 || !cutOff(first)) {
            return;
        }
        boolean pause = length - made > LONGEST;
        int counted = roomIsHeard && !pause ? length : made;
        doubtful |= counted < length && !pause;
        if (counted > 0) {
            gaps++;
            missing += counted;
            longest = Math.max(longest, counted);
        }
    }

    private boolean cutOff(int first) {
        for (int block = Math.max(0, first - JUST_BEFORE); block < first; block++) {
            if (Decibels.of(history.blockPower(block)) >= loud) {
                return true;
            }
        }
        return false;
    }

    /** Whether there was silence in speech of which nobody can tell what it was. */
    boolean doubtful() {
        return doubtful;
    }

    int count() {
        return gaps;
    }

    int longestMs() {
        return longest * BLOCK_MS;
    }

    /** Seconds that are missing. */
    double seconds() {
        return missing * BLOCK_MS / 1_000.0;
    }
}
