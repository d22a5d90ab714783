package org.courtbridge.operations.tests;

/** Places that are to be tested now, each by one node of the cluster. */
public interface Rounds extends AutoCloseable {

    /** From now on this node takes its part of them. @param atOnce how many it tests at a time */
    void begin(Work work, int atOnce);

    /**
     * Has a place tested, here or elsewhere. Nothing if it waits, or is being tested, already.
     *
     * @param place by its id
     * @throws IllegalStateException before {@link #begin}, or after the end
     */
    void want(String place);

    @Override
    void close();

    /** Tests a place, and returns when that is over. If it fails, or the node dies, it is done again later. */
    interface Work {
        void test(String place) throws Exception;
    }
}
