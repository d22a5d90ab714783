package org.courtbridge.benchmarks;

/** Packets on their way from one party to another, all but the sockets, on the calling thread. */
interface Forwarded extends AutoCloseable {

    /** Makes the next packets, and protects them as the sending party does. */
    void prepare();

    /** Lets them arrive. */
    void forward();

    @Override
    void close();
}
