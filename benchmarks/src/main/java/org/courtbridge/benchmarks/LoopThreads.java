package org.courtbridge.benchmarks;

import io.netty.util.concurrent.DefaultThreadFactory;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Has JMH measure on such threads as event loops run on: Netty uses buffers over again on no others. */
public final class LoopThreads extends ThreadPoolExecutor {

    /** As JMH calls it, by its name in {@code jmh.executor.class}. */
    public LoopThreads(int threads, String prefix) {
        super(threads, threads, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), new DefaultThreadFactory(prefix));
    }
}
