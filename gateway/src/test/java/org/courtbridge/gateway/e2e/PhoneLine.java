package org.courtbridge.gateway.e2e;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * A network namespace behind a line of its own, for one peer to run in: from here to there it is as narrow as is said
 * (tbf), with a short queue; and, if it is a late one, both ways as late as the weather has it.
 */
final class PhoneLine implements AutoCloseable {

    /** Octets that pass at once after a pause. */
    private static final int BURST = 3_000;

    /** Octets that wait before the rest is dropped: a third of a second of 300 kbit/s. */
    static final int QUEUE = 12_000;

    /** Between two networks. Systems do not tell programs of what is over sooner. */
    private static final Duration WITHOUT_ADDRESS = Duration.ofMillis(100);

    private final Path folder;
    private final String namespace;
    private final String near;
    private final int party;
    private final Optional<LateLine> late;
    private final Deque<AutoCloseable> links = new ArrayDeque<>();
    private String there;
    private int address = 2;
    private boolean narrow;

    private PhoneLine(Path folder, int party, Optional<LateLine> late) {
        this.folder = folder;
        this.namespace = "cb-line%d-%d".formatted(party, ProcessHandle.current().pid());
        this.near = near(party);
        this.party = party;
        this.there = "10.79.%d.2".formatted(party);
        this.late = late;
    }

    private static String near(int party) {
        return "line" + party;
    }

    /** @param party 1 to 15 */
    static PhoneLine open(Path folder, int party) throws Exception {
        PhoneLine line = new PhoneLine(folder, party, Optional.empty());
        line.ip("netns", "add", line.namespace);
        line.link(line.near, line.here(), "eth0", line.there);
        line.route();
        return line;
    }

    /**
     * The same with packets that can be late both ways.
     *
     * @param party 1 to 15, and the seed of how late they are
     */
    static PhoneLine openLate(Path folder, int party) throws Exception {
        String far = "far" + party;
        LateLine devices = LateLine.open(near(party), far, party);
        PhoneLine line = new PhoneLine(folder, party, Optional.of(devices));
        line.links.push(devices);
        line.ip("netns", "add", line.namespace);
        line.ip("link", "set", far, "netns", line.namespace);
        line.ip("-n", line.namespace, "link", "set", far, "name", "eth0");
        line.address();
        line.route();
        return line;
    }

    private String here() {
        return "10.79.%d.1".formatted(party);
    }

    private void address() throws Exception {
        // As VethPair does.
        ip("link", "set", near, "addrgenmode", "none");
        ip("-n", namespace, "link", "set", "eth0", "addrgenmode", "none");
        ip("addr", "add", here() + "/24", "dev", near);
        ip("link", "set", near, "up");
        ip("-n", namespace, "addr", "add", there + "/24", "dev", "eth0");
        ip("-n", namespace, "link", "set", "eth0", "up");
    }

    private void link(String near, String address, String far, String farAddress) throws Exception {
        links.push(VethPair.open(folder, near, address, VethPair.Namespace.named(namespace), far, farAddress));
    }

    private void route() throws Exception {
        ip("-n", namespace, "link", "set", "lo", "up");
        ip("-n", namespace, "route", "add", "default", "via", here());
    }

    /** The phone's own interface gets another address, as when it goes from one network into another. */
    void move() throws Exception {
        ip("-n", namespace, "addr", "flush", "dev", "eth0", "scope", "global");
        Await.elapsed(WITHOUT_ADDRESS);
        address++;
        there = "10.79.%d.%d".formatted(party, address);
        ip("-n", namespace, "addr", "add", there + "/24", "dev", "eth0");
        ip("-n", namespace, "route", "add", "default", "via", here());
    }

    /** From now on packets are so late, if the line was opened as a late one. */
    void weather(Lateness.Weather weather) {
        late.orElseThrow().weather(weather);
    }

    /** From now on what comes from the far end is followed by changed copies, if the line was opened as a late one. */
    void mutate(MutatedTraffic traffic) {
        late.orElseThrow().mutate(traffic);
    }

    /** The far end, for a room. */
    BaresipPeer.Place place() {
        return place(there);
    }

    /** The same for a room that takes its commands by another way, so that they are no load for the line. */
    BaresipPeer.Place placeWithAside() throws Exception {
        String control = "10.81.%d.2".formatted(party);
        link("aside" + party, "10.81.%d.1".formatted(party), "aside", control);
        return place(control);
    }

    private BaresipPeer.Place place(String control) {
        return new BaresipPeer.Place(List.of("ip", "netns", "exec", namespace), control);
    }

    /** What a room has to be told that is at the far end. */
    String settings() {
        return "sip_listen %s:5060\nnet_interface eth0\n".formatted(there);
    }

    /** From now on the line carries so many bit/s. */
    void carries(long bitsPerSecond) throws Exception {
        run("tc", tbf(narrow ? "change" : "add", near, bitsPerSecond).toArray(String[]::new));
        narrow = true;
    }

    /** What comes from the far end has no more room either; once. */
    void carriesBack(long bitsPerSecond) throws Exception {
        List<String> command = new ArrayList<>(List.of("netns", "exec", namespace, "tc"));
        command.addAll(tbf("add", "eth0", bitsPerSecond));
        ip(command.toArray(String[]::new));
    }

    private static List<String> tbf(String action, String device, long bitsPerSecond) {
        return List.of(
                "qdisc",
                action,
                "dev",
                device,
                "root",
                "tbf",
                "rate",
                bitsPerSecond + "bit",
                "burst",
                Integer.toString(BURST),
                "limit",
                Integer.toString(QUEUE));
    }

    /** The name of the line's near end. */
    String device() {
        return near;
    }

    /** A program that starts another one at the far end. */
    Path launcher(Path program) throws IOException {
        return Launcher.of(folder, namespace, List.of("ip", "netns", "exec", namespace, program.toString()));
    }

    private void ip(String... words) throws Exception {
        run("ip", words);
    }

    private void run(String program, String... words) throws Exception {
        List<String> command = new ArrayList<>(List.of(program));
        command.addAll(List.of(words));
        ChildProcess.run(folder, program, command);
    }

    @Override
    public void close() throws Exception {
        while (!links.isEmpty()) {
            links.pop().close();
        }
        ip("netns", "del", namespace);
    }
}
