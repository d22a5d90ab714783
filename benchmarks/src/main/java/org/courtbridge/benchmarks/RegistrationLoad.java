package org.courtbridge.benchmarks;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.lang.ref.Reference;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.function.BiFunction;
import org.courtbridge.benchmarks.nightly.Figure;
import org.courtbridge.h323.asn1.Octets;
import org.courtbridge.h323.h225.AliasAddress;
import org.courtbridge.h323.ras.AliasOwner;
import org.courtbridge.h323.ras.CallModel;
import org.courtbridge.h323.ras.ClientAction;
import org.courtbridge.h323.ras.EndpointProfile;
import org.courtbridge.h323.ras.Gatekeeper;
import org.courtbridge.h323.ras.GatekeeperAction;
import org.courtbridge.h323.ras.GatekeeperClient;
import org.courtbridge.h323.ras.GatekeeperPolicy;
import org.courtbridge.h323.ras.Subscribers;
import org.courtbridge.signalling.h323.gatekeeper.OwnEndpoint;

/**
 * 50,000 endpoints that register with one gatekeeper and stay registered by light registrations every 60 s, in a time of
 * their own and without sockets: what the gatekeeper needs of the heap for them, after a collection and with all that light
 * registrations leave behind; its CPU time for one light registration, from datagram to datagram and timers included; and
 * how much of one core all of them take.
 */
final class RegistrationLoad {

    private static final int ENDPOINTS = 50_000;
    private static final int WARM_UP = 3;
    private static final int ROUNDS = 7;

    /** Light registrations come after half of it. */
    private static final Duration TIME_TO_LIVE = Duration.ofMinutes(2);

    private static final InetSocketAddress GATEKEEPER = address(0, 1719);

    private final Proof proof;
    private final List<GatekeeperClient> clients = new ArrayList<>();
    private Instant now = Instant.ofEpochSecond(1_800_000_000);

    /** Authentication of the endpoints: H.235.1, or none. */
    enum Proof {
        H2351,
        NONE
    }

    RegistrationLoad(Proof proof) {
        this.proof = proof;
        Random random = new Random(1);
        for (int i = 0; i < ENDPOINTS; i++) {
            clients.add(new GatekeeperClient(profile(i), random));
        }
    }

    private EndpointProfile profile(int endpoint) {
        String name = "room" + endpoint;
        return new EndpointProfile(
                new EndpointProfile.Gatekeepers(List.of(GATEKEEPER), Optional.empty()),
                new EndpointProfile.Endpoint(
                        address(1 + endpoint, 1719),
                        address(1 + endpoint, 1720),
                        List.of(new AliasAddress.H323Id(name), new AliasAddress.DialledDigits("7" + endpoint)),
                        OwnEndpoint.terminal(),
                        OwnEndpoint.VENDOR),
                password(name).map(password -> new EndpointProfile.Login(name, password)),
                TIME_TO_LIVE,
                false);
    }

    private Optional<String> password(String name) {
        return proof == Proof.H2351 ? Optional.of("secret-" + name) : Optional.empty();
    }

    private Gatekeeper gatekeeper() {
        GatekeeperPolicy policy = new GatekeeperPolicy(
                new GatekeeperPolicy.Zone("gatekeeper", GATEKEEPER, address(0, 1720), List.of(), List.of()),
                CallModel.DIRECT,
                proof == Proof.H2351,
                false,
                new GatekeeperPolicy.Times(Duration.ofMinutes(5), TIME_TO_LIVE, Duration.ofMinutes(1)),
                new GatekeeperPolicy.Limits(ENDPOINTS, 4, 20_000, 1_000_000),
                Optional.empty());
        Subscribers subscribers = new Subscribers() {
            @Override
            public Optional<String> password(String name) {
                return RegistrationLoad.this.password(name);
            }

            @Override
            public AliasOwner owner(Optional<String> name, AliasAddress alias) {
                return AliasOwner.OWN;
            }

            @Override
            public boolean isHere(AliasAddress destination) {
                return false;
            }

            @Override
            public boolean isVacant(AliasAddress destination) {
                return false;
            }
        };
        return new Gatekeeper(policy, subscribers, new Random(2));
    }

    private static InetSocketAddress address(int host, int port) {
        try {
            byte[] octets = {10, (byte) (host >> 16), (byte) (host >> 8), (byte) host};
            return new InetSocketAddress(InetAddress.getByAddress(octets), port);
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
    }

    void run() {
        double[] costs = new double[ROUNDS];
        long with = heapAfterRounds(gatekeeper(), costs);
        long without = heap();
        Arrays.sort(costs);
        System.out.printf(
                Locale.ROOT,
                "h323_registrations_proof=%s endpoints=%d heap_MB=%.1f heap_B/endpoint=%d "
                        + "light_us_median=%.2f least=%.2f most=%.2f core=%.1f%%%n",
                proof,
                ENDPOINTS,
                (with - without) / 1e6,
                (with - without) / ENDPOINTS,
                costs[ROUNDS / 2],
                costs[0],
                costs[ROUNDS - 1],
                100 * costs[ROUNDS / 2] * ENDPOINTS / TIME_TO_LIVE.dividedBy(2).toNanos() * 1e3);
        String name = "registrations." + proof.name().toLowerCase(Locale.ROOT);
        Figure.print(name + ".heap", (double) (with - without) / ENDPOINTS, "B/endpoint");
        Figure.print(name + ".light", costs[ROUNDS / 2], "us");
    }

    /** @param costs of a light registration, set for each round in microseconds */
    private long heapAfterRounds(Gatekeeper gatekeeper, double[] costs) {
        List<Datagram> discovery = say(GatekeeperClient::start);
        List<Datagram> registration = hear(answers(gatekeeper, discovery));
        hear(answers(gatekeeper, registration));
        for (int round = -WARM_UP; round < ROUNDS; round++) {
            now = now.plus(TIME_TO_LIVE.dividedBy(2));
            double cost = light(gatekeeper);
            if (round >= 0) {
                costs[round] = cost;
            }
        }
        long registered =
                clients.stream().filter(GatekeeperClient::isRegistered).count();
        if (registered != ENDPOINTS || gatekeeper.registrations().size() != ENDPOINTS) {
            throw new IllegalStateException("registered: " + registered);
        }
        long heap = heap();
        // It must not have been collected yet.
        Reference.reachabilityFence(gatekeeper);
        return heap;
    }

    /** Microseconds of CPU for each. */
    private double light(Gatekeeper gatekeeper) {
        List<Datagram> requests = say(GatekeeperClient::expire);
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadCpuTime();
        gatekeeper.expire(now);
        List<Datagram> answers = answers(gatekeeper, requests);
        long spent = threads.getCurrentThreadCpuTime() - before;
        if (answers.size() != ENDPOINTS) {
            throw new IllegalStateException("answers: " + answers.size());
        }
        hear(answers);
        return spent / 1e3 / ENDPOINTS;
    }

    /** From an endpoint, or to it. */
    private record Datagram(int endpoint, Octets octets) {}

    private List<Datagram> say(BiFunction<GatekeeperClient, Instant, List<ClientAction>> wish) {
        List<Datagram> said = new ArrayList<>();
        for (int i = 0; i < ENDPOINTS; i++) {
            collect(i, wish.apply(clients.get(i), now), said);
        }
        return said;
    }

    private static void collect(int endpoint, List<ClientAction> actions, List<Datagram> said) {
        for (ClientAction action : actions) {
            if (action instanceof ClientAction.Send send) {
                said.add(new Datagram(endpoint, send.octets()));
            }
        }
    }

    private List<Datagram> answers(Gatekeeper gatekeeper, List<Datagram> requests) {
        List<Datagram> answers = new ArrayList<>(requests.size());
        for (Datagram request : requests) {
            InetSocketAddress from = address(1 + request.endpoint, 1719);
            for (GatekeeperAction action : gatekeeper.receive(request.octets.toArray(), from, now)) {
                if (action instanceof GatekeeperAction.Send send) {
                    answers.add(new Datagram(request.endpoint, send.octets()));
                }
            }
        }
        return answers;
    }

    /** Gives the gatekeeper's answers to the endpoints. @return the datagrams that they send in turn */
    private List<Datagram> hear(List<Datagram> answers) {
        List<Datagram> said = new ArrayList<>();
        for (Datagram answer : answers) {
            GatekeeperClient client = clients.get(answer.endpoint);
            collect(answer.endpoint, client.receive(answer.octets.toArray(), GATEKEEPER, now), said);
        }
        return said;
    }

    /** Octets in use after a collection. */
    private static long heap() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
