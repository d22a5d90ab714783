package org.courtbridge.media.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.embedded.EmbeddedChannel;
import java.time.InstantSource;
import java.util.Optional;
import java.util.OptionalInt;
import org.courtbridge.hearings.LegId;
import org.courtbridge.media.health.Guard;
import org.courtbridge.media.health.InternalErrors;
import org.courtbridge.media.leg.BridgeClock;
import org.courtbridge.media.leg.LegMedia;
import org.courtbridge.media.leg.MediaTrace;
import org.courtbridge.media.video.processing.Captions;
import org.courtbridge.media.video.processing.PictureWorkers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FarEndCameraTest {

    private final EmbeddedChannel channel = new EmbeddedChannel();
    private final PictureWorkers workers = PictureWorkers.withPlaces(0);
    private final InternalErrors errors = new InternalErrors(InstantSource.system());
    private final FarEndCamera camera = new FarEndCamera(
            new LegId("room"),
            new BridgeLeg.Surroundings(
                    BridgeClock.SYSTEM, MediaTrace.OFF, Captions.NONE, workers::stillEncoder, errors),
            new Guard(errors, "the room", () -> {}),
            () -> true);

    @AfterEach
    void close() {
        camera.end();
        channel.runPendingTasks();
        workers.close();
        channel.finishAndReleaseAll();
    }

    private LegMedia.Camera by(SimulatedTransport transport, int payloadType) {
        return new LegMedia.Camera(
                transport, 4711, OptionalInt.of(payloadType), OptionalInt.of(payloadType), false, false);
    }

    private CameraPort agree(SimulatedTransport transport, int payloadType) {
        camera.agreed(Optional.of(by(transport, payloadType)));
        channel.runPendingTasks();
        return camera.port().orElseThrow();
    }

    @Test
    void thereIsNoneBeforeItIsAgreedAndAfterItIsNot() {
        assertThat(camera.port()).isEmpty();
        agree(new SimulatedTransport(channel.eventLoop()), 99);
        camera.agreed(Optional.empty());
        assertThat(camera.port()).isEmpty();
    }

    @Test
    void itGoesOnByTheSameTransportAndAnewByAnother() {
        SimulatedTransport transport = new SimulatedTransport(channel.eventLoop());
        CameraPort first = agree(transport, 99);
        assertThat(agree(transport, 100)).isSameAs(first);
        assertThat(agree(new SimulatedTransport(channel.eventLoop()), 100)).isNotSameAs(first);
    }
}
