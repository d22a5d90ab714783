package org.courtbridge.devices.onvif;

import java.net.URI;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import org.courtbridge.devices.Credentials;
import org.courtbridge.devices.DeviceAddress;
import org.courtbridge.devices.DeviceException;
import org.courtbridge.devices.DeviceNetwork;
import org.courtbridge.devices.SafeXml;

/** The stream in which an ONVIF camera gives the pictures of its first profile. */
public final class OnvifStream {

    private final OnvifSession session;
    private final String profile;
    private final URI uri;

    private OnvifStream(OnvifSession session, String profile, URI uri) {
        this.session = session;
        this.profile = profile;
        this.uri = uri;
    }

    /**
     * Asks a camera for it (ONVIF Media, GetStreamUri).
     *
     * @param clock against which the camera's clock is compared
     * @return fails with a {@link DeviceException} if the camera does not tell
     */
    public static CompletableFuture<OnvifStream> of(
            DeviceNetwork network, DeviceAddress address, Credentials credentials, InstantSource clock) {
        OnvifSession session = new OnvifSession(network, address, credentials, clock);
        return session.camera()
                .thenCompose(camera -> session.call(
                                OnvifService.MEDIA,
                                "<trt:GetStreamUri><trt:StreamSetup><tt:Stream>RTP-Unicast</tt:Stream><tt:Transport>"
                                        + "<tt:Protocol>RTSP</tt:Protocol></tt:Transport></trt:StreamSetup>"
                                        + profileToken(camera.profile()) + "</trt:GetStreamUri>")
                        .thenApply(answer -> new OnvifStream(session, camera.profile(), OnvifCamera.uri(answer))));
    }

    private static String profileToken(String profile) {
        return "<trt:ProfileToken>" + SafeXml.escape(profile) + "</trt:ProfileToken>";
    }

    /** Its RTSP address, without name and password, as the camera has it: the host may be one that only the camera knows. */
    public URI uri() {
        return uri;
    }

    /**
     * Has the camera send a keyframe (ONVIF Media, SetSynchronizationPoint).
     *
     * @return fails with a {@link DeviceException} if it does not; not every camera can
     */
    public CompletableFuture<Void> requestKeyframe() {
        return session.call(
                        OnvifService.MEDIA,
                        "<trt:SetSynchronizationPoint>" + profileToken(profile) + "</trt:SetSynchronizationPoint>")
                .thenApply(_ -> null);
    }
}
