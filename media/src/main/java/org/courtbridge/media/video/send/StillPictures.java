package org.courtbridge.media.video.send;

import io.netty.channel.EventLoop;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.RejectedExecutionException;
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
import org.courtbridge.media.leg.LegMedia.SentVideo;
import org.courtbridge.media.leg.Still;
import org.courtbridge.media.video.coded.StillEncoder;
import org.courtbridge.media.video.coded.StillSize;
import org.jspecify.annotations.Nullable;

/**
 * Shows a party stills while it sees nobody, in the one stream of pictures that it receives: {@value StillEncoder#FRAMES_PER_SECOND}
 * a second, so that its decoder does not take the stream for dead. A still goes on until the picture of a party has begun.
 * Lives on the transport's event loop; what other threads may call says so. Pictures are coded by a worker, one at a time.
 */
final class StillPictures {

    /** Packets that wait, with more of which no picture is coded. */
    private static final int MOST_WAITING = 20;

    /** Without a picture of a party for so long, a still is shown: parties change faster. */
    static final long GRACE = 500_000_000;

    private final EventLoop loop;
    private final VideoRtpStream stream;
    private final BridgeClock clock;
    private final Guard guard;
    private final StillEncoder coder;
    private final PictureFiller filler = new PictureFiller();

    private Optional<Still> still = Optional.empty();

    /** Shown in place of the other, until the picture of a party has begun. */
    private Optional<Still> meanwhile = Optional.empty();

    private SentVideo agreed;

    /** Of the format that was coded last. */
    private Optional<PictureFormat> packed = Optional.empty();

    private PicturePacketizer packetizer = new H264Packetizer(0, StillEncoder.MAX_PAYLOAD);

    /** Whether the party sees nobody. */
    private boolean due = true;

    private long dueFrom;

    /** Whether stills are what the party receives now. */
    private boolean flowing;

    private boolean keyframeWanted;
    private boolean ended;
    private int sequence;
    private long keyframes;
    private @Nullable ScheduledFuture<?> ticking;
    private @Nullable ScheduledFuture<?> working;

    /** Whether packets go out one after the other, and no burst of them fills a queue on the way. */
    private boolean even;

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

    /** @param coder of this party alone */
    StillPictures(VideoRtpStream stream, SentVideo agreed, BridgeClock clock, StillEncoder coder, Guard guard) {
        this.loop = stream.line().loop();
        this.stream = stream;
        this.agreed = agreed;
        this.clock = clock;
        this.guard = guard;
        this.dueFrom = clock.now();
        this.coder = coder;
    }

    /** From any thread. */
    void show(Optional<Still> shown) {
        loop.execute(() -> {
            still = shown;
            settle();
        });
    }

    /** The party takes another format from now on. */
    void renegotiated(SentVideo changed) {
        assert loop.inEventLoop();
        agreed = changed;
        keyframeWanted = true;
        settle();
    }

    /** The party sees nobody any more. */
    void begin() {
        assert loop.inEventLoop();
        if (!due) {
            due = true;
            dueFrom = clock.now() + GRACE;
            settle();
        }
    }

    /** Somebody's picture has stopped: this is shown until it goes on. */
    void standIn(Still shown) {
        assert loop.inEventLoop();
        meanwhile = Optional.of(shown);
        due = true;
        dueFrom = clock.now();
        settle();
    }

    /** Somebody's picture will come: a still that is there stays until then, one that is not does not begin. */
    void expected() {
        assert loop.inEventLoop();
        if (!flowing) {
            interrupted();
        }
    }

    /** Somebody's picture has begun. */
    void interrupted() {
        assert loop.inEventLoop();
        meanwhile = Optional.empty();
        if (due) {
            due = false;
            flowing = false;
            settle();
        }
    }

    /** The party asks for a keyframe of what it sees. */
    void keyframeWanted() {
        assert loop.inEventLoop();
        keyframeWanted = true;
    }

    /**
     * From now on the line is sent so much while stills are shown, whatever they need: pictures of H.264 are filled. Within what the
     * party agreed to.
     *
     * @param bitsPerSecond with all headers; 0 for no filling
     */
    void fill(long bitsPerSecond) {
        assert loop.inEventLoop();
        boolean fills = bitsPerSecond > 0 && !ended;
        filler.fill(fills ? Math.min(bitsPerSecond, agreed.bitrate()) : 0, clock.now());
        if (!fills) {
            finish();
        }
        work();
    }

    /** From now on its packets go out evenly, about as fast as a line has to be (paragraph 38). */
    void evenly() {
        assert loop.inEventLoop();
        even = true;
        work();
    }

    private void work() {
        boolean needed = !ended && (even && ticking != null || filler.isOn());
        if (needed && working == null) {
            long period = PictureFiller.PERIOD_MILLIS;
            working = loop.scheduleAtFixedRate(
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

    /** Its last packet goes out, behind its others. */
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

    /** Nothing is shown any more, for good. */
    void end() {
        assert loop.inEventLoop();
        ended = true;
        fill(0);
        settle();
    }

    private void settle() {
        boolean wanted = due && still.isPresent() && format().isPresent() && !ended;
        if (wanted && ticking == null) {
            keyframeWanted = true;
            long period = 1_000 / StillEncoder.FRAMES_PER_SECOND;
            ticking = loop.scheduleAtFixedRate(guard.task(Part.PICTURES, this::tick), 0, period, TimeUnit.MILLISECONDS);
        } else if (!wanted && ticking != null) {
            waiting.clear();
            finish();
            ticking.cancel(false);
            ticking = null;
            flowing = false;
            coder.release();
        }
        work();
    }

    private Optional<PictureFormat> format() {
        return agreed.formats().stream()
                .filter(format -> format.coding().hasEncoder())
                .findFirst();
    }

    private void tick() {
        Optional<PictureFormat> format = format();
        boolean late = waiting.size() > MOST_WAITING;
        if (clock.now() - dueFrom < 0 || still.isEmpty() || format.isEmpty() || late) {
            return;
        }
        StillSize size = StillSize.of(format.get(), agreed.bitrate());
        if (coder.code(meanwhile.orElseGet(still::get), format.get(), size, keyframeWanted, this::coded)) {
            keyframeWanted = false;
        }
    }

    /** From a worker. */
    private void coded(EncodedPicture picture, PictureFormat format, boolean keyframe) {
        try {
            loop.execute(() -> send(picture, format, keyframe));
        } catch (RejectedExecutionException e) {
            // The gateway is going down.
            coder.release();
        }
    }

    private void send(EncodedPicture picture, PictureFormat format, boolean keyframe) {
        if (ticking == null || !Optional.of(format).equals(format())) {
            return;
        }
        if (!flowing && !keyframe) {
            keyframeWanted = true;
            return;
        }
        if (!flowing) {
            flowing = true;
            stream.switchSource();
        }
        if (keyframe) {
            keyframes++;
        }
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

    /** Whether the party is one that is shown stills. */
    boolean areShown() {
        return still.isPresent();
    }

    /** Whether stills are what the party receives now. */
    boolean flowing() {
        return flowing;
    }

    /** That were sent. */
    long keyframes() {
        return keyframes;
    }
}
