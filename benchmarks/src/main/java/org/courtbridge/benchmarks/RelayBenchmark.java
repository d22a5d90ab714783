package org.courtbridge.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.courtbridge.benchmarks.nightly.Figure;

/**
 * CPU time of a forwarded packet, ours beside Debian's rtpengine (user space, no kernel module): the same generator on
 * the same machine, in turns, each relay a process of its own.
 *
 * <p>Prints figures: medians in µs of CPU a packet, what share of the packets came out, and {@code ratio}, ours over theirs;
 * below 1 we are cheaper. Arguments: seconds of one turn (6), turns (5), seconds of
 * warm-up (10).
 */
public final class RelayBenchmark {

    private RelayBenchmark() {}

    private static final String USAGE = """
            Usage: ./courtbridge bench relay [SECONDS [TURNS [WARM-UP]]]

            CPU time of a forwarded packet, ours beside rtpengine's (package rtpengine-daemon), in turns.
              SECONDS  of one turn of one relay (6)
              TURNS    of each (5)
              WARM-UP  seconds before the first (10)
            """;

    public static void main(String[] arguments) throws IOException {
        if (arguments.length > 0 && !arguments[0].matches("[0-9.]+")) {
            System.out.print(USAGE);
            return;
        }
        double seconds = arguments.length > 0 ? Double.parseDouble(arguments[0]) : 6;
        int turns = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 5;
        double warmUp = arguments.length > 2 ? Double.parseDouble(arguments[2]) : 10;
        for (RelayLoad load : List.of(RelayLoad.SOUND, RelayLoad.PICTURE)) {
            for (RelayMode mode : RelayMode.values()) {
                compare(load, mode, seconds, turns, warmUp);
            }
        }
    }

    private static void compare(RelayLoad load, RelayMode mode, double seconds, int turns, double warmUp)
            throws IOException {
        try (Relay ours = new CourtbridgeRelay(mode);
                Relay theirs = new RtpengineRelay(mode);
                RelayTraffic throughOurs = new RelayTraffic(ours, mode, load);
                RelayTraffic throughTheirs = new RelayTraffic(theirs, mode, load)) {
            throughOurs.run(warmUp);
            throughTheirs.run(Math.min(warmUp, 2));
            List<Double> oursMicros = new ArrayList<>();
            List<Double> theirsMicros = new ArrayList<>();
            double oursCame = 0;
            double theirsCame = 0;
            for (int i = 0; i < turns; i++) {
                Turn one = turn(ours, throughOurs, seconds, load);
                Turn other = turn(theirs, throughTheirs, seconds, load);
                oursMicros.add(one.micros);
                theirsMicros.add(other.micros);
                oursCame += one.share / turns;
                theirsCame += other.share / turns;
            }
            String name = (load.name() + "." + mode).toLowerCase(Locale.ROOT);
            double oursMedian = median(oursMicros);
            double theirsMedian = median(theirsMicros);
            Figure.print(name + ".courtbridge", oursMedian, "us/packet");
            Figure.print(name + ".rtpengine", theirsMedian, "us/packet");
            Figure.print(name + ".courtbridge.delivered", 100 * oursCame, "%");
            Figure.print(name + ".rtpengine.delivered", 100 * theirsCame, "%");
            Figure.print(name + ".ratio", oursMedian / theirsMedian, "ratio");
        }
    }

    private record Turn(double micros, double share) {}

    private static Turn turn(Relay relay, RelayTraffic traffic, double seconds, RelayLoad load) throws IOException {
        double before = relay.cpuSeconds();
        long packets = traffic.run(seconds);
        double used = relay.cpuSeconds() - before;
        return new Turn(1e6 * used / Math.max(1, packets), packets / (seconds * load.packetsPerSecond()));
    }

    private static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        return sorted.get(sorted.size() / 2);
    }
}
