package org.courtbridge.media.video.send;

import io.netty.channel.EventLoop;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.courtbridge.codecs.payload.PictureFormat;
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
 *
 * <p>None is coded before there is a way to the party, with keys, and the first one then is a keyframe. A second later comes
 * another: we have the keys of a DTLS handshake as soon as the party's last message is here, and the party when ours is there,
 * which may be lost and repeated (RFC 6347, section 4.2.4). Not every party has a decoder, or asks for what it lacks.
 *
 * <p>Lives on the transport's event loop; what other threads may call says so. Pictures are coded by a worker, one at a time.
 */
final class StillPictures {

    /** Without a picture of a party for so long, a still is shown: parties change faster. */
    static final long GRACE = 500_000_000;

    private final VideoRtpStream stream;
    private final BridgeClock clock;
    private final Guard guard;
    private final StillEncoder coder;
    private final StillPackets packets;

    private Optional<Still> still = Optional.empty();

    /** Shown in place of the other, until the picture of a party has begun. */
    private Optional<Still> meanwhile = Optional.empty();

    private SentVideo agreed;

    /** Whether the party sees nobody. */
    private boolean due = true;

    private long dueFrom;

    /** Whether stills are what the party receives now. */
    private boolean flowing;

    private final StillKeyframes demand = new StillKeyframes();
    private boolean ended;
    private long keyframes;
    private @Nullable ScheduledFuture<?> ticking;

    /** @param coder of this party alone */
    StillPictures(VideoRtpStream stream, SentVideo agreed, BridgeClock clock, StillEncoder coder, Guard guard) {
        this.stream = stream;
        this.agreed = agreed;
        this.clock = clock;
        this.guard = guard;
        this.dueFrom = clock.now();
        this.coder = coder;
        this.packets = new StillPackets(stream, clock, guard);
    }

    /** From any thread. */
    void show(Optional<Still> shown) {
        loop().execute(() -> {
            still = shown;
            settle();
        });
    }

    /** The party takes another format from now on. */
    void renegotiated(SentVideo changed) {
        assert loop().inEventLoop();
        agreed = changed;
        demand.want();
        settle();
    }

    /** The party sees nobody any more. */
    void begin() {
        assert loop().inEventLoop();
        if (!due) {
            due = true;
            dueFrom = clock.now() + GRACE;
            settle();
        }
    }

    /** Somebody's picture has stopped: this is shown until it goes on. */
    void standIn(Still shown) {
        assert loop().inEventLoop();
        meanwhile = Optional.of(shown);
        due = true;
        dueFrom = clock.now();
        settle();
    }

    /** Somebody's picture will come: a still that is there stays until then, one that is not does not begin. */
    void expected() {
        assert loop().inEventLoop();
        if (!flowing) {
            interrupted();
        }
    }

    /** Somebody's picture has begun. */
    void interrupted() {
        assert loop().inEventLoop();
        meanwhile = Optional.empty();
        if (due) {
            due = false;
            flowing = false;
            settle();
        }
    }

    /** The party asks for a keyframe of what it sees. */
    void keyframeWanted() {
        assert loop().inEventLoop();
        demand.requested();
    }

    /** There is a way to the party, and was none before: the next picture is the first. */
    void reached() {
        assert loop().inEventLoop();
        lost();
    }

    /**
     * From now on the line is sent so much while stills are shown, whatever they need: pictures of H.264 are filled. Within what the
     * party agreed to.
     *
     * @param bitsPerSecond with all headers; 0 for no filling
     */
    void fill(long bitsPerSecond) {
        assert loop().inEventLoop();
        packets.fill(Math.min(bitsPerSecond, agreed.bitrate()));
    }

    /** From now on its packets go out evenly, about as fast as a line has to be (paragraph 38). */
    void evenly() {
        assert loop().inEventLoop();
        packets.evenly();
    }

    /** Nothing is shown any more, for good. */
    void end() {
        assert loop().inEventLoop();
        ended = true;
        packets.end();
        settle();
    }

    private void settle() {
        boolean wanted = due && still.isPresent() && format().isPresent() && !ended;
        if (wanted && ticking == null) {
            demand.want();
            long period = 1_000 / StillEncoder.FRAMES_PER_SECOND;
            packets.shown(true);
            ticking =
                    loop().scheduleAtFixedRate(guard.task(Part.PICTURES, this::tick), 0, period, TimeUnit.MILLISECONDS);
        } else if (!wanted && ticking != null) {
            packets.shown(false);
            ticking.cancel(false);
            ticking = null;
            flowing = false;
            coder.release();
        }
    }

    private Optional<PictureFormat> format() {
        return agreed.formats().stream()
                .filter(format -> format.coding().hasEncoder())
                .findFirst();
    }

    private void tick() {
        if (!stream.line().ready()) {
            lost();
            return;
        }
        Optional<PictureFormat> format = format();
        long now = clock.now();
        if (now - dueFrom < 0 || still.isEmpty() || format.isEmpty() || packets.areLate()) {
            return;
        }
        StillSize size = StillSize.of(format.get(), agreed.bitrate());
        if (coder.code(meanwhile.orElseGet(still::get), format.get(), size, demand.isWanted(now), this::coded)) {
            demand.underWay();
        }
    }

    /** There is no way to the party: what it has seen so far may be nothing. */
    private void lost() {
        flowing = false;
        demand.beginAnew();
    }

    /** From a worker. */
    private void coded(EncodedPicture picture, PictureFormat format, boolean keyframe) {
        try {
            loop().execute(() -> send(picture, format, keyframe));
        } catch (RejectedExecutionException e) {
            // The gateway is going down.
            coder.release();
        }
    }

    private void send(EncodedPicture picture, PictureFormat format, boolean keyframe) {
        if (ticking == null || !Optional.of(format).equals(format())) {
            return;
        }
        if (!stream.line().ready()) {
            lost();
            return;
        }
        if (!flowing && !keyframe) {
            demand.want();
            return;
        }
        if (!flowing) {
            flowing = true;
            stream.switchSource();
        }
        if (keyframe) {
            keyframes++;
        }
        demand.sent(clock.now());
        packets.send(picture, format);
    }

    private EventLoop loop() {
        return stream.line().loop();
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
