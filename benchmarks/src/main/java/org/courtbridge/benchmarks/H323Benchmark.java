package org.courtbridge.benchmarks;

import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Stream;
import org.courtbridge.benchmarks.nightly.Figure;
import org.courtbridge.h323.asn1.Choice;
import org.courtbridge.h323.asn1.Octets;
import org.courtbridge.h323.asn1.Sequence;
import org.courtbridge.h323.dissect.DissectedMessage;
import org.courtbridge.h323.dissect.DissectedMessage.Protocol;
import org.courtbridge.h323.dissect.Dissector;
import org.courtbridge.h323.h225.CallSignalling;
import org.courtbridge.h323.h225.Ras;
import org.courtbridge.h323.h245.H245;
import org.courtbridge.h323.h245.LogicalChannelTypes;
import org.courtbridge.h323.q931.Q931Message;
import org.courtbridge.h323.q931.UserUser;

/**
 * Measures the cost of H.323, in three parts, the first two on one thread.
 *
 * <p>{@code decode}: to decode messages of the recorded calls, in microseconds of CPU: the longest Setup, with its user-user
 * information; and all RAS and H.245 messages: the median message, the mean and the slowest. Of each message the median of
 * some runs.
 *
 * <p>{@code registrations}: {@link RegistrationLoad}.
 *
 * <p>{@code calls}: {@link CallLoad}.
 */
public final class H323Benchmark {

    private static final Path CAPTURES = Path.of("h323/src/test/resources/captures");
    private static final int RUNS = 7;
    private static final long RUN_NANOSECONDS = 2_000_000_000;

    private static final int BATCH = 100;

    /** So that nothing is left out as unneeded. */
    private static volatile Object last = "";

    private H323Benchmark() {}

    /** @param arguments the parts that are wanted; none for all */
    public static void main(String[] arguments) throws IOException {
        List<String> parts = arguments.length == 0 ? List.of("decode", "registrations", "calls") : List.of(arguments);
        for (String part : parts) {
            switch (part) {
                case "decode" -> decode();
                case "registrations" -> {
                    for (RegistrationLoad.Proof proof : RegistrationLoad.Proof.values()) {
                        new RegistrationLoad(proof).run();
                    }
                }
                case "calls" -> new CallLoad().run();
                default ->
                    throw new IllegalArgumentException(
                            "part: %s (expected: decode, registrations or calls)".formatted(part));
            }
        }
    }

    private static void decode() throws IOException {
        List<DissectedMessage> messages = new ArrayList<>();
        try (Stream<Path> files = Files.list(CAPTURES)) {
            for (Path file : files.filter(path -> path.toString().endsWith(".pcap"))
                    .sorted()
                    .toList()) {
                try (InputStream in = Files.newInputStream(file)) {
                    Dissector.dissect(in, messages::add);
                }
            }
        }
        DissectedMessage setup = messages.stream()
                .filter(message -> message.name().startsWith("SETUP ("))
                .max(Comparator.comparingInt(message -> message.octets().length()))
                .orElseThrow();
        print("setup", List.of(setup), H323Benchmark::callSignalling);
        print("setup_with_fast_start", List.of(setup), H323Benchmark::withFastStart);
        print("ras", of(messages, Protocol.RAS), Ras.RAS_MESSAGE::decode);
        List<DissectedMessage> h245 = new ArrayList<>(of(messages, Protocol.H245));
        h245.addAll(of(messages, Protocol.TUNNELLED_H245));
        print("h245", h245, H245.MULTIMEDIA_SYSTEM_CONTROL_MESSAGE::decode);
    }

    private static List<DissectedMessage> of(List<DissectedMessage> messages, Protocol protocol) {
        return messages.stream()
                .filter(message -> message.protocol() == protocol)
                .toList();
    }

    private static Object callSignalling(byte[] octets) {
        UserUser carried = Q931Message.decode(octets).userUser().orElseThrow();
        return CallSignalling.H323_USER_INFORMATION.decode(carried.information());
    }

    /** The same with the OpenLogicalChannel in each element of the fast start. */
    private static Object withFastStart(byte[] octets) {
        return ((Sequence) callSignalling(octets))
                        .get("h323-uu-pdu", Sequence.class)
                        .get("h323-message-body", Choice.class)
                        .find("setup", Sequence.class)
                        .orElseThrow()
                        .list("fastStart", Octets.class)
                        .stream()
                        .map(proposal -> LogicalChannelTypes.OPEN_LOGICAL_CHANNEL.decode(proposal))
                        .toList();
    }

    private static void print(String name, List<DissectedMessage> messages, Function<byte[], Object> decode) {
        List<byte[]> encodings =
                messages.stream().map(message -> message.octets().toArray()).toList();
        double[] costs = costs(encodings, decode);
        int longest =
                encodings.stream().mapToInt(encoding -> encoding.length).max().orElseThrow();
        Arrays.sort(costs);
        System.out.printf(
                Locale.ROOT,
                "h323_decode_%s_us_median=%.2f mean=%.2f most=%.2f messages=%d longest_octets=%d%n",
                name,
                costs[costs.length / 2],
                Arrays.stream(costs).average().orElseThrow(),
                costs[costs.length - 1],
                costs.length,
                longest);
        Figure.print("decode." + name + ".median", costs[costs.length / 2], "us");
        Figure.print("decode." + name + ".most", costs[costs.length - 1], "us");
    }

    /** Microseconds of each, the median of the runs; the first run warms up. */
    private static double[] costs(List<byte[]> encodings, Function<byte[], Object> decode) {
        double[][] runs = new double[RUNS + 1][encodings.size()];
        for (double[] run : runs) {
            for (int i = 0; i < run.length; i++) {
                run[i] = cost(encodings.get(i), decode, RUN_NANOSECONDS / run.length);
            }
        }
        double[] costs = new double[encodings.size()];
        for (int i = 0; i < costs.length; i++) {
            int place = i;
            double[] sorted = Arrays.stream(runs)
                    .skip(1)
                    .mapToDouble(run -> run[place])
                    .sorted()
                    .toArray();
            costs[i] = sorted[RUNS / 2];
        }
        return costs;
    }

    private static double cost(byte[] encoding, Function<byte[], Object> decode, long nanoseconds) {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadCpuTime();
        long spent;
        int decoded = 0;
        do {
            for (int i = 0; i < BATCH; i++) {
                last = decode.apply(encoding);
            }
            decoded += BATCH;
            spent = threads.getCurrentThreadCpuTime() - before;
        } while (spent < nanoseconds);
        return spent / 1e3 / decoded;
    }
}
