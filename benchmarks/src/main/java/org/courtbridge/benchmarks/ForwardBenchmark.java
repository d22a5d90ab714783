package org.courtbridge.benchmarks;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.courtbridge.benchmarks.nightly.Figure;
import org.courtbridge.codecs.srtp.SrtpProfile;
import org.courtbridge.codecs.srtp.SrtpWarmUp;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * CPU time and allocation of one forwarded packet, from the bytes of the datagram that came to the bytes of the one that
 * leaves: unprotected, looked at, rewritten, kept for retransmission, protected. Sockets, the work of the parties, and the
 * reports of once a second are not part of it.
 *
 * <p>Prints figures: {@code cpu} and {@code allocated}, both of the measuring thread within {@link #forward} alone, and JMH's own
 * count of allocation, {@code gc.alloc.rate.norm}, which also has the harness in it, some 50 kB an iteration. Netty's leak detector, which looks at one buffer in 128, is off.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 15)
@Measurement(iterations = 15)
@Fork(
        value = 1,
        jvmArgsAppend = {
            "-Djmh.executor=CUSTOM",
            "-Djmh.executor.class=org.courtbridge.benchmarks.LoopThreads",
            "-Dio.netty.leakDetection.level=disabled"
        })
public class ForwardBenchmark {

    private static final int PACKETS = 10_000;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    @Param({"SOUND", "PICTURE"})
    public String media = "";

    /** From and to: a profile of SRTP, or PLAIN. */
    @Param({
        "PLAIN PLAIN",
        "PLAIN AES_CM_128_HMAC_SHA1_80",
        "AES_CM_128_HMAC_SHA1_80 PLAIN",
        "AES_CM_128_HMAC_SHA1_80 AES_CM_128_HMAC_SHA1_80",
        "PLAIN AEAD_AES_128_GCM",
        "AEAD_AES_128_GCM PLAIN",
        "AEAD_AES_128_GCM AEAD_AES_128_GCM"
    })
    public String way = "";

    private @Nullable Forwarded packets;

    /** The CPU time and the memory that the measuring thread has used in an iteration. */
    @AuxCounters(AuxCounters.Type.EVENTS)
    @State(Scope.Thread)
    public static class Used {
        public long cpuNanos;
        public long allocatedBytes;
    }

    @Setup
    public void begin() {
        SrtpWarmUp.run();
        String[] ends = way.split(" ");
        packets = media.equals("SOUND")
                ? new ForwardedSound(profile(ends[0]), profile(ends[1]), PACKETS)
                : new ForwardedPicture(profile(ends[0]), profile(ends[1]), PACKETS);
    }

    private static Optional<SrtpProfile> profile(String name) {
        return SrtpProfile.ofSuite(name);
    }

    @Setup(Level.Iteration)
    public void prepare() {
        Objects.requireNonNull(packets).prepare();
    }

    @Benchmark
    public void forward(Used used) {
        Forwarded ready = Objects.requireNonNull(packets);
        long cpu = THREADS.getCurrentThreadCpuTime();
        long allocated = THREADS.getCurrentThreadAllocatedBytes();
        ready.forward();
        used.allocatedBytes += THREADS.getCurrentThreadAllocatedBytes() - allocated;
        used.cpuNanos += THREADS.getCurrentThreadCpuTime() - cpu;
    }

    @TearDown
    public void end() {
        Objects.requireNonNull(packets).close();
    }

    public static void main(String[] arguments) throws RunnerException {
        var options = new OptionsBuilder()
                .include(ForwardBenchmark.class.getName())
                .addProfiler(GCProfiler.class)
                .verbosity(VerboseMode.SILENT)
                .shouldFailOnError(true)
                .build();
        for (RunResult result : new Runner(options).run()) {
            String name = (result.getParams().getParam("media") + "."
                            + result.getParams().getParam("way").replace(" ", "_to_"))
                    .toLowerCase(Locale.ROOT);
            print(name + ".cpu", result, "cpuNanos", "ns/packet");
            print(name + ".allocated", result, "allocatedBytes", "B/packet");
            print(name + ".gc.alloc.rate.norm", result, "gc.alloc.rate.norm", "B/packet");
        }
    }

    /** A median over the iterations: the compiler, or a neighbour on the machine, disturbs some of them. */
    private static void print(String name, RunResult result, String counter, String unit) {
        double[] values = result.getBenchmarkResults().stream()
                .flatMap(fork -> fork.getIterationResults().stream())
                .map(iteration -> iteration.getSecondaryResults().get(counter))
                .mapToDouble(value -> Objects.requireNonNull(value, counter).getScore())
                .sorted()
                .toArray();
        Figure.print(name, values[values.length / 2] / PACKETS, unit);
    }
}
