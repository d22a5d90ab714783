package org.courtbridge.gateway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.courtbridge.gateway.measuring.Measurement;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * Two rooms are in a hearing while 200 devices come and go, and while somebody asks for far more than his share, in his own
 * name or in those of thousands: what a room hears has no gap, and who asks for little is answered at once.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class RegistrationStormIT {

    private static final int DEVICES = 200;
    private static final int COMINGS = 600;

    /** As many as a machine bears that has other things to do. */
    private static final int A_FEW_A_SECOND = 40;

    private static final int REQUESTS_PER_SECOND = 4_000;
    private static final int FORGED_PER_SECOND = 2_000;
    private static final Duration FLOOD = Duration.ofSeconds(4);

    /** Another address than that of everybody else. */
    private static final String ELSEWHERE = "10.78.0.1";

    /** A machine that stands still for so long may well make a gap that is heard. */
    private static final Duration STANDSTILL = Duration.ofMillis(40);

    /** Nobody would call a telephone slow that answers in this time. */
    private static final double AT_ONCE_MILLIS = 100;

    private Court court;
    private SteadyRoom speaker;
    private SteadyRoom listener;
    private Path devices;
    private int storms;

    @BeforeAll
    void open() throws Exception {
        court = Court.open("RegistrationStormIT");
        court.start();
        StringBuilder list = new StringBuilder("SEQUENTIAL\n");
        for (int i = 0; i < DEVICES; i++) {
            list.append(SteadyRoom.credentials("flap" + i, court.addUnseated("flap" + i)));
        }
        devices = Files.writeString(court.folder().resolve("devices.csv"), list);
        speaker = SteadyRoom.call(court, 1);
        listener = SteadyRoom.call(court, 2);
        speaker.awaitSound();
        listener.awaitSound();
    }

    @AfterAll
    void close() throws Exception {
        try (Court last = court;
                SteadyRoom second = speaker;
                SteadyRoom first = listener) {
            assertThat(last.gateway().log()).doesNotContain(" ERROR ");
        }
    }

    private interface Storm {
        void passes() throws Exception;
    }

    /** What the room hears of it, and what is wrong with that. */
    private List<String> heardDuring(Storm storm) throws Exception {
        ThreadWaits waits = ThreadWaits.of(court.gateway().pid());
        long begin = System.nanoTime();
        storm.passes();
        Heard heard = Heard.of(listener.packetsSince(begin), System.nanoTime() - begin);
        String said =
                "%s of what was said with pauses of %.0f ms at most; the gateway's threads had no processor for: %s"
                        .formatted(heard, speaker.longestPauseSince(begin), waits.longest());
        System.out.println(said);
        return heard.isWhole() ? List.of() : List.of(said);
    }

    /** The rooms are in their calls, and what one says the other hears. */
    private void callGoesOn() {
        long now = System.nanoTime();
        Await.until(
                "the sound goes on",
                Court.PATIENCE,
                () -> listener.packetsSince(now).stream()
                                .filter(Heard::isToneItself)
                                .count()
                        > 10);
    }

    @Test
    @Order(1)
    void devicesThatComeAndGoAreRegistered() throws Exception {
        double before = turnedAway();
        devicesComeAndGo(A_FEW_A_SECOND, DEVICES);
        assertThat(turnedAway() - before).as("of hundreds").isLessThan(100);
        callGoesOn();
    }

    @Test
    @Order(2)
    void whoAsksForTooMuchIsTurnedAwayAndOthersAreAnswered() throws Exception {
        double before = turnedAway();
        Answers answers = flood();
        assertThat(answers.granted()).as("%s", answers).isGreaterThan(0.9);
        assertThat(turnedAway() - before).isGreaterThan(1_000);
        callGoesOn();
    }

    /** By now Java has compiled what it needs. */
    @Test
    @Order(3)
    @Tag("measures")
    void devicesThatComeAndGoAreNotHeard() throws Exception {
        Measurement.holds(STANDSTILL, () -> {
            double before = turnedAway();
            List<String> complaints = new ArrayList<>(heardDuring(() -> devicesComeAndGo(DEVICES, COMINGS)));
            double away = turnedAway() - before;
            if (away >= 100) {
                complaints.add("%.0f of thousands turned away".formatted(away));
            }
            return complaints;
        });
    }

    @Test
    @Order(4)
    @Tag("measures")
    void whoAsksForTooMuchKeepsNobodyWaiting() throws Exception {
        Measurement.holds(STANDSTILL, () -> {
            List<Answers> answers = new ArrayList<>();
            List<String> complaints = new ArrayList<>(heardDuring(() -> answers.add(flood())));
            if (answers.getFirst().millis(50) >= AT_ONCE_MILLIS) {
                complaints.add(answers.toString());
            }
            return complaints;
        });
    }

    /** The asker's address is known, as rooms have registered from there. */
    @Test
    @Order(5)
    void whoForgesAddressesIsTurnedAwayAndOthersAreAnswered() throws Exception {
        double before = turnedAway();
        Answers answers = forgedFlood();
        assertThat(answers.granted()).as("%s", answers).isGreaterThan(0.9);
        // How many arrive at all in these seconds is a matter of the machine: whoForgesAddressesIsNotHeard counts them.
        assertThat(turnedAway() - before).isPositive();
        callGoesOn();
    }

    @Test
    @Order(6)
    @Tag("measures")
    void whoForgesAddressesIsNotHeard() throws Exception {
        Measurement.holds(STANDSTILL, () -> {
            double before = turnedAway();
            List<Answers> answers = new ArrayList<>();
            List<String> complaints = new ArrayList<>(heardDuring(() -> answers.add(forgedFlood())));
            double away = turnedAway() - before;
            if (away <= 1_000) {
                complaints.add("%.0f of thousands turned away".formatted(away));
            }
            if (answers.getFirst().millis(50) >= AT_ONCE_MILLIS) {
                complaints.add(answers.toString());
            }
            return complaints;
        });
    }

    private void devicesComeAndGo(int perSecond, int comings) throws Exception {
        try (ChildProcess sipp = SteadyRoom.sipp(
                court.folder(),
                "flaps",
                "flaps" + ++storms,
                List.of("-inf", devices.toString(), "-l", "" + DEVICES, "-r", "" + perSecond, "-m", "" + comings))) {
            assertThat(sipp.exit(Duration.ofSeconds(60))).as(sipp.log()).isZero();
        }
    }

    /** @return what somebody else is answered meanwhile */
    private Answers flood() throws Exception {
        long requests = REQUESTS_PER_SECOND * FLOOD.toSeconds();
        try (ChildProcess sipp = SteadyRoom.sipp(
                court.folder(),
                "floods",
                "floods" + ++storms,
                List.of("-i", ELSEWHERE, "-r", "" + REQUESTS_PER_SECOND, "-m", Long.toString(requests)))) {
            Answers answers = Answers.during(FLOOD);
            System.out.println(answers);
            assertThat(sipp.exit(Duration.ofSeconds(60))).as(sipp.log()).isZero();
            return answers;
        }
    }

    /** @return what somebody is answered meanwhile */
    private Answers forgedFlood() throws Exception {
        try (ExecutorService asker = Executors.newSingleThreadExecutor();
                SipAttacks attacks = new SipAttacks(court.folder())) {
            Future<Answers> answers = asker.submit(() -> Answers.during(FLOOD));
            attacks.asksFromEverywhere(FORGED_PER_SECOND, FLOOD);
            System.out.println(answers.get());
            return answers.get();
        }
    }

    private static double turnedAway() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(GatewayProcess.LOCAL_ORIGIN + "/metrics"))
                .timeout(Duration.ofSeconds(5))
                .build();
        String metrics = HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.ofString())
                .body();
        Matcher count = Pattern.compile("courtbridge_dropped_arrivals_total\\{ports=\"sip-overload\"} ([0-9.E]+)")
                .matcher(metrics);
        assertThat(count.find()).as(metrics).isTrue();
        return Double.parseDouble(count.group(1));
    }

    /**
     * The answers to somebody who asks now and then.
     *
     * @param waits milliseconds until each answer, sorted
     * @param granted the share of them that was not 503
     */
    private record Answers(List<Double> waits, double granted) {

        private static final int REPEAT_MILLIS = 500;

        static Answers during(Duration duration) throws IOException {
            List<Double> waits = new ArrayList<>();
            int granted = 0;
            long end = System.nanoTime() + duration.toNanos();
            try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getByName(Scratch.ADDRESS))) {
                socket.setSoTimeout(REPEAT_MILLIS);
                while (System.nanoTime() < end) {
                    long begin = System.nanoTime();
                    granted += ask(socket, waits.size()).startsWith("SIP/2.0 200") ? 1 : 0;
                    waits.add((System.nanoTime() - begin) / 1e6);
                    Await.elapsed(Duration.ofMillis(40));
                }
            }
            Collections.sort(waits);
            return new Answers(waits, (double) granted / waits.size());
        }

        /** Repeats itself as a device does (RFC 3261, section 17.1.2). */
        private static String ask(DatagramSocket socket, int number) throws IOException {
            byte[] options = """
                    OPTIONS sip:%1$s SIP/2.0\r
                    Via: SIP/2.0/UDP %2$s:%3$d;branch=z9hG4bK-asks-%3$d-%4$d;rport\r
                    From: <sip:asker@%1$s>;tag=a\r
                    To: <sip:%1$s>\r
                    Call-ID: asks-%3$d-%4$d\r
                    CSeq: 1 OPTIONS\r
                    Max-Forwards: 70\r
                    Content-Length: 0\r
                    \r
                    """.formatted(Scratch.ADDRESS, Scratch.ADDRESS, socket.getLocalPort(), number)
                    .getBytes(StandardCharsets.UTF_8);
            DatagramPacket answer = new DatagramPacket(new byte[2_048], 2_048);
            for (int tries = 0; tries < 10; tries++) {
                socket.send(new DatagramPacket(
                        options, options.length, new InetSocketAddress(Scratch.ADDRESS, GatewayProcess.SIP_PORT)));
                try {
                    socket.receive(answer);
                    return new String(answer.getData(), 0, answer.getLength(), StandardCharsets.UTF_8);
                } catch (SocketTimeoutException lost) {
                    answer.setLength(2_048);
                }
            }
            throw new AssertionError("OPTIONS is not answered");
        }

        double millis(int percentile) {
            return waits.get(Math.min(waits.size() - 1, waits.size() * percentile / 100));
        }

        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT,
                    "somebody else asked %d times: %.0f %% granted; median %.1f ms, 95 %% %.1f ms, longest %.1f ms",
                    waits.size(),
                    100 * granted,
                    millis(50),
                    millis(95),
                    waits.getLast());
        }
    }

    /**
     * The sound that a room heard over a time.
     *
     * @param due packets that there should have been
     * @param missing by their numbers
     * @param faint packets in which the tone is not what it should be
     * @param longestWait between two packets, in milliseconds
     */
    private record Heard(int packets, long due, int missing, int faint, double longestWait) {

        /** A room's own jitter buffer bridges so much. */
        private static final double LATE_MILLIS = 100;

        static Heard of(List<SteadyRoom.Packet> packets, long nanos) {
            int missing = 0;
            double longest = 0;
            for (int i = 1; i < packets.size(); i++) {
                SteadyRoom.Packet last = packets.get(i - 1);
                SteadyRoom.Packet next = packets.get(i);
                missing += (next.sequence() - last.sequence() - 1) & 0xFFFF;
                longest = Math.max(longest, (next.at() - last.at()) / 1e6);
            }
            int faint = (int)
                    packets.stream().filter(packet -> !isToneItself(packet)).count();
            return new Heard(packets.size(), nanos / SteadyRoom.PACKET_NANOS, missing, faint, longest);
        }

        static boolean isToneItself(SteadyRoom.Packet packet) {
            return Math.abs(packet.level() / SteadyRoom.LEVEL - 1) <= 0.1;
        }

        boolean isWhole() {
            return packets >= 0.9 * due && missing == 0 && faint == 0 && longestWait < LATE_MILLIS;
        }
    }
}
