package org.courtbridge.media.video.send;

/**
 * Numbers of the packets that were sent in one stream: the newest, and the first of those that the party can still make use of, as
 * later ones depend on it. One thread's.
 */
final class SentNumbers {

    private static final int NONE = -1;

    private int newest = NONE;

    /** {@link #NONE} if all are. */
    private int firstUseful = NONE;

    private boolean beginsAnew;

    /** The next packet depends on none of before. */
    void beginAnew() {
        beginsAnew = true;
    }

    /**
     * Takes the number of a packet.
     *
     * @return how many before it were passed over; -1 if it is itself one that was
     */
    int sent(int sequenceNumber) {
        int ahead = newest == NONE ? 1 : (short) (sequenceNumber - newest);
        if (ahead > 0) {
            newest = sequenceNumber;
        }
        if (beginsAnew) {
            beginsAnew = false;
            firstUseful = sequenceNumber;
        }
        return ahead > 0 ? ahead - 1 : -1;
    }

    /** None that was sent so far is of use: what comes next depends on none of them. */
    void dropAll() {
        firstUseful = newest == NONE ? NONE : newest + 1 & 0xFFFF;
    }

    boolean isUseful(int sequenceNumber) {
        return firstUseful == NONE || (short) (sequenceNumber - firstUseful) >= 0;
    }

    /** Whether any packet was sent. */
    boolean hasBegun() {
        return newest != NONE;
    }

    int newest() {
        return newest;
    }
}
