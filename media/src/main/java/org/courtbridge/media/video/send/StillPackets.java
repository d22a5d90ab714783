package org.courtbridge.media.video.send;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.courtbridge.codecs.payload.H264Format;
import org.courtbridge.codecs.payload.H264Packetizer;
import org.courtbridge.codecs.payload.PictureFormat;
import org.courtbridge.codecs.payload.PicturePacketizer;
import org.courtbridge.codecs.video.EncodedPicture;
import org.courtbridge.media.health.Guard;
import org.courtbridge.media.health.Part;
import org.courtbridge.media.leg.BridgeClock;
import org.courtbridge.media.video.coded.StillEncoder;
import org.jspecify.annotations.Nullable;

/**
 * Sends the packets of stills: those of a picture at once or, where it is said so, evenly, with filler data between them where the line
 * is filled. Lives on the stream's event loop.
 */
final class StillPackets {

    /** Packets that wait, with more of which no picture is coded. */
    private static final int MOST_WAITING = 20;

    private final VideoRtpStream stream;
    private final BridgeClock clock;
    private final Guard guard;
    private final PictureFiller filler = new PictureFiller();

    /** Of the format that was packed last. */
    private Optional<PictureFormat> packed = Optional.empty();

    private PicturePacketizer packetizer = new H264Packetizer(0, StillEncoder.MAX_PAYLOAD);
    private int sequence;

    /** Whether packets go out one after the other, and no burst of them fills a queue on the way. */
    private boolean even;

    private boolean areShown;
    private boolean ended;
    private @Nullable ScheduledFuture<?> working;
    private final Queue<Waiting> waiting = new ArrayDeque<>();

    /** To whose end the filler belongs that is sent now. */
    private @Nullable Unfinished unfinished;

    /** A picture of which the last packet is still to come. @param begun when its first was sent */
    private record Unfinished(PictureFormat format, long timestamp, long begun) {}

    /** A packet that goes out when it is its turn. */
    private static final class Waiting {

        private final byte[] payload;
        private final boolean marker;
        private final PictureFormat format;
        private final long timestamp;

        /** Time at which its picture was coded. */
        private final long begun;

        Waiting(byte[] payload, boolean marker, PictureFormat format, long timestamp, long begun) {
            this.payload = payload;
            this.marker = marker;
            this.format = format;
            this.timestamp = timestamp;
            this.begun = begun;
        }
    }

    /** @param guard around what is done by the clock */
    StillPackets(VideoRtpStream stream, BridgeClock clock, Guard guard) {
        this.stream = stream;
        this.clock = clock;
        this.guard = guard;
    }

    /** Whether so many packets wait that no further picture is to be coded. */
    boolean areLate() {
        return waiting.size() > MOST_WAITING;
    }

    /** Whether stills are shown from now on; if not, nothing that waits goes out any more. */
    void shown(boolean now) {
        if (areShown && !now) {
            waiting.clear();
            finish();
        }
        areShown = now;
        work();
    }

    /** From now on packets go out evenly, about as fast as a line has to be (paragraph 38). */
    void evenly() {
        even = true;
        work();
    }

    /**
     * From now on the line is sent so much while stills are shown, whatever they need: pictures of H.264 are filled.
     *
     * @param bitsPerSecond with all headers; 0 for no filling
     */
    void fill(long bitsPerSecond) {
        filler.fill(ended ? 0 : bitsPerSecond, clock.now());
        if (!filler.isOn()) {
            finish();
        }
        work();
    }

    /** Nothing is sent any more, for good. */
    void end() {
        ended = true;
        fill(0);
    }

    private void work() {
        boolean needed = !ended && (even && areShown || filler.isOn());
        if (needed && working == null) {
            long period = PictureFiller.PERIOD_MILLIS;
            working = stream.line()
                    .loop()
                    .scheduleAtFixedRate(
                            guard.task(Part.PICTURES, this::sendOn), period, period, TimeUnit.MILLISECONDS);
        } else if (!needed && working != null) {
            working.cancel(false);
            working = null;
        }
    }

    private void sendOn() {
        Waiting next = waiting.poll();
        if (next != null) {
            send(next, clock.now());
        } else if (filler.isOn()) {
            fillOn();
        }
    }

    private void send(Waiting packet, long now) {
        sequence = sequence + 1 & 0xFFFF;
        if (stream.numbers().accept(sequence, packet.timestamp, packet.begun)) {
            int length = packet.payload.length;
            stream.send(packet.payload, 0, length, packet.marker, packet.format, packet.begun, now);
            filler.sent(length);
        }
    }

    private void fillOn() {
        Unfinished picture = unfinished;
        long now = clock.now();
        int units = filler.due(now);
        if (picture == null || !stream.line().takes(now)) {
            return;
        }
        if (now - picture.begun() >= PictureFiller.PICTURE) {
            finish();
            return;
        }
        for (int i = 0; i < units; i++) {
            send(filling(picture, false), now);
        }
    }

    /** The last packet of a picture that is being filled goes out, behind its others. */
    private void finish() {
        Unfinished picture = unfinished;
        unfinished = null;
        if (picture != null && waiting.isEmpty()) {
            send(filling(picture, true), clock.now());
        } else if (picture != null) {
            waiting.add(filling(picture, true));
        }
    }

    private static Waiting filling(Unfinished picture, boolean last) {
        return new Waiting(PictureFiller.UNIT, last, picture.format(), picture.timestamp(), picture.begun());
    }

    /** Sends the packets of a picture, now or one after the other. */
    void send(EncodedPicture picture, PictureFormat format) {
        long now = clock.now();
        long timestamp = now / 1_000 * 9 / 100 & 0xFFFF_FFFFL;
        boolean fills = filler.isOn() && format instanceof H264Format;
        finish();
        packetizer(format).pack(picture, (payload, length, marker) -> {
            boolean last = marker && !fills;
            if (even) {
                waiting.add(new Waiting(Arrays.copyOf(payload, length), last, format, timestamp, now));
            } else {
                sequence = sequence + 1 & 0xFFFF;
                if (stream.numbers().accept(sequence, timestamp, now)) {
                    stream.send(payload, 0, length, last, format, now, now);
                    filler.sent(length);
                }
            }
        });
        if (fills) {
            unfinished = new Unfinished(format, timestamp, now);
        }
    }

    private PicturePacketizer packetizer(PictureFormat format) {
        if (!packed.equals(Optional.of(format))) {
            packed = Optional.of(format);
            packetizer = format.packetizer(StillEncoder.MAX_PAYLOAD);
        }
        return packetizer;
    }
}
