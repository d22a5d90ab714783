package org.courtbridge.devices.onvif;

import java.net.InetSocketAddress;
import java.net.URI;
import java.time.InstantSource;
import java.util.Optional;
import org.courtbridge.devices.Credentials;
import org.courtbridge.devices.simulate.Front;
import org.courtbridge.devices.simulate.SimulatedRoom;
import org.courtbridge.devices.simulate.Simulator;
import org.courtbridge.devices.simulate.WebFront;

/** A camera with ONVIF over HTTP. It has no pictures of its own: where they are is told to it. */
public final class OnvifSimulator implements Simulator {

    private final SimulatedRoom room = new SimulatedRoom();
    private final CameraOperations operations;
    private final Front front;

    /**
     * @param stream what it says when asked where its pictures are
     * @param clock the camera's
     * @param ptz whether it turns
     */
    public OnvifSimulator(
            InetSocketAddress bind, Credentials credentials, URI stream, InstantSource clock, Turning ptz) {
        TurningHead head = new TurningHead(room, clock);
        this.operations = new CameraOperations(head, stream, clock, ptz);
        this.front = new WebFront("onvif", bind, Optional.empty(), new CameraServices(operations, credentials, clock));
    }

    /** Whether a camera turns. */
    public enum Turning {
        TURNS,
        FIXED
    }

    /** Number of times that it was asked for a keyframe (SetSynchronizationPoint) since the start. */
    public long keyframesWanted() {
        return operations.synchronizations();
    }

    @Override
    public Front front() {
        return front;
    }

    @Override
    public SimulatedRoom room() {
        return room;
    }
}
