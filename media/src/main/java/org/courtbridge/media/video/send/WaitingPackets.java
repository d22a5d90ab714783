package org.courtbridge.media.video.send;

/** Numbers of the packets of one stream that wait for their turn on the line, the first one first. Allocates nothing. One thread's. */
final class WaitingPackets {

    private final int[] sequenceNumbers;
    private int first;
    private int count;
    private long octets;

    /** @param capacity packets that can wait at most */
    WaitingPackets(int capacity) {
        this.sequenceNumbers = new int[capacity];
    }

    boolean isEmpty() {
        return count == 0;
    }

    boolean isFull() {
        return count == sequenceNumbers.length;
    }

    int count() {
        return count;
    }

    /** Of those that wait. */
    long octets() {
        return octets;
    }

    /** There must be room. */
    void add(int sequenceNumber, int size) {
        sequenceNumbers[(first + count) % sequenceNumbers.length] = sequenceNumber;
        count++;
        octets += size;
    }

    /** The number at this place, from 0. */
    int get(int place) {
        return sequenceNumbers[(first + place) % sequenceNumbers.length];
    }

    /** There must be one. */
    int removeFirst() {
        int sequenceNumber = sequenceNumbers[first];
        first = (first + 1) % sequenceNumbers.length;
        count--;
        return sequenceNumber;
    }

    /** The one that was removed was sent. */
    void sent(int size) {
        octets -= size;
    }

    void clear() {
        count = 0;
        octets = 0;
    }
}
