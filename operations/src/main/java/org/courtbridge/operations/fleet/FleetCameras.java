package org.courtbridge.operations.fleet;

import java.net.URI;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.courtbridge.devices.Credentials;
import org.courtbridge.devices.DeviceAddress;
import org.courtbridge.devices.DeviceException;
import org.courtbridge.devices.DeviceFault;
import org.courtbridge.devices.DeviceNetwork;
import org.courtbridge.devices.onvif.OnvifStream;
import org.courtbridge.provisioning.inventory.Device;
import org.courtbridge.signalling.rtsp.CameraSource;
import org.courtbridge.signalling.rtsp.CameraStream;

/** Finds the streams of devices with ONVIF: asked of the camera, with the login that is kept for it, at its own address alone. */
final class FleetCameras implements CameraSource {

    static final String FAMILY = "onvif";

    private static final Logger LOG = LogManager.getLogger(FleetCameras.class);
    private static final String SCHEME = "rtsp";
    private static final int RTSP_PORT = 554;

    private final Function<String, Optional<Equipment>> equipment;
    private final DeviceNetwork network;
    private final InstantSource clock;

    /** @param equipment by the id of a device */
    FleetCameras(Function<String, Optional<Equipment>> equipment, DeviceNetwork network, InstantSource clock) {
        this.equipment = equipment;
        this.network = network;
        this.clock = clock;
    }

    @Override
    public boolean isCamera(Device device) {
        return camera(device).isPresent();
    }

    private Optional<Equipment> camera(Device device) {
        return equipment.apply(device.id()).filter(known -> known.family().equals(FAMILY));
    }

    @Override
    public CompletionStage<CameraStream> find(Device device) {
        Optional<Equipment> camera = camera(device);
        Optional<Credentials> login = camera.flatMap(Equipment::login);
        if (login.isEmpty()) {
            return CompletableFuture.failedFuture(
                    new DeviceException(DeviceFault.UNAUTHORIZED, "no login of the camera's own is kept here"));
        }
        return OnvifStream.of(network, camera.orElseThrow().address(), login.get(), clock)
                .thenCompose(stream -> stream(device, camera.orElseThrow().address(), login.get(), stream));
    }

    /** Only its port and path count: a camera behind a translator of addresses tells one that is its own alone. */
    private CompletableFuture<CameraStream> stream(
            Device device, DeviceAddress where, Credentials login, OnvifStream stream) {
        URI uri = stream.uri();
        if (!SCHEME.equalsIgnoreCase(uri.getScheme())) {
            return CompletableFuture.failedFuture(new DeviceException(
                    DeviceFault.NOT_SUPPORTED, "the camera gives its pictures by something else than RTSP over TCP"));
        }
        DeviceAddress address = new DeviceAddress(where.host(), uri.getPort() < 1 ? RTSP_PORT : uri.getPort());
        return network.destination(address)
                .thenApply(resolved -> new CameraStream(
                        uri,
                        resolved,
                        Optional.of(new CameraStream.Login(login.user(), login.password())),
                        () -> stream.requestKeyframe().exceptionally(failure -> {
                            LOG.debug("device={} sends no keyframe when asked: {}", device.id(), failure.getMessage());
                            return null;
                        })));
    }
}
