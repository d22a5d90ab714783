package org.courtbridge.signalling.rtsp;

import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Optional;

/**
 * The stream in which a camera gives its pictures.
 *
 * @param uri as the camera has it, without name and password; its host may be one that only the camera knows
 * @param address resolved, at which the camera is reached
 * @param keyframe has the camera send a keyframe soon, where it can; returns at once
 */
public record CameraStream(URI uri, InetSocketAddress address, Optional<Login> login, Runnable keyframe) {

    /** The name and password by which the camera lets us in. Its text never has the password. */
    public record Login(String user, String password) {

        @Override
        public String toString() {
            return "Login[user=" + user + "]";
        }
    }
}
