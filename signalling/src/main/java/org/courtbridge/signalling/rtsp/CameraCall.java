package org.courtbridge.signalling.rtsp;

import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.courtbridge.hearings.EndReason;
import org.courtbridge.hearings.LegId;
import org.courtbridge.hearings.PartyId;
import org.courtbridge.media.language.Language;
import org.courtbridge.media.leg.RoomLeg;
import org.courtbridge.media.transport.PortsExhaustedException;
import org.courtbridge.provisioning.inventory.Device;
import org.courtbridge.signalling.rooms.BoundedMailbox;
import org.courtbridge.signalling.rooms.CallFailedException;
import org.courtbridge.signalling.rooms.Destination;
import org.courtbridge.signalling.sdp.MediaDescription;
import org.courtbridge.signalling.sdp.SessionDescription;
import org.courtbridge.signalling.sdp.VideoFormats;

/** A call to a camera, from its description to its end; on a thread of its own, which may wait. */
final class CameraCall {

    private static final Logger log = LogManager.getLogger(CameraCall.class);
    private static final Duration ARRIVAL = Duration.ofSeconds(10);

    /** Within this time the first packet comes, if any does. */
    private static final Duration FIRST_PACKET = Duration.ofSeconds(4);

    private static final Duration STEP = Duration.ofMillis(20);

    private final Device device;
    private final Destination destination;
    private final CompletableFuture<LegId> connected;
    private final BoundedMailbox<Event> mailbox = new BoundedMailbox<>(Event.End::new);

    /** Something that the call's thread is told. */
    private sealed interface Event {

        record End(EndReason reason) implements Event {}

        record Keyframe() implements Event {}
    }

    CameraCall(Device device, Destination destination, CompletableFuture<LegId> connected) {
        this.device = device;
        this.destination = destination;
        this.connected = connected;
    }

    /** Has it end; from any thread. */
    void end(EndReason reason) {
        mailbox.put(new Event.End(reason));
    }

    /**
     * Makes the call, and returns when it is over.
     *
     * @throws CallFailedException if it comes to nothing
     */
    void run(CameraStream stream, CameraEndpoint.Parts parts) {
        EventLoop loop = parts.loops().next();
        try (CameraMedia media = new CameraMedia(parts.loops(), loop, parts.ports());
                RtspConnection connection =
                        RtspConnection.to(stream.address(), parts.loops(), loop, parts.patience(), media)) {
            RtspSession session = new RtspSession(connection, stream.uri(), stream.login());
            try {
                MediaDescription medium = pictures(session.describe());
                begin(session, medium, media, connection, stream);
                connect(new Playing(session, medium, media, connection, stream), parts.mediaTimeout());
            } finally {
                sayGoodbye(session, connection);
            }
        } catch (RtspException e) {
            throw CallFailedException.unreachable(String.valueOf(e.getMessage()));
        } catch (PortsExhaustedException e) {
            throw CallFailedException.fault(String.valueOf(e.getMessage()));
        }
    }

    private record Playing(
            RtspSession session,
            MediaDescription medium,
            CameraMedia media,
            RtspConnection connection,
            CameraStream stream) {}

    private static MediaDescription pictures(SessionDescription description) {
        return description.media().stream()
                .filter(medium -> medium.type().equals("video"))
                .filter(medium -> !VideoFormats.of(medium).isEmpty())
                .findFirst()
                .orElseThrow(() ->
                        CallFailedException.notAcceptable("the camera sends no pictures that we know, such as H.264"));
    }

    /** By UDP, or by the connection if the camera does not do that, or a firewall lets nothing through. */
    private void begin(
            RtspSession session,
            MediaDescription medium,
            CameraMedia media,
            RtspConnection connection,
            CameraStream stream) {
        if (media.setUpByUdp(session, medium, stream.address())) {
            session.play();
            if (arrives(media)) {
                return;
            }
            log.info("device={} sends nothing by UDP", device.id());
            session.tearDown();
        }
        if (!media.setUpInterleaved(session, medium, connection)) {
            throw CallFailedException.notAcceptable("the camera sends neither by UDP nor by its connection");
        }
        session.play();
        if (!arrives(media)) {
            throw new RtspException("the camera sends nothing");
        }
    }

    private boolean arrives(CameraMedia media) {
        long deadline = System.nanoTime() + FIRST_PACKET.toNanos();
        while (!media.hasArrived()) {
            Optional<Event> event = mailbox.poll(STEP);
            if (event.isPresent() && event.get() instanceof Event.End end) {
                throw CallFailedException.givenUp(end.reason());
            }
            if (System.nanoTime() - deadline >= 0) {
                return false;
            }
        }
        return true;
    }

    private void connect(Playing playing, Duration mediaTimeout) {
        RoomLeg leg = RoomLeg.of(device.language().flatMap(Language::of), new RoomLeg.Wishes() {
            @Override
            public void end(EndReason reason) {
                CameraCall.this.end(reason);
            }

            @Override
            public void keyframe() {
                mailbox.put(new Event.Keyframe());
            }
        });
        EndReason reason = EndReason.ERROR;
        boolean arrived = true;
        try {
            destination
                    .arrive(PartyId.device(device.id()), leg, playing.media().pictures(playing.medium()))
                    .toCompletableFuture()
                    .get(ARRIVAL.toMillis(), TimeUnit.MILLISECONDS);
            connected.complete(leg.id());
            reason = watch(playing, mediaTimeout);
            log.info("device={} leg={} end={}", device.id(), leg.id(), reason);
        } catch (ExecutionException e) {
            arrived = false;
            throw CallFailedException.notTakenIn(e);
        } catch (TimeoutException e) {
            throw CallFailedException.notTakenInSoon();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            reason = EndReason.SHUTDOWN;
        } finally {
            if (arrived) {
                destination.events().left(leg.id(), reason);
            }
        }
    }

    /** Keeps the session, until it ends. */
    private EndReason watch(Playing playing, Duration mediaTimeout) {
        RtspSession session = playing.session();
        long step = Math.min(session.keepAliveInterval().toNanos(), TimeUnit.SECONDS.toNanos(1));
        long next = System.nanoTime() + session.keepAliveInterval().toNanos();
        while (true) {
            Optional<Event> event = mailbox.poll(Duration.ofNanos(step));
            if (event.isPresent()) {
                switch (event.get()) {
                    case Event.End(EndReason reason) -> {
                        return reason;
                    }
                    case Event.Keyframe() -> playing.stream().keyframe().run();
                }
            }
            long now = System.nanoTime();
            if (!playing.connection().isOpen()) {
                return EndReason.SIGNALLING_LOST;
            }
            if (now - playing.media().lastPacketAt() >= mediaTimeout.toNanos()) {
                return EndReason.MEDIA_LOST;
            }
            if (now - next >= 0) {
                next = now + session.keepAliveInterval().toNanos();
                try {
                    session.keepAlive();
                } catch (RtspException e) {
                    log.info("device={}: {}", device.id(), e.getMessage());
                    return EndReason.SIGNALLING_LOST;
                }
            }
        }
    }

    private void sayGoodbye(RtspSession session, RtspConnection connection) {
        if (connection.isOpen()) {
            try {
                session.tearDown();
            } catch (RtspException e) {
                log.debug("device={} was not told that it is over: {}", device.id(), e.getMessage());
            }
        }
    }
}
