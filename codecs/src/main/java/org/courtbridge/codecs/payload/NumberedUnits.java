package org.courtbridge.codecs.payload;

/**
 * Syntax of payloads whose NAL units have decoding order numbers, and of the fragments, without numbers, that units are cut
 * into.
 */
interface NumberedUnits {

    /** Hears of NAL units in the order in which they were sent. */
    interface Visitor {

        /**
         * A whole NAL unit.
         *
         * @param number its decoding order number, 0 to 65,535
         * @param later ticks of the RTP clock by which its picture is later than the packet says
         */
        void unit(int number, long later, byte[] bytes, int offset, int length);

        /**
         * The first part of one, and with it the number of the whole.
         *
         * @param header of the whole NAL unit, which is not among the bytes
         * @param end whether there are no more parts
         */
        void first(int number, boolean end, byte[] header, byte[] bytes, int offset, int length);

        /** A further part of the one that was begun last. */
        void further(boolean end, byte[] bytes, int offset, int length);
    }

    /**
     * Shows what a payload holds.
     *
     * @return false if it is not in order; what came before the fault was shown
     */
    boolean read(byte[] bytes, int offset, int length, Visitor visitor);

    /** Whether a NAL unit counts among those that are out of order. */
    boolean counts(byte[] unit);

    /** Octets of a NAL unit's own header, which its fragments do not repeat. */
    int header();

    /**
     * Writes what comes before a fragment's octets.
     *
     * @return octets written
     */
    int fragmentHeader(byte[] unit, boolean start, boolean end, byte[] to, int at);
}
