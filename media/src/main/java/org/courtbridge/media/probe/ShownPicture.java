package org.courtbridge.media.probe;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.courtbridge.media.bridge.BridgeLeg;
import org.courtbridge.media.leg.BridgeClock;
import org.courtbridge.media.leg.Still;
import org.courtbridge.media.pacing.PacedTransport;
import org.courtbridge.media.video.VideoSink;
import org.courtbridge.media.video.receive.SimulcastReceiver;
import org.courtbridge.media.video.receive.VideoReceiver;
import org.courtbridge.media.video.send.VideoSender;

/**
 * The picture that a party sees while it is tried: a slate, or its own as it comes. Leads what the party sends to where it is
 * measured and where the party sees it. Guarded by the bridge that it belongs to.
 */
final class ShownPicture {

    /** bit/s that the line to a party that sees itself is tried up to, should it ever seem to carry less (paragraph 38). */
    private static final long ENOUGH = 1_200_000;

    private final ProbedPicture measured;
    private final BridgeClock clock;
    private final SelfView mirror = new SelfView();

    /** Asked for each second; empty if the party sees itself. */
    private Optional<Supplier<Still>> slate;

    ShownPicture(Optional<Supplier<Still>> slate, ProbedPicture measured, BridgeClock clock) {
        this.slate = slate;
        this.measured = measured;
        this.clock = clock;
    }

    boolean isSlate() {
        return slate.isPresent();
    }

    /** Decodes what the party sends, of several sizes the largest that comes, and sends back the largest that its line carries. */
    void follow(Optional<BridgeLeg> leg) {
        Optional<SimulcastReceiver> layers = leg.flatMap(BridgeLeg::source);
        Optional<VideoSender> own = ownPicture(leg);
        measured.follow(layers.map(SimulcastReceiver::largest));
        mirror.choose(layers, own, leg.map(BridgeLeg::pictureBits).orElse(PacedTransport.UNLIMITED));
        layers.ifPresent(of -> of.all().forEach(layer -> layer.outputs(receivers(layer, own))));
        own.ifPresent(output -> mirror.reflect(output, clock.now()));
    }

    /** The picture in which the party sees itself. */
    private Optional<VideoSender> ownPicture(Optional<BridgeLeg> leg) {
        return isSlate()
                ? Optional.empty()
                : leg.flatMap(there -> there.sent().main().values().stream().findFirst());
    }

    private List<VideoSink> receivers(VideoReceiver layer, Optional<VideoSender> own) {
        Stream<VideoSink> reflects =
                own.filter(output -> mirror.takes(layer, output)).stream().map(VideoSink.class::cast);
        return Stream.concat(measured.sinks(layer).stream(), reflects).toList();
    }

    /** Shows the slate anew, or tries the line to a party that sees itself; each second. */
    void tick(BridgeLeg leg) {
        slate.ifPresentOrElse(shown -> leg.sent().still(shown.get()), () -> leg.wanted(ENOUGH));
    }

    /** Shows a still from now on or, if empty, the party's own picture; {@link #follow} must come after it. */
    void show(BridgeLeg leg, Optional<Still> shown) {
        Optional<VideoSender> own = ownPicture(Optional.of(leg));
        slate = shown.map(still -> () -> still);
        shown.ifPresent(still -> {
            leg.sent().still(still);
            own.ifPresent(output -> output.show(Optional.empty(), clock.now()));
            mirror.stop();
        });
    }
}
