package org.courtbridge.gateway.e2e;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A room on its line, whose screen is looked at by a thread of its own; its octets are all that comes by the line. */
final class RoomViewer implements LineViewer, AutoCloseable {

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(40);
    private static final Pattern SCREEN = Pattern.compile("vidisp: \\S+ (\\d+) x \\d+ frames=(\\d+)");
    private static final String LINE = "eth0:";

    private final BaresipPeer room;
    private final int party;
    private final List<Double> changes = new ArrayList<>();
    private final AtomicReference<Exception> failure = new AtomicReference<>();
    private final Thread thread;
    private Listening listening;
    private volatile int width;
    private volatile boolean over;

    private RoomViewer(BaresipPeer room, int party) throws Exception {
        this.room = room;
        this.party = party;
        this.listening = Listening.to(party, room);
        this.thread = Thread.ofVirtual().name("room-viewer").unstarted(this::look);
    }

    static RoomViewer start(BaresipPeer room, int party) throws Exception {
        RoomViewer viewer = new RoomViewer(room, party);
        viewer.thread.start();
        return viewer;
    }

    private void look() {
        try {
            String before = "";
            while (!over) {
                Matcher screen = SCREEN.matcher(room.command("video_debug", ""));
                if (screen.find()) {
                    width = Integer.parseInt(screen.group(1));
                    if (!screen.group(2).equals(before)) {
                        before = screen.group(2);
                        changed();
                    }
                }
                Await.elapsed(BETWEEN_LOOKS);
            }
        } catch (Exception e) {
            failure.set(e);
        }
    }

    private void changed() {
        synchronized (changes) {
            changes.add(now());
        }
    }

    @Override
    public double now() {
        return System.nanoTime() / 1e6;
    }

    /** As the system counts them where the room runs. */
    @Override
    public long octets() throws Exception {
        Path devices = Path.of("/proc/%d/net/dev".formatted(room.pid()));
        return Files.readAllLines(devices).stream()
                .map(String::trim)
                .filter(line -> line.startsWith(LINE))
                .mapToLong(line ->
                        Long.parseLong(line.substring(LINE.length()).trim().split("\\s+")[0]))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + LINE + " in " + devices));
    }

    @Override
    public int width() {
        return width;
    }

    @Override
    public List<Double> changes() {
        if (failure.get() != null) {
            throw new AssertionError("could not look", failure.get());
        }
        synchronized (changes) {
            List<Double> until = List.copyOf(changes);
            changes.clear();
            return until;
        }
    }

    @Override
    public void forgetSound() throws Exception {
        listening = Listening.to(party, room);
    }

    @Override
    public double longestSoundGap(double millis) throws Exception {
        return listening.longestGap();
    }

    @Override
    public void close() throws InterruptedException {
        over = true;
        thread.join();
    }
}
