package org.courtbridge.signalling.rtsp;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.courtbridge.hearings.EndReason;
import org.courtbridge.hearings.LegId;
import org.courtbridge.media.transport.MediaLoops;
import org.courtbridge.media.transport.UdpPorts;
import org.courtbridge.provisioning.inventory.CredentialListener;
import org.courtbridge.provisioning.inventory.Device;
import org.courtbridge.provisioning.inventory.Encryption;
import org.courtbridge.signalling.rooms.CallFailedException;
import org.courtbridge.signalling.rooms.Destination;
import org.courtbridge.signalling.rooms.LiveCalls;
import org.courtbridge.signalling.rooms.RoomCaller;

/**
 * Fetches the pictures of cameras that have no codec: such a device registers nowhere, and is called where its driver finds its
 * stream. It sends pictures, and takes nothing.
 */
public final class CameraEndpoint implements RoomCaller, CredentialListener, AutoCloseable {

    private static final Logger log = LogManager.getLogger(CameraEndpoint.class);

    /** For a connection, and for each answer. */
    public static final Duration PATIENCE = Duration.ofSeconds(5);

    /** To find out where a stream is. */
    private static final Duration SEARCH = Duration.ofSeconds(15);

    private static final Duration GOODBYE = Duration.ofSeconds(3);
    private static final int MOST_CALLS = 200;

    private final Parts parts;
    private final LiveCalls calls = new LiveCalls(MOST_CALLS);

    /**
     * The services that the endpoint works with.
     *
     * @param ports that packets come to by UDP
     * @param patience for a connection, and for each answer
     * @param mediaTimeout without a packet, after which a call is over
     */
    public record Parts(
            CameraSource cameras, MediaLoops loops, UdpPorts ports, Duration patience, Duration mediaTimeout) {}

    public CameraEndpoint(Parts parts) {
        this.parts = parts;
    }

    /** Never: a camera does not register. */
    @Override
    public boolean isRegistered(Device device) {
        return false;
    }

    @Override
    public boolean mayFind(Device device) {
        return device.enabled() && parts.cameras().isCamera(device);
    }

    @Override
    public boolean isInCall(Device device) {
        return calls.isWith(device);
    }

    @Override
    public void hangUp(Device device, EndReason reason) {
        calls.endOf(device, reason);
    }

    @Override
    public CompletionStage<LegId> call(Device device, Destination destination) {
        CompletableFuture<LegId> connected = new CompletableFuture<>();
        Thread.ofVirtual().name("camera-call").start(() -> {
            try {
                run(device, destination, connected);
            } catch (CallFailedException e) {
                connected.completeExceptionally(e);
            } catch (RuntimeException bug) {
                log.error("call to camera device={} ended by a fault", device.id(), bug);
                connected.completeExceptionally(CallFailedException.fault("internal error"));
            }
        });
        return connected;
    }

    private void run(Device device, Destination destination, CompletableFuture<LegId> connected) {
        if (device.encryption() == Encryption.REQUIRED) {
            throw CallFailedException.notAcceptable(
                    "a camera's pictures come in the clear, and this device must encrypt");
        }
        CameraCall call = new CameraCall(device, destination, connected);
        try (LiveCalls.Slot slot = calls.enter(Optional.of(device), call::end).orElse(null)) {
            if (slot == null) {
                throw CallFailedException.tooManyCalls();
            }
            call.run(find(device), parts);
        }
    }

    private CameraStream find(Device device) {
        try {
            return parts.cameras().find(device).toCompletableFuture().get(SEARCH.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw CallFailedException.silent();
        } catch (ExecutionException e) {
            throw CallFailedException.unreachable(why(e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw CallFailedException.givenUp(EndReason.SHUTDOWN);
        }
    }

    private static String why(ExecutionException failure) {
        return Optional.ofNullable(failure.getCause())
                .map(Throwable::getMessage)
                .orElse("the camera does not tell where its pictures are");
    }

    /** Nothing: it has not registered. */
    @Override
    public void lapsed(Device device) {}

    @Override
    public void withdrawn(Device device) {
        calls.endOf(device, EndReason.REFUSED);
    }

    /** Calls of now. */
    public int calls() {
        return calls.count();
    }

    @Override
    public void close() {
        calls.endAll(GOODBYE);
    }
}
