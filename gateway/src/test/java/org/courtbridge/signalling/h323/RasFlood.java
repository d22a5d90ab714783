package org.courtbridge.signalling.h323;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import org.courtbridge.h323.asn1.Choice;
import org.courtbridge.h323.asn1.Sequence;
import org.courtbridge.h323.h225.AliasAddress;
import org.courtbridge.h323.h225.Ras;
import org.courtbridge.h323.h235.AccessToken;
import org.courtbridge.h323.h460.FeatureSet;
import org.courtbridge.h323.ras.DiscoveryMessage;
import org.courtbridge.h323.ras.LocationMessage;
import org.courtbridge.h323.ras.RasMessage;
import org.courtbridge.h323.ras.RegistrationMessage;
import org.courtbridge.signalling.h323.gatekeeper.OwnEndpoint;
import org.courtbridge.signalling.h323.transport.H323Trace;

/** Some addresses that send all kinds of datagrams to a port of RAS, thousands a second, until it is closed. */
final class RasFlood implements AutoCloseable {

    private static final List<String> SOURCES = List.of("127.0.0.2", "127.0.0.3", "127.0.0.4");

    /** Datagrams of each source, and how long after each lot of them. */
    private static final int LOT = 20;

    private static final Duration PAUSE = Duration.ofMillis(10);

    /** Datagrams of all sources. */
    static final long MOST_A_SECOND =
            SOURCES.size() * LOT * (Duration.ofSeconds(1).dividedBy(PAUSE));

    private static final int GARBAGE_OCTETS = 1_400;
    private static final int VARIANTS = 50;

    private final InetSocketAddress target;
    private final String victim;
    private final LongAdder octets = new LongAdder();
    private final LongAdder datagrams = new LongAdder();
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean over;

    /** @param victim whose password is guessed */
    RasFlood(InetSocketAddress target, String victim) {
        this.target = target;
        this.victim = victim;
        for (String source : SOURCES) {
            threads.add(Thread.ofPlatform().name("flood").daemon().start(() -> send(InetAddress.ofLiteral(source))));
        }
    }

    /** Sent so far. */
    long datagrams() {
        return datagrams.sum();
    }

    /** Of all datagrams so far. */
    long octets() {
        return octets.sum();
    }

    private void send(InetAddress source) {
        try (DatagramSocket socket = new DatagramSocket(new InetSocketAddress(source, 0))) {
            List<byte[]> some = some(new InetSocketAddress(source, socket.getLocalPort()));
            for (int i = 0; !over; i++) {
                byte[] one = some.get(i % some.size());
                socket.send(new DatagramPacket(one, one.length, target));
                datagrams.increment();
                octets.add(one.length);
                if (i % LOT == 0) {
                    LockSupport.parkNanos(PAUSE.toNanos());
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<byte[]> some(InetSocketAddress own) {
        Random random = new Random(own.getAddress().hashCode());
        List<byte[]> all = new ArrayList<>();
        for (int i = 0; i < VARIANTS; i++) {
            byte[] registration = withToken(registration(i, "stranger" + random.nextInt(), own), "stranger", random);
            all.add(registration);
            all.add(withToken(registration(i, victim, own), victim, random));
            all.add(registration(i, victim, own).encode());
            all.add(discovery(i, own).encode());
            all.add(location(i, own).encode());
            all.subList(all.size() - 5, all.size()).forEach(message -> show(message, own));
            all.add(Arrays.copyOf(registration, random.nextInt(registration.length)));
            byte[] garbage = new byte[GARBAGE_OCTETS];
            random.nextBytes(garbage);
            all.add(garbage);
        }
        return all;
    }

    /** What is a message, tshark is to judge, once each. */
    private void show(byte[] message, InetSocketAddress own) {
        SentMessages.trace().datagram("flood", H323Trace.Direction.RECEIVED, target, own, message);
    }

    private static RegistrationMessage.Request registration(int number, String name, InetSocketAddress own) {
        return new RegistrationMessage.Request(
                1 + number,
                true,
                new RegistrationMessage.Request.Endpoint(
                        List.of(own),
                        List.of(own),
                        OwnEndpoint.terminal(),
                        List.of(new AliasAddress.H323Id(name)),
                        OwnEndpoint.VENDOR),
                Optional.empty(),
                Optional.of(Duration.ofMinutes(1)),
                false,
                Optional.empty(),
                false,
                FeatureSet.NONE);
    }

    /** With a guessed password. */
    private static byte[] withToken(RasMessage message, String name, Random random) {
        Choice choice = message.toChoice();
        AccessToken guess = AccessToken.of(name, "guess" + random.nextInt(), Instant.now(), random);
        Sequence tree = ((Sequence) choice.value())
                .but()
                .set("tokens", List.of(guess.toClearToken()))
                .done();
        return Ras.RAS_MESSAGE.encode(Ras.RAS_MESSAGE.value(choice.name(), tree));
    }

    private static DiscoveryMessage.Request discovery(int number, InetSocketAddress own) {
        return new DiscoveryMessage.Request(
                1 + number,
                Optional.of(own),
                OwnEndpoint.terminal(),
                Optional.empty(),
                List.of(new AliasAddress.H323Id("stranger" + number)),
                List.of(),
                List.of(),
                true,
                FeatureSet.NONE);
    }

    private static LocationMessage.Request location(int number, InetSocketAddress own) {
        return new LocationMessage.Request(
                1 + number,
                Optional.empty(),
                List.of(new AliasAddress.DialledDigits(Integer.toString(number))),
                Optional.of(own),
                List.of(),
                true,
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    @Override
    public void close() throws InterruptedException {
        over = true;
        for (Thread thread : threads) {
            thread.join();
        }
    }
}
