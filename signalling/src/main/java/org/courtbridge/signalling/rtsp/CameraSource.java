package org.courtbridge.signalling.rtsp;

import java.util.concurrent.CompletionStage;
import org.courtbridge.provisioning.inventory.Device;

/** Knows which devices are cameras whose pictures are fetched by RTSP, and where each gives them. From any thread. */
public interface CameraSource {

    /** Whether a device is such a camera. Asks nobody. */
    boolean isCamera(Device device);

    /** Asks a camera where its stream is. Fails, with a message that says why, if it does not tell. */
    CompletionStage<CameraStream> find(Device device);
}
