package org.courtbridge.h323.ras;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.courtbridge.h323.SentMessages;
import org.courtbridge.h323.asn1.Choice;
import org.courtbridge.h323.asn1.Octets;
import org.courtbridge.h323.asn1.Sequence;
import org.courtbridge.h323.h225.AliasAddress;
import org.courtbridge.h323.h225.EndpointTypes;
import org.courtbridge.h323.h225.Ras;
import org.courtbridge.h323.h225.generic.Addresses;

/** Gatekeepers and endpoints that hear each other at once, unless a datagram is lost, in a time of their own. */
final class Lan {

    static final Instant START = Instant.ofEpochSecond(1_800_000_000);

    final Map<InetSocketAddress, Gatekeeper> gatekeepers = new LinkedHashMap<>();
    final Map<InetSocketAddress, GatekeeperClient> clients = new LinkedHashMap<>();

    /** All that was told, by whom, datagrams excluded. */
    final Map<Object, List<Object>> told = new HashMap<>();

    /** Names of all messages on the way, lost ones too. */
    final List<String> messages = new ArrayList<>();

    final List<Datagram> datagrams = new ArrayList<>();
    Predicate<Datagram> lost = datagram -> false;
    Instant now = START;

    private final Deque<Datagram> underWay = new ArrayDeque<>();

    record Datagram(InetSocketAddress from, InetSocketAddress to, Octets octets) {

        RasMessage message() {
            return RasMessage.of((Choice) Ras.RAS_MESSAGE.decode(octets.toArray()));
        }

        String name() {
            return ((Choice) Ras.RAS_MESSAGE.decode(octets.toArray())).name();
        }
    }

    static InetSocketAddress address(int host, int port) {
        return new InetSocketAddress("192.0.2." + host, port);
    }

    static final Sequence VENDOR = EndpointTypes.VENDOR_IDENTIFIER
            .build()
            .set(
                    "vendor",
                    Addresses.H221_NON_STANDARD
                            .build()
                            .set("t35CountryCode", 9)
                            .set("t35Extension", 0)
                            .set("manufacturerCode", 61)
                            .done())
            .set("productId", Octets.ofHex("526f6f6d"))
            .set("versionId", Octets.ofHex("312e3000"))
            .done();

    static final Sequence TERMINAL = EndpointTypes.ENDPOINT_TYPE
            .build()
            .set("vendor", VENDOR)
            .set("mc", false)
            .set("undefinedNode", false)
            .done();

    /**
     * Whose password is "secret-" and their name; numbers that begin with 8 are the gatekeeper's own, and there is nothing
     * behind those that begin with 89.
     */
    static final Subscribers SUBSCRIBERS = new Subscribers() {
        @Override
        public Optional<String> password(String name) {
            return name.equals("alice") || name.equals("bob") || name.startsWith("room")
                    ? Optional.of("secret-" + name)
                    : Optional.empty();
        }

        /** Of rooms alone. */
        @Override
        public List<String> formerPasswords(String name) {
            return name.startsWith("room") ? List.of("former-" + name) : List.of();
        }

        /** Who proves nothing is called as he likes, but not as somebody who has a password. */
        @Override
        public AliasOwner owner(Optional<String> name, AliasAddress alias) {
            String text = alias.text().orElse("");
            boolean isOwn = name.map(known -> text.equals(known) || text.matches("(7|89)\\d*"))
                    .orElseGet(() -> password(text).isEmpty());
            if (isOwn) {
                return AliasOwner.OWN;
            }
            if (password(text).isPresent()) {
                return AliasOwner.ANOTHER;
            }
            return isHere(alias) ? AliasOwner.GATEKEEPER : AliasOwner.NOBODY;
        }

        @Override
        public boolean isHere(AliasAddress destination) {
            return destination.text().filter(text -> text.startsWith("8")).isPresent();
        }

        @Override
        public boolean isVacant(AliasAddress destination) {
            return destination.text().filter(text -> text.startsWith("89")).isPresent();
        }
    };

    static GatekeeperPolicy policy(int host, CallModel model, InetSocketAddress... neighbours) {
        return new GatekeeperPolicy(
                new GatekeeperPolicy.Zone(
                        "GK" + host, address(host, 1719), address(host, 1720), List.of(), List.of(neighbours)),
                model,
                true,
                false,
                new GatekeeperPolicy.Times(Duration.ofMinutes(5), Duration.ofMinutes(1), Duration.ofSeconds(20)),
                new GatekeeperPolicy.Limits(1000, 4, 20_000, 50_000),
                Optional.empty());
    }

    Gatekeeper add(GatekeeperPolicy policy) {
        Gatekeeper gatekeeper = new Gatekeeper(
                policy, SUBSCRIBERS, new Random(policy.zone().rasAddress().hashCode()));
        gatekeepers.put(policy.zone().rasAddress(), gatekeeper);
        return gatekeeper;
    }

    /** @param gatekeepers hosts, to be tried in this order */
    GatekeeperClient add(int host, String name, String password, Integer... gatekeepers) {
        EndpointProfile profile = new EndpointProfile(
                new EndpointProfile.Gatekeepers(
                        Stream.of(gatekeepers)
                                .map(gatekeeper -> address(gatekeeper, 1719))
                                .toList(),
                        Optional.empty()),
                new EndpointProfile.Endpoint(
                        address(host, 1719),
                        address(host, 1720),
                        List.of(new AliasAddress.H323Id(name), new AliasAddress.DialledDigits("7" + host)),
                        TERMINAL,
                        VENDOR),
                Optional.of(password)
                        .filter(known -> !known.isEmpty())
                        .map(known -> new EndpointProfile.Login(name, known)),
                Duration.ofMinutes(10),
                false);
        GatekeeperClient client = new GatekeeperClient(profile, new Random(host));
        clients.put(address(host, 1719), client);
        return client;
    }

    GatekeeperClient register(int host, String name) {
        GatekeeperClient client = add(host, name, "secret-" + name, 1);
        run(client, client.start(now));
        return client;
    }

    void run(GatekeeperClient client, List<ClientAction> actions) {
        InetSocketAddress from = clients.entrySet().stream()
                .filter(entry -> entry.getValue() == client)
                .findFirst()
                .orElseThrow()
                .getKey();
        for (ClientAction action : actions) {
            if (action instanceof ClientAction.Send(Octets octets, InetSocketAddress to)) {
                underWay.add(new Datagram(from, to, octets));
            } else {
                told(client).add(action);
            }
        }
        deliver();
    }

    void run(Gatekeeper gatekeeper, List<GatekeeperAction> actions) {
        InetSocketAddress from = gatekeepers.entrySet().stream()
                .filter(entry -> entry.getValue() == gatekeeper)
                .findFirst()
                .orElseThrow()
                .getKey();
        for (GatekeeperAction action : actions) {
            if (action instanceof GatekeeperAction.Send(Octets octets, InetSocketAddress to)) {
                underWay.add(new Datagram(from, to, octets));
            } else {
                told(gatekeeper).add(action);
            }
        }
        deliver();
    }

    List<Object> told(Object machine) {
        return told.computeIfAbsent(machine, _ -> new ArrayList<>());
    }

    /** The newest of a kind. */
    <T> T last(Object machine, Class<T> kind) {
        return told(machine).reversed().stream()
                .filter(kind::isInstance)
                .map(kind::cast)
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + kind.getSimpleName() + " in " + told(machine)));
    }

    private void deliver() {
        Datagram datagram = underWay.poll();
        if (datagram == null) {
            return;
        }
        messages.add(datagram.name());
        datagrams.add(datagram);
        SentMessages.ras(datagram.octets.toArray());
        if (!lost.test(datagram)) {
            Gatekeeper gatekeeper = gatekeepers.get(datagram.to);
            GatekeeperClient client = clients.get(datagram.to);
            if (gatekeeper != null) {
                run(gatekeeper, gatekeeper.receive(datagram.octets.toArray(), datagram.from, now));
            } else if (client != null) {
                run(client, client.receive(datagram.octets.toArray(), datagram.from, now));
            }
        }
        deliver();
    }

    /** Lets time go by, and everybody do what they want to do in it. */
    void pass(Duration time) {
        Instant end = now.plus(time);
        while (true) {
            Optional<Instant> next = Stream.concat(
                            gatekeepers.values().stream().flatMap(one -> one.deadline().stream()),
                            clients.values().stream().flatMap(one -> one.deadline().stream()))
                    .min(Comparator.naturalOrder());
            if (next.isEmpty() || next.get().isAfter(end)) {
                break;
            }
            if (next.get().isAfter(now)) {
                now = next.get();
            }
            for (Gatekeeper gatekeeper : List.copyOf(gatekeepers.values())) {
                run(gatekeeper, gatekeeper.expire(now));
            }
            for (GatekeeperClient client : List.copyOf(clients.values())) {
                run(client, client.expire(now));
            }
        }
        now = end;
    }

    static EndpointCall call(int number, String destination, long bandWidth) {
        return new EndpointCall(
                Octets.of(guid(number)),
                Octets.of(guid(1000 + number)),
                number,
                false,
                List.of(
                        destination.matches("\\d+")
                                ? new AliasAddress.DialledDigits(destination)
                                : new AliasAddress.H323Id(destination)),
                List.of(new AliasAddress.H323Id("alice")),
                Optional.empty(),
                bandWidth);
    }

    private static byte[] guid(int number) {
        byte[] guid = new byte[16];
        new Random(number).nextBytes(guid);
        return guid;
    }
}
