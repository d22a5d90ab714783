package org.courtbridge.gateway.e2e;

/** Somebody with a seat who sends what is nearly right, a little at a time. */
interface Forger extends AutoCloseable {

    /** Sends some, for less than a second if all is well. */
    void forge() throws Exception;

    /** How many messages so far. */
    long sent();

    /** How many calls it has begun so far, each of which may be logged. */
    default long calls() {
        return 1;
    }

    @Override
    default void close() throws Exception {}
}
