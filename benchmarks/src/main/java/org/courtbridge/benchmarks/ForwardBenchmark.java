package org.courtbridge.benchmarks;

import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.courtbridge.codecs.srtp.SrtpWarmUp;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Time and allocation of one forwarded packet of a picture, from the bytes of the datagram that came to the bytes of
 * the one that leaves: unprotected, looked at, rewritten, kept for retransmission, protected. Sockets, and the reports
 * of once a second, are not part of it.
 *
 * <p>Prints {@code name=value} lines: nanoseconds and allocated bytes a packet. What SRTP allocates is jitsi-srtp's, which
 * makes a parameter object of every initialization vector and an array of every tag; a third of it is the sending
 * party's, which is measured along. Netty's leak detector, which looks at one buffer in 128, is off.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 20)
@Measurement(iterations = 20)
@Fork(
        value = 1,
        jvmArgsAppend = {
            "-Djmh.executor=CUSTOM",
            "-Djmh.executor.class=org.courtbridge.benchmarks.LoopThreads",
            "-Dio.netty.leakDetection.level=disabled"
        })
public class ForwardBenchmark {

    private static final int PACKETS = 10_000;

    @Param({"PLAIN", "AES_CM_128_HMAC_SHA1_80", "AEAD_AES_128_GCM"})
    public String protection = "";

    private ForwardedPicture picture = ForwardedPicture.NONE;

    @Setup
    public void begin() {
        SrtpWarmUp.run();
        picture = ForwardedPicture.protectedWith(protection, PACKETS);
    }

    /** Protects the packets that will arrive: the work of the party, not ours. */
    @Setup(Level.Iteration)
    public void prepare() {
        picture.prepare();
    }

    @Benchmark
    @OperationsPerInvocation(PACKETS)
    public void forward() {
        picture.forward();
    }

    @TearDown
    public void end() {
        picture.close();
    }

    public static void main(String[] arguments) throws RunnerException {
        var options = new OptionsBuilder()
                .include(ForwardBenchmark.class.getName())
                .addProfiler(GCProfiler.class)
                .verbosity(VerboseMode.SILENT)
                .shouldFailOnError(true)
                .build();
        for (RunResult result : new Runner(options).run()) {
            String name = "forward_" + result.getParams().getParam("protection").toLowerCase(Locale.ROOT);
            print(name + "_ns_per_packet", result.getPrimaryResult());
            print(
                    name + "_allocated_bytes_per_packet",
                    result.getSecondaryResults().get("gc.alloc.rate.norm"));
        }
    }

    private static void print(String name, @Nullable Result<?> result) {
        double value = Objects.requireNonNull(result, name).getScore();
        System.out.printf(Locale.ROOT, "%s=%.3f%n", name, value);
    }
}
