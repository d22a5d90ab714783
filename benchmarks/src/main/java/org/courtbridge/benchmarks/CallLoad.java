package org.courtbridge.benchmarks;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.courtbridge.benchmarks.nightly.Figure;
import org.courtbridge.gateway.Main;
import org.courtbridge.gateway.store.Database;
import org.courtbridge.gateway.store.MasterKey;
import org.courtbridge.gateway.store.SecretBox;
import org.courtbridge.gateway.store.StoredDevices;

/**
 * Calls between rooms through a gateway that routes them, all of it as it is installed: its inventory on disk, its log, and
 * its H.323. Three processes on loopback, the gateway and one for each side's rooms. A call is ARQ and ACF of both sides, each
 * with its proof by H.235.1; Setup, CallProceeding, Alerting and Connect; tunnelled H.245 with capabilities, master and slave,
 * and four channels; its end by H.245 and ReleaseComplete; DRQ and DCF of both. A room whose call has ended makes another at
 * once, so the processors are all that limits them. Says how many calls a second, how long one takes to be answered, and the
 * CPU of each process for one.
 */
final class CallLoad {

    /** On each side; each has one call at a time. */
    static final int ROOMS = 20;

    /** Counted in calls, as a busy machine needs longer for as many. */
    private static final int WARM_UP_CALLS = 6_000;

    private static final int ROUNDS = 7;
    private static final int SECONDS_OF_ROUND = 5;
    /** A process ends by itself after this, whatever becomes of the others. */
    static final Duration LONGEST = Duration.ofMinutes(10);

    /** The two sides, each with rooms of its own. */
    enum Side {
        CALLER,
        CALLED;

        /** The user name of one of its rooms, and how it is called. */
        String room(int number) {
            return "%s-%d".formatted(name().toLowerCase(Locale.ROOT), number);
        }

        /** Each room has its own. */
        InetAddress address(int room) {
            return InetAddress.ofLiteral("127.0.%d.%d".formatted(1 + ordinal(), 1 + room));
        }
    }

    /** Figures of one round: CPU of each process for a call, and time until a call is answered, both in milliseconds. */
    private record Round(double seconds, long calls, double answered, double gateway, double called, double caller) {

        double callsPerSecond() {
            return calls / seconds;
        }
    }

    /** As it is in the inventory. @param room its user name */
    static String password(String room) {
        return "secret-" + room;
    }

    void run() throws IOException {
        Path data = Files.createTempDirectory("courtbridge-calls");
        try {
            enrol(data);
            try (LoadProcess gateway = LoadProcess.start(
                    Main.class, "run", "--config", configuration(data).toString())) {
                String port = String.valueOf(gateway.await("rasPort"));
                gateway.drain();
                try (LoadProcess called = LoadProcess.start(CallEndpoint.class, Side.CALLED.name(), port);
                        LoadProcess caller = start(called, port)) {
                    measure(gateway, called, caller);
                }
            }
        } finally {
            delete(data);
        }
    }

    /** Starts the process that calls, when all rooms that are called have registered. */
    private static LoadProcess start(LoadProcess called, String port) throws IOException {
        called.await("calls");
        return LoadProcess.start(CallEndpoint.class, Side.CALLER.name(), port);
    }

    private static void enrol(Path data) {
        try (Database database = Database.embedded(data)) {
            StoredDevices devices = new StoredDevices(
                    database, "courtbridge", SecretBox.open(database, MasterKey.keptIn(data)), InstantSource.system());
            for (Side side : Side.values()) {
                for (int i = 0; i < ROOMS; i++) {
                    devices.add(side.room(i), side.room(i), password(side.room(i)));
                }
            }
        }
    }

    private static Path configuration(Path data) throws IOException {
        return Files.writeString(data.resolve("courtbridge.yaml"), """
                data: %s
                network: {bind: 127.0.0.1}
                sip: {port: 0, tls-port: 0}
                h323: {port: 0, ras-port: 0, call-model: routed}
                webrtc: {port: 0}
                web: {https-port: 0, device-port: 0, http-port: 0}
                """.formatted(data));
    }

    private static void measure(LoadProcess gateway, LoadProcess called, LoadProcess caller) throws IOException {
        do {
            after(1, caller, called);
        } while (calls(caller) < WARM_UP_CALLS);
        Round[] rounds = new Round[ROUNDS];
        long failedBefore = failed(caller) + failed(called);
        for (int i = 0; i < ROUNDS; i++) {
            rounds[i] = round(gateway, called, caller);
        }
        System.out.printf(
                Locale.ROOT,
                "h323_calls_routed=%d failed=%d seconds=%.1f calls/s_median=%.0f least=%.0f open=%d answered_ms_median=%.1f "
                        + "cpu_ms/call_median gateway=%.3f called=%.3f caller=%.3f warnings=%d%n",
                Arrays.stream(rounds).mapToLong(Round::calls).sum(),
                failed(caller) + failed(called) - failedBefore,
                Arrays.stream(rounds).mapToDouble(Round::seconds).sum(),
                median(rounds, Round::callsPerSecond),
                Arrays.stream(rounds).mapToDouble(Round::callsPerSecond).min().orElseThrow(),
                ROOMS,
                median(rounds, Round::answered),
                median(rounds, Round::gateway),
                median(rounds, Round::called),
                median(rounds, Round::caller),
                gateway.warnings());
        Figure.print("calls.gateway", median(rounds, Round::gateway), "ms/call");
        Figure.print("calls.answered", median(rounds, Round::answered), "ms");
        Figure.print("calls.rate", median(rounds, Round::callsPerSecond), "calls/s");
        Figure.print("calls.failed", failed(caller) + failed(called) - failedBefore, "calls");
    }

    private static Round round(LoadProcess gateway, LoadProcess called, LoadProcess caller) throws IOException {
        List<LoadProcess> all = List.of(gateway, called, caller);
        long before = calls(caller);
        double[] spent = all.stream().mapToDouble(LoadProcess::cpuSeconds).toArray();
        long began = System.nanoTime();
        after(SECONDS_OF_ROUND, caller, called);
        double elapsed = (System.nanoTime() - began) / 1e9;
        long calls = calls(caller) - before;
        double[] each = new double[spent.length];
        for (int i = 0; i < each.length; i++) {
            each[i] = 1e3 * (all.get(i).cpuSeconds() - spent[i]) / calls;
        }
        return new Round(elapsed, calls, caller.value("connect_us") / 1e3, each[0], each[1], each[2]);
    }

    /** Reads as many lines of both. */
    private static void after(int seconds, LoadProcess caller, LoadProcess called) throws IOException {
        for (int i = 0; i < seconds; i++) {
            caller.await("calls");
            called.await("calls");
        }
    }

    private static long calls(LoadProcess process) {
        return process.value("calls");
    }

    private static long failed(LoadProcess process) {
        return process.value("failed");
    }

    private static double median(Round[] rounds, ToDoubleFunction<Round> figure) {
        return Arrays.stream(rounds).mapToDouble(figure).sorted().toArray()[rounds.length / 2];
    }

    static void delete(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
