package org.courtbridge.codecs.h224;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.courtbridge.codecs.rtp.MalformedPacketException;

/**
 * One end of an H.224 link whose only client is the camera's: says what it can, learns what the other can, and hands on what
 * is said of cameras. Takes frames and gives frames.
 */
public final class H224Session {

    private CameraCapabilities ours;
    private final Consumer<CameraMessage> camera;
    private Optional<CameraCapabilities> theirs = Optional.empty();
    private boolean listed;

    /**
     * @param ours what the cameras at this end can be told to do
     * @param camera takes what the other end says about cameras
     */
    public H224Session(CameraCapabilities ours, Consumer<CameraMessage> camera) {
        this.ours = ours;
        this.camera = camera;
    }

    /**
     * Returns the first frames on the link (ITU-T H.224): our clients and capabilities, and commands to send those of the other
     * end.
     */
    public List<H224Frame> open() {
        return List.of(
                clients().frame(),
                ours.message().frame(),
                new ManagementMessage.ClientListCommand().frame(),
                new ManagementMessage.ExtraCapabilitiesCommand(ClientId.CAMERA).frame());
    }

    private static ManagementMessage clients() {
        return new ManagementMessage.ClientList(List.of(new ManagementMessage.Entry(ClientId.CAMERA, true)));
    }

    /** From now on the cameras at this end can be told to do something else; gives what to say of it. */
    public H224Frame has(CameraCapabilities changed) {
        ours = changed;
        return ours.message().frame();
    }

    /**
     * Takes what has come; gives what to answer. What is for clients that we do not have, or is part of a longer message,
     * which neither client has, is dropped.
     *
     * @throws MalformedPacketException if it is not what it claims to be
     */
    public List<H224Frame> receive(H224Frame frame) {
        if (!frame.isWhole()) {
            return List.of();
        }
        if (frame.client().equals(ClientId.CAMERA)) {
            listed = true;
            camera.accept(CameraMessage.parse(frame.data()));
            return List.of();
        }
        if (!frame.client().equals(ClientId.MANAGEMENT)) {
            return List.of();
        }
        return switch (ManagementMessage.parse(frame.data())) {
            case ManagementMessage.ClientList list -> {
                listed = list.has(ClientId.CAMERA);
                yield List.of();
            }
            case ManagementMessage.ExtraCapabilities told -> {
                if (told.client().equals(ClientId.CAMERA)) {
                    theirs = Optional.of(CameraCapabilities.parse(told.data()));
                    listed = true;
                }
                yield List.of();
            }
            case ManagementMessage.ClientListCommand command ->
                List.of(clients().frame());
            case ManagementMessage.ExtraCapabilitiesCommand command ->
                command.client().equals(ClientId.CAMERA)
                        ? List.of(ours.message().frame())
                        : List.of();
            case ManagementMessage.Unknown unknown -> List.of();
        };
    }

    /** Whether the other end has said that it has a client for cameras. */
    public boolean hasCamera() {
        return listed;
    }

    /** Capabilities of the cameras at the other end, once it has said so. */
    public Optional<CameraCapabilities> capabilities() {
        return theirs;
    }
}
